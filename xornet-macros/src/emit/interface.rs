//! What a user calls: the type's functions and constants, and `Network`.

use proc_macro2::{Ident, Literal, TokenStream, TokenTree};
use quote::quote;

/// The facts that the signatures depend on.
pub(crate) struct Interface<'a> {
    pub(crate) xornet: &'a TokenTree,
    pub(crate) name: &'a Ident,
    pub(crate) float: Ident,
    pub(crate) inputs: usize,
    pub(crate) outputs: usize,
    pub(crate) scratch: usize,
    pub(crate) parameters: usize,
    pub(crate) macs: usize,
    pub(crate) weight_bytes: usize,
    pub(crate) activation_bytes: usize,
    /// About how many bytes of stack a forward pass takes, and how many more a block of a batch.
    pub(crate) stack: Option<[usize; 2]>,
    /// What the documentation calls the model file.
    pub(crate) about: String,
}

/// What the functions do.
pub(crate) struct Bodies {
    /// The output from `input`.
    pub(crate) forward: TokenStream,
    /// The output from `input`, in const contexts.
    pub(crate) forward_const: TokenStream,
    /// `outputs` from `inputs`.
    pub(crate) forward_batch: TokenStream,
    /// `GRAPH`.
    pub(crate) graph: TokenStream,
}

impl Interface<'_> {
    /// Both implementations. They stand where the type does, and see what is there: constants, which
    /// the name of a parameter would match, and types with the names of primitive ones. So these
    /// names are imported.
    pub(crate) fn emit(&self, bodies: &Bodies) -> TokenStream {
        let inherent = self.inherent(bodies);
        let network = self.network(&bodies.graph);
        let xornet = self.xornet;
        quote! {
            #[allow(unused_imports, reason = "hides what the same names stand for around the call")]
            use #xornet::__private::names::*;

            #inherent
            #network
        }
    }

    fn inherent(&self, bodies: &Bodies) -> TokenStream {
        let Bodies {
            forward: run,
            forward_const: run_const,
            forward_batch: run_batch,
            ..
        } = bodies;
        let Self {
            name,
            float,
            inputs,
            outputs,
            parameters,
            macs,
            weight_bytes,
            activation_bytes,
            about,
            ..
        } = self;
        let shape = format!("`[{float}; {inputs}]` to `[{float}; {outputs}]`");
        let forward = format!(" The outputs for one input, {shape}, of the network in {about}.");
        let stack = self.stack.map(|[stack, block]| {
            let forward = format!(
                " Some {stack} bytes in an optimised build, which is as much as measured networks of this \
                 kind took at most, and more in others: an estimate, not a bound."
            );
            let batch = if block == 0 {
                " As [`Self::forward`], and one output vector, whatever the number of inputs.".to_owned()
            } else {
                format!(" As [`Self::forward`], and {block} bytes for several inputs at a time.")
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
            format!(" [`Self::forward`] for const contexts, {shape}: the same bits.");
        let batch = format!(
            " The outputs for many inputs, {shape} each: the same bits as [`Self::forward`]."
        );
        let batch_panics =
            " If `inputs` and `outputs` differ in length; the message names both lengths.";
        let inputs_doc = format!(" Length of the input vector: {inputs}.");
        let outputs_doc = format!(" Length of the output vector: {outputs}.");
        let parameters_doc = format!(" Weights and biases in the model file: {parameters}.");
        let macs_doc = format!(" Multiply-adds in one forward pass: {macs}.");
        let weight_bytes_doc = format!(
            " Bytes of weights and biases, [`Self::PARAMETERS`] numbers of `{float}`: {weight_bytes}."
        );
        let activation_bytes_doc = format!(
            " Peak activation memory, the bytes of the values that are needed at the same time: {activation_bytes}. \
             It bounds no stack."
        );
        let [
            inputs,
            outputs,
            parameters,
            macs,
            weight_bytes,
            activation_bytes,
        ] = [
            inputs,
            outputs,
            parameters,
            macs,
            weight_bytes,
            activation_bytes,
        ]
        .map(|&number| Literal::usize_unsuffixed(number));
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

                #[doc = #forward]
                #forward_stack
                #[inline]
                #[must_use]
                pub fn forward(input: &[#float; #inputs]) -> [#float; #outputs] {
                    #run
                }

                #[doc = #forward_const]
                #[inline]
                #[must_use]
                pub const fn forward_const(input: &[#float; #inputs]) -> [#float; #outputs] {
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
                pub fn forward_batch(
                    inputs: &[[#float; #inputs]],
                    outputs: &mut [[#float; #outputs]],
                ) {
                    #run_batch
                }
            }
        }
    }

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
        let [inputs, outputs, scratch] =
            [inputs, outputs, scratch].map(|&number| Literal::usize_unsuffixed(number));
        quote! {
            #[doc(hidden)]
            impl #xornet::__private::Generated for #name {}

            impl #xornet::Network for #name {
                type Scalar = #float;
                type Input = [#float; #inputs];
                type Output = [#float; #outputs];
                type Scratch = [#float; #scratch];

                const INPUTS: usize = Self::INPUTS;
                const OUTPUTS: usize = Self::OUTPUTS;
                const PARAMETERS: usize = Self::PARAMETERS;
                const MACS: usize = Self::MACS;
                const GRAPH: #xornet::graph::Graph<'static, #float> = #graph;

                #[inline]
                fn forward(input: &Self::Input) -> Self::Output {
                    Self::forward(input)
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
