//! The interface of a type with lengths that nobody knows, since its file has errors.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};

use super::{empty_graph, quantizations};
use crate::call::Call;
use crate::emit::ports::Ports;

/// The parts of a type with unknown lengths. Each unknown number is a constant whose value is the errors. The compiler
/// accepts any use of arrays with such a length, and reports no further errors about them.
struct Unknown {
    /// The constant, and the types of the input and the output.
    items: TokenStream,
    /// The lengths of the input and the output.
    lengths: [TokenStream; 2],
    /// The constants of the type that networks and streams have.
    constants: TokenStream,
    records: Vec<TokenStream>,
}

impl Unknown {
    fn new(call: &Call, float: &Ident, ports: &[Option<Ports>; 2], errors: &[TokenStream]) -> Self {
        let xornet = &call.xornet;
        let count = |ports: &Option<Ports>| match ports {
            Some(ports) => Literal::usize_unsuffixed(ports.count()).into_token_stream(),
            None => quote! { UNKNOWN },
        };
        let type_of = |ports: &Option<Ports>| match ports {
            Some(ports) => ports.type_of(),
            None => quote! { [#float; UNKNOWN] },
        };
        let [input, output] = [&ports[0], &ports[1]].map(type_of);
        let lengths = [&ports[0], &ports[1]].map(count);
        let [inputs, outputs] = &lengths;
        let quantizations = quantizations(xornet, float);
        Self {
            items: quote! {
                #[allow(unused_imports, reason = "hides what the same names stand for around the call")]
                use #xornet::__private::names::*;

                const UNKNOWN: usize = [#(#errors),*][0];
                type Input = #input;
                type Output = #output;
            },
            constants: quote! {
                pub const INPUTS: usize = #inputs;
                pub const OUTPUTS: usize = #outputs;
                pub const PARAMETERS: usize = UNKNOWN;
                pub const MACS: usize = UNKNOWN;
                pub const WEIGHT_BYTES: usize = UNKNOWN;
                pub const ACTIVATION_BYTES: usize = UNKNOWN;
                pub const INPUT_NAMES: &[&str] = &[];
                pub const OUTPUT_NAMES: &[&str] = &[];
                #quantizations
            },
            lengths,
            records: ports.iter().flatten().map(Ports::implement).collect(),
        }
    }
}

/// Emits the interface of a stream with unknown lengths.
pub(super) fn stream(
    call: &Call,
    name: &Ident,
    float: &Ident,
    ports: [Option<Ports>; 2],
    errors: &[TokenStream],
) -> TokenStream {
    let Unknown {
        items,
        constants,
        records,
        ..
    } = Unknown::new(call, float, &ports, errors);
    quote! {
        const _: () = {
            #items

            impl #name {
                #constants
                pub const STRIDE: usize = UNKNOWN;
                pub const STATE_BYTES: usize = UNKNOWN;
                pub const RECEPTIVE_FIELD: ::core::option::Option<usize> =
                    ::core::option::Option::None;
                pub const SETTLED: Self = Self { state: () };

                pub const fn new() -> Self {
                    Self { state: () }
                }

                pub fn step(&mut self, _: &Input) -> Output {
                    let Self { state: () } = self;
                    loop {}
                }

                pub const fn step_const(&mut self, _: &Input) -> Output {
                    loop {}
                }

                pub fn process(&mut self, _: &[Input], _: &mut [Output]) {}

                pub fn reset(&mut self) {}
            }

            impl ::core::default::Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }

            impl ::core::clone::Clone for #name {
                fn clone(&self) -> Self {
                    Self::new()
                }
            }

            #(#records)*
        };
    }
}

/// Emits the interface of a type with unknown lengths.
pub(super) fn network(
    call: &Call,
    name: &Ident,
    float: &Ident,
    ports: [Option<Ports>; 2],
    errors: &[TokenStream],
) -> TokenStream {
    let Unknown {
        items,
        lengths: [inputs, outputs],
        constants,
        records,
    } = Unknown::new(call, float, &ports, errors);
    let xornet = &call.xornet;
    let graph = empty_graph(xornet);
    quote! {
        const _: () = {
            #items

            impl #name {
                #constants

                pub fn forward(_: &Input) -> Output {
                    loop {}
                }

                pub fn forward_in(_: &mut [#float; UNKNOWN], _: &Input) -> Output {
                    loop {}
                }

                pub const fn forward_const(_: &Input) -> Output {
                    loop {}
                }

                pub fn forward_batch(_: &[Input], _: &mut [Output]) {}
            }

            impl #xornet::__private::Generated for #name {}

            impl #xornet::Network for #name {
                type Scalar = #float;
                type Input = Input;
                type Output = Output;
                type Scratch = [#float; UNKNOWN];

                const INPUTS: usize = #inputs;
                const OUTPUTS: usize = #outputs;
                const PARAMETERS: usize = UNKNOWN;
                const MACS: usize = UNKNOWN;
                const INPUT_NAMES: &'static [&'static str] = &[];
                const OUTPUT_NAMES: &'static [&'static str] = &[];
                const GRAPH: #xornet::graph::Graph<'static, #float> = #graph;

                fn forward(_: &Input) -> Output {
                    loop {}
                }

                fn forward_in(_: &mut Self::Scratch, _: &Input) -> Output {
                    loop {}
                }

                fn forward_batch(_: &[Input], _: &mut [Output]) {}
            }

            #(#records)*
        };
    }
}
