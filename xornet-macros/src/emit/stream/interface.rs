//! The interface of a stream for users: the type's functions and constants, and its implementation of `Stream`.

use proc_macro2::{Ident, Literal, TokenStream, TokenTree};
use quote::quote;

use crate::emit::interface::numbers_of;
use crate::emit::ports::Ports;

/// The facts that the signatures depend on.
pub(crate) struct Interface<'a> {
    pub(crate) xornet: &'a TokenTree,
    pub(crate) name: &'a Ident,
    pub(crate) float: Ident,
    /// The frames of a step.
    pub(crate) inputs: &'a Ports,
    pub(crate) outputs: &'a Ports,
    /// The number of frames in a step.
    pub(crate) stride: usize,
    /// The numbers of the reference's state, and of its scratch.
    pub(crate) lengths: [usize; 2],
    pub(crate) parameters: usize,
    pub(crate) macs: usize,
    pub(crate) weight_bytes: usize,
    pub(crate) activation_bytes: usize,
    pub(crate) receptive_field: Option<usize>,
    /// The names of the numbers of a frame and of the output; empty if the file has none.
    pub(crate) names: [&'a [String]; 2],
    /// The constants that tell what the integers of a network of eight bits stand for.
    pub(crate) quantizations: TokenStream,
    /// The name of the model file in the documentation.
    pub(crate) about: String,
}

/// The bodies of the functions, and the graph.
pub(crate) struct Bodies {
    /// The state before the first frame.
    pub(crate) initial: TokenStream,
    /// The state after many frames of zeros, if the stream has one.
    pub(crate) settled: Option<TokenStream>,
    /// The body of `step`, an expression of the output from `self` and `input`.
    pub(crate) step: TokenStream,
    /// The body of `step_const`, a constant expression of the same.
    pub(crate) step_const: TokenStream,
    /// The body of `process`, which writes to `outputs` from `inputs`.
    pub(crate) process: TokenStream,
    /// The value of `GRAPH`.
    pub(crate) graph: TokenStream,
}

impl Interface<'_> {
    /// Emits all implementations; see [`Interface::emit`](crate::emit::interface::Interface::emit).
    pub(crate) fn emit(&self, bodies: &Bodies) -> TokenStream {
        let inherent = self.inherent(bodies);
        let stream = self.stream(&bodies.graph);
        let records = [self.inputs, self.outputs].map(Ports::implement);
        let xornet = self.xornet;
        quote! {
            #[allow(unused_imports, reason = "hides what the same names stand for around the call")]
            use #xornet::__private::names::*;

            #inherent
            #stream
            #(#records)*
        }
    }

    /// Emits the functions and constants of the type.
    fn inherent(&self, bodies: &Bodies) -> TokenStream {
        let Self { name, .. } = self;
        let (input, output) = (self.inputs.type_of(), self.outputs.type_of());
        let shape = format!("{} to {}", self.inputs.words(), self.outputs.words());
        let about = &self.about;
        let constants = self.constants();
        let Bodies {
            initial,
            step,
            step_const,
            process,
            ..
        } = bodies;
        let settled = bodies.settled.as_ref().map(|settled| {
            let frames = self.receptive_field.unwrap_or(1);
            let doc = format!(" The state after [`Self::RECEPTIVE_FIELD`] frames of zeros, {frames}: that of long silence.");
            quote! {
                #[doc = #doc]
                pub const SETTLED: Self = Self { state: #settled };
            }
        });
        let frames = match self.stride {
            1 => "frame".to_owned(),
            stride => format!("{stride} frames"),
        };
        let step_doc = format!(
            " Computes the output for the next {frames}, {shape}, by the network in {about}."
        );
        let const_doc =
            format!(" Computes the same bits as [`Self::step`] in const contexts, {shape}.");
        let process_doc = format!(
            " Computes the outputs for the next frames, {shape} each, with the same bits as as many calls of [`Self::step`]."
        );
        let process_panics =
            " If `inputs` and `outputs` differ in length; the message names both lengths.";
        quote! {
            impl #name {
                #constants
                #settled

                /// Makes the state before the first frame.
                #[inline]
                #[must_use]
                pub const fn new() -> Self {
                    Self { state: #initial }
                }

                #[doc = #step_doc]
                #[inline]
                pub fn step(&mut self, input: &#input) -> #output {
                    #step
                }

                #[doc = #const_doc]
                #[inline]
                pub const fn step_const(&mut self, input: &#input) -> #output {
                    #step_const
                }

                #[doc = #process_doc]
                ///
                /// # Panics
                ///
                #[doc = #process_panics]
                #[inline]
                #[track_caller]
                pub fn process(&mut self, inputs: &[#input], outputs: &mut [#output]) {
                    #process
                }

                /// Goes back to the state before the first frame.
                #[inline]
                pub fn reset(&mut self) {
                    *self = Self::new();
                }
            }

            impl ::core::default::Default for #name {
                #[inline]
                fn default() -> Self {
                    Self::new()
                }
            }

            impl ::core::clone::Clone for #name {
                #[inline]
                fn clone(&self) -> Self {
                    Self { state: self.state }
                }
            }

            impl ::core::fmt::Debug for #name {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    f.debug_struct(::core::stringify!(#name)).field("state", &self.state).finish()
                }
            }
        }
    }

    /// Emits the constants of the type.
    fn constants(&self) -> TokenStream {
        let Self {
            float,
            parameters,
            macs,
            weight_bytes,
            activation_bytes,
            stride,
            quantizations,
            ..
        } = self;
        let [inputs, outputs] = [self.inputs.count() / stride, self.outputs.count()];
        let [input_names, output_names] = self.names;
        let (field, field_doc) = match self.receptive_field {
            Some(frames) => {
                let number = Literal::usize_unsuffixed(frames);
                (
                    quote! { ::core::option::Option::Some(#number) },
                    format!(" How many frames an output depends on, its own included: {frames}."),
                )
            }
            None => (
                quote! { ::core::option::Option::None },
                " How many frames an output depends on: none is too long ago.".to_owned(),
            ),
        };
        let numbers = [
            (
                "INPUTS",
                inputs,
                "How many numbers a frame of the input has",
            ),
            (
                "OUTPUTS",
                outputs,
                "How many numbers the output of a step has",
            ),
            (
                "PARAMETERS",
                *parameters,
                "The number of weights and biases in the model file",
            ),
            ("MACS", *macs, "The number of multiply-adds of a step"),
            ("STRIDE", *stride, "The number of frames that a step takes"),
        ];
        let numbers = numbers.map(|(name, number, doc)| {
            let doc = format!(" {doc}: {number}.");
            let name = quote::format_ident!("{name}");
            let number = Literal::usize_unsuffixed(number);
            quote! {
                #[doc = #doc]
                pub const #name: usize = #number;
            }
        });
        let weight_bytes_doc = format!(
            " The bytes of weights and biases, [`Self::PARAMETERS`] numbers{}: {weight_bytes}.",
            numbers_of(float)
        );
        let activation_bytes_doc = format!(
            " The peak activation memory of a step, the bytes of the values that are needed at the same time: \
             {activation_bytes}. This is not a bound of the stack."
        );
        let [weight_bytes, activation_bytes] =
            [weight_bytes, activation_bytes].map(|number| Literal::usize_unsuffixed(*number));
        quote! {
            #(#numbers)*
            #[doc = #weight_bytes_doc]
            pub const WEIGHT_BYTES: usize = #weight_bytes;
            #[doc = #activation_bytes_doc]
            pub const ACTIVATION_BYTES: usize = #activation_bytes;
            /// The bytes of the state, which is all that a further stream of this type takes.
            pub const STATE_BYTES: usize = ::core::mem::size_of::<Self>();
            #[doc = #field_doc]
            pub const RECEPTIVE_FIELD: ::core::option::Option<usize> = #field;
            /// The names of the numbers of a frame, in order; empty if the model file has none.
            pub const INPUT_NAMES: &[&str] = &[#(#input_names),*];
            /// The names of the numbers of the output, in order; empty if the model file has none.
            pub const OUTPUT_NAMES: &[&str] = &[#(#output_names),*];
            #quantizations
        }
    }

    /// Emits the implementation of `Stream`.
    fn stream(&self, graph: &TokenStream) -> TokenStream {
        let Self {
            xornet,
            name,
            float,
            ..
        } = self;
        let (input, output) = (self.inputs.type_of(), self.outputs.type_of());
        let [state, scratch] = self.lengths.map(Literal::usize_unsuffixed);
        quote! {
            #[doc(hidden)]
            impl #xornet::__private::Generated for #name {}

            impl #xornet::Stream for #name {
                type Scalar = #float;
                type Input = #input;
                type Output = #output;
                type State = [#float; #state];
                type Scratch = [#float; #scratch];

                const GRAPH: #xornet::graph::Graph<'static, #float> = #graph;

                #[inline]
                fn step(&mut self, input: &Self::Input) -> Self::Output {
                    self.step(input)
                }

                #[inline]
                #[track_caller]
                fn process(&mut self, inputs: &[Self::Input], outputs: &mut [Self::Output]) {
                    self.process(inputs, outputs);
                }

                #[inline]
                fn reset(&mut self) {
                    self.reset();
                }
            }
        }
    }
}
