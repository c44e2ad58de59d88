//! The interface for users: the type's functions and constants, and its implementation of `Network`.

use proc_macro2::{Ident, Literal, TokenStream, TokenTree};
use quote::quote;

use super::ports::Ports;

/// Names the type of all weights and biases, if they have one.
pub(crate) fn numbers_of(number: &Ident) -> String {
    match number == "i8" {
        true => ", of which biases have four bytes".into(),
        false => format!(" of `{number}`"),
    }
}

/// The facts that the signatures depend on.
pub(crate) struct Interface<'a> {
    pub(crate) xornet: &'a TokenTree,
    pub(crate) name: &'a Ident,
    pub(crate) float: Ident,
    pub(crate) inputs: &'a Ports,
    pub(crate) outputs: &'a Ports,
    pub(crate) scratch: usize,
    pub(crate) parameters: usize,
    pub(crate) macs: usize,
    pub(crate) weight_bytes: usize,
    pub(crate) activation_bytes: usize,
    /// The names of the numbers of the input and of the output; empty if the file has none.
    pub(crate) names: [&'a [String]; 2],
    /// The constants that tell what the integers of a network of eight bits stand for.
    pub(crate) quantizations: TokenStream,
    /// The estimated bytes of stack of a forward pass, and those that a block of a batch adds.
    pub(crate) stack: Option<[usize; 2]>,
    /// The name of the model file in the documentation.
    pub(crate) about: String,
}

/// The bodies of the functions, and the graph.
pub(crate) struct Bodies {
    /// The body of `forward`, an expression of the output from `input`.
    pub(crate) forward: TokenStream,
    /// The body of `forward_in`, an expression of the output from `scratch` and `input`.
    pub(crate) forward_in: TokenStream,
    /// The body of `forward_const`, a constant expression of the output from `input`.
    pub(crate) forward_const: TokenStream,
    /// The body of `forward_batch`, which writes to `outputs` from `inputs`.
    pub(crate) forward_batch: TokenStream,
    /// The value of `GRAPH`.
    pub(crate) graph: TokenStream,
}

impl Interface<'_> {
    /// Emits both implementations. They are in the scope of the type, and so see the user's items there: constants,
    /// which the name of a parameter would match as a pattern, and types with the names of primitive ones. The import
    /// hides these.
    pub(crate) fn emit(&self, bodies: &Bodies) -> TokenStream {
        let inherent = self.inherent(bodies);
        let network = self.network(&bodies.graph);
        let records = [self.inputs, self.outputs].map(Ports::implement);
        let xornet = self.xornet;
        quote! {
            #[allow(unused_imports, reason = "hides what the same names stand for around the call")]
            use #xornet::__private::names::*;

            #inherent
            #network
            #(#records)*
        }
    }

    /// Emits the functions and constants of the type.
    fn inherent(&self, bodies: &Bodies) -> TokenStream {
        let Bodies {
            forward: run,
            forward_in: run_in,
            forward_const: run_const,
            forward_batch: run_batch,
            ..
        } = bodies;
        let Self {
            name,
            float,
            inputs,
            outputs,
            scratch,
            parameters,
            macs,
            weight_bytes,
            activation_bytes,
            about,
            quantizations,
            ..
        } = self;
        let (input, output) = (inputs.type_of(), outputs.type_of());
        let shape = format!("{} to {}", inputs.words(), outputs.words());
        let [inputs, outputs] = [inputs.count(), outputs.count()];
        let scratch = Literal::usize_unsuffixed(*scratch);
        let [input_names, output_names] = self.names;
        let forward =
            format!(" Computes the output for one input, {shape}, by the network in {about}.");
        let stack = self.stack.map(|[stack, block]| {
            let forward = format!(
                " About {stack} bytes in an optimised build, and more in other builds. This is an estimate from \
                 measurements of similar networks, not a bound."
            );
            let batch = if block == 0 {
                " As much as [`Self::forward`] takes, and one output, for any number of inputs.".to_owned()
            } else {
                format!(" As much as [`Self::forward`] takes, and {block} bytes for several inputs at a time.")
            };
            [forward, batch].map(|text| {
                quote! {
                    ///
                    /// # Stack
                    ///
                    #[doc = #text]
                }
            })
        });
        let [forward_stack, batch_stack] = stack.unwrap_or_default();
        let forward_const =
            format!(" Computes the same bits as [`Self::forward`] in const contexts, {shape}.");
        let batch = format!(
            " Computes the outputs for many inputs, {shape} each, with the same bits as [`Self::forward`]."
        );
        let batch_panics =
            " If `inputs` and `outputs` differ in length; the message names both lengths.";
        let forward_in = format!(
            " Computes the same bits as [`Self::forward`], {shape}, with the values between layers in `scratch`, which may be \
             a `static`. The numbers in it before do not matter."
        );
        let inputs_doc = format!(" How many numbers the input has: {inputs}.");
        let outputs_doc = format!(" How many numbers the output has: {outputs}.");
        let parameters_doc =
            format!(" The number of weights and biases in the model file: {parameters}.");
        let macs_doc = format!(" The number of multiply-adds in one forward pass: {macs}.");
        let weight_bytes_doc = format!(
            " The bytes of weights and biases, [`Self::PARAMETERS`] numbers{}: {weight_bytes}.",
            numbers_of(float)
        );
        let activation_bytes_doc = format!(
            " The peak activation memory, the bytes of the values that are needed at the same time: {activation_bytes}. \
             This is not a bound of the stack."
        );
        let [
            inputs,
            outputs,
            parameters,
            macs,
            weight_bytes,
            activation_bytes,
        ] = [
            &inputs,
            &outputs,
            parameters,
            macs,
            weight_bytes,
            activation_bytes,
        ]
        .map(|number| Literal::usize_unsuffixed(*number));
        quote! {
            impl #name {
                #[doc = #inputs_doc]
                pub const INPUTS: usize = #inputs;
                #[doc = #outputs_doc]
                pub const OUTPUTS: usize = #outputs;
                #[doc = #parameters_doc]
                pub const PARAMETERS: usize = #parameters;
                #[doc = #macs_doc]
                pub const MACS: usize = #macs;
                #[doc = #weight_bytes_doc]
                pub const WEIGHT_BYTES: usize = #weight_bytes;
                #[doc = #activation_bytes_doc]
                pub const ACTIVATION_BYTES: usize = #activation_bytes;
                /// The names of the numbers of the input, in order; empty if the model file has none.
                pub const INPUT_NAMES: &[&str] = &[#(#input_names),*];
                /// The names of the numbers of the output, in order; empty if the model file has none.
                pub const OUTPUT_NAMES: &[&str] = &[#(#output_names),*];
                #quantizations

                #[doc = #forward]
                #forward_stack
                #[inline]
                #[must_use]
                pub fn forward(input: &#input) -> #output {
                    #run
                }

                #[doc = #forward_in]
                #[inline]
                #[must_use]
                pub fn forward_in(scratch: &mut [#float; #scratch], input: &#input) -> #output {
                    #run_in
                }

                #[doc = #forward_const]
                #[inline]
                #[must_use]
                pub const fn forward_const(input: &#input) -> #output {
                    #run_const
                }

                #[doc = #batch]
                ///
                /// # Panics
                ///
                #[doc = #batch_panics]
                #batch_stack
                #[inline]
                #[track_caller]
                pub fn forward_batch(inputs: &[#input], outputs: &mut [#output]) {
                    #run_batch
                }
            }
        }
    }

    /// Emits the implementation of `Network`.
    fn network(&self, graph: &TokenStream) -> TokenStream {
        let Self {
            xornet,
            name,
            float,
            inputs,
            outputs,
            scratch,
            ..
        } = self;
        let (input, output) = (inputs.type_of(), outputs.type_of());
        let scratch = Literal::usize_unsuffixed(*scratch);
        quote! {
            #[doc(hidden)]
            impl #xornet::__private::Generated for #name {}

            impl #xornet::Network for #name {
                type Scalar = #float;
                type Input = #input;
                type Output = #output;
                type Scratch = [#float; #scratch];

                const INPUTS: usize = Self::INPUTS;
                const OUTPUTS: usize = Self::OUTPUTS;
                const PARAMETERS: usize = Self::PARAMETERS;
                const MACS: usize = Self::MACS;
                const INPUT_NAMES: &'static [&'static str] = Self::INPUT_NAMES;
                const OUTPUT_NAMES: &'static [&'static str] = Self::OUTPUT_NAMES;
                const GRAPH: #xornet::graph::Graph<'static, #float> = #graph;

                #[inline]
                fn forward(input: &Self::Input) -> Self::Output {
                    Self::forward(input)
                }

                #[inline]
                fn forward_in(scratch: &mut Self::Scratch, input: &Self::Input) -> Self::Output {
                    Self::forward_in(scratch, input)
                }

                #[inline]
                #[track_caller]
                fn forward_batch(inputs: &[Self::Input], outputs: &mut [Self::Output]) {
                    Self::forward_batch(inputs, outputs);
                }
            }
        }
    }
}
