//! The expansion of a model with errors: the errors, and the type as far as it is known, so that the rest of the crate
//! compiles as if the model were valid.

use std::path::Path;

use proc_macro2::{Ident, Literal, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use xornet_model::{DType, Diagnostic, InvalidModel, Outline, Port, Shape};

use crate::call::Call;
use crate::emit::interface::{Bodies, Interface};
use crate::emit::ports::Ports;
use crate::emit::stream;
use crate::source::Source;

/// Emits the expansion for a file that could not be read, of whose type at most the name is known.
pub(crate) fn unreadable(call: &Call, message: &str) -> TokenStream {
    let stem = call.path.value();
    let stem = Path::new(&stem)
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy();
    let outline = Outline {
        name: xornet_model::type_name(&stem),
        ..Outline::default()
    };
    type_with_errors(
        call,
        &stem,
        &outline,
        vec![error(call, message)],
        &TokenStream::new(),
    )
}

/// Emits the expansion for a file that has errors.
pub(crate) fn invalid(call: &Call, source: &Source, invalid: &InvalidModel) -> TokenStream {
    let errors = errors(call, source, &invalid.errors);
    let tracker = source.tracker();
    type_with_errors(call, &source.stem, &invalid.outline, errors, &tracker)
}

/// Emits a compile error for each diagnostic, at the path in the call.
pub(crate) fn errors(call: &Call, source: &Source, errors: &[Diagnostic]) -> Vec<TokenStream> {
    let shown = errors
        .iter()
        .map(|found| found.render(&source.shown, &source.text));
    shown.map(|message| error(call, &message)).collect()
}

/// Emits a compile error, as an expression.
fn error(call: &Call, message: &str) -> TokenStream {
    let message = message.trim_end();
    quote_spanned! { call.span() => ::core::compile_error! { #message } }
}

/// Emits the errors and the type, as far as it is known.
fn type_with_errors(
    call: &Call,
    stem: &str,
    outline: &Outline,
    errors: Vec<TokenStream>,
    tracker: &TokenStream,
) -> TokenStream {
    let Ok(name) = call.name(outline.name.as_deref(), stem) else {
        return quote! { #(#errors)* #tracker };
    };
    let declaration = declare(call, &name, outline.stream);
    let float = float(outline.dtype.unwrap_or_default());
    let xornet = &call.xornet;
    let ports = |list: &Option<Vec<Port>>, suffix: &str| {
        let list = list.clone()?;
        Some(Ports::new(list, &name, suffix, &float, &quote! { #xornet }))
    };
    let inputs = ports(&outline.inputs, "Input");
    let outputs = ports(&outline.outputs, "Output");
    let records = [(&inputs, "input"), (&outputs, "output")].map(|(ports, noun)| {
        let ports = ports.as_ref();
        ports.map(|ports| ports.declare(&call.visibility, &name, noun))
    });
    match (outline.dtype, &inputs, &outputs) {
        (Some(_), Some(_), Some(outputs)) if outline.stream && outline.stride.is_some() => {
            let stub = stub_of_stream(call, &name, &float, outline, outputs);
            quote! { #(#errors)* #tracker #declaration #(#records)* #stub }
        }
        (Some(_), Some(inputs), Some(outputs)) => {
            let stub = stub(call, &name, &float, inputs, outputs);
            quote! { #(#errors)* #tracker #declaration #(#records)* #stub }
        }
        _ if outline.stream => {
            let stub = stub_of_unknown_stream(call, &name, &float, [inputs, outputs], &errors);
            quote! { #tracker #declaration #(#records)* #stub }
        }
        _ => {
            let stub = stub_of_unknown_shape(call, &name, &float, [inputs, outputs], &errors);
            quote! { #tracker #declaration #(#records)* #stub }
        }
    }
}

/// Emits the interface of a type whose input and output are known.
fn stub(call: &Call, name: &Ident, float: &Ident, inputs: &Ports, outputs: &Ports) -> TokenStream {
    let xornet = &call.xornet;
    let interface = Interface {
        xornet,
        name,
        float: float.clone(),
        inputs,
        outputs,
        scratch: inputs.count().max(outputs.count()),
        parameters: 0,
        macs: 0,
        weight_bytes: 0,
        activation_bytes: 0,
        names: [&[], &[]],
        stack: None,
        about: "a model file with errors".into(),
    };
    let output = outputs.type_of();
    let implementation = interface.emit(&Bodies {
        forward: quote! { Self::forward_const(input) },
        forward_in: quote! {
            let _ = scratch;
            Self::forward_const(input)
        },
        forward_const: quote! {
            let _ = input;
            <#output as #xornet::Tensor>::ZEROS
        },
        forward_batch: quote! { let _ = (inputs, outputs); },
        graph: empty_graph(xornet),
    });
    quote! {
        const _: () = { #implementation };
    }
}

/// Emits the interface of a stream whose frames are known.
fn stub_of_stream(
    call: &Call,
    name: &Ident,
    float: &Ident,
    outline: &Outline,
    outputs: &Ports,
) -> TokenStream {
    let xornet = &call.xornet;
    let stride = outline.stride.unwrap_or(1);
    let frames = outline.inputs.iter().flatten().map(|port| {
        let mut port = port.clone();
        if let (2.., Some(shape)) = (stride, Shape::new(&[stride, port.shape.count()])) {
            port.shape = shape;
        }
        port
    });
    let inputs = Ports::new(frames.collect(), name, "Input", float, &quote! { #xornet });
    let interface = stream::Interface {
        xornet,
        name,
        float: float.clone(),
        inputs: &inputs,
        outputs,
        stride,
        lengths: [0, inputs.count().max(outputs.count())],
        parameters: 0,
        macs: 0,
        weight_bytes: 0,
        activation_bytes: 0,
        receptive_field: Some(1),
        names: [&[], &[]],
        about: "a model file with errors".into(),
    };
    let output = outputs.type_of();
    let implementation = interface.emit(&stream::Bodies {
        initial: quote! { () },
        settled: Some(quote! { () }),
        step: quote! { self.step_const(input) },
        step_const: quote! {
            let _ = input;
            <#output as #xornet::Tensor>::ZEROS
        },
        process: quote! { let _ = (inputs, outputs); },
        graph: empty_graph(xornet),
    });
    quote! {
        const _: () = { #implementation };
    }
}

/// The parts of a type with unknown lengths. Each unknown number is a constant whose value is the errors. The compiler
/// accepts any use of arrays with such a length, and reports no further errors about them.
struct Unknown {
    /// The constant, and the types of the input and the output.
    items: TokenStream,
    /// The lengths of the input and the output.
    lengths: [TokenStream; 2],
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
        Self {
            items: quote! {
                #[allow(unused_imports, reason = "hides what the same names stand for around the call")]
                use #xornet::__private::names::*;

                const UNKNOWN: usize = [#(#errors),*][0];
                type Input = #input;
                type Output = #output;
            },
            lengths: [&ports[0], &ports[1]].map(count),
            records: ports.iter().flatten().map(Ports::implement).collect(),
        }
    }
}

/// Emits the interface of a stream with unknown lengths.
fn stub_of_unknown_stream(
    call: &Call,
    name: &Ident,
    float: &Ident,
    ports: [Option<Ports>; 2],
    errors: &[TokenStream],
) -> TokenStream {
    let Unknown {
        items,
        lengths: [inputs, outputs],
        records,
    } = Unknown::new(call, float, &ports, errors);
    quote! {
        const _: () = {
            #items

            impl #name {
                pub const INPUTS: usize = #inputs;
                pub const OUTPUTS: usize = #outputs;
                pub const PARAMETERS: usize = UNKNOWN;
                pub const MACS: usize = UNKNOWN;
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
fn stub_of_unknown_shape(
    call: &Call,
    name: &Ident,
    float: &Ident,
    ports: [Option<Ports>; 2],
    errors: &[TokenStream],
) -> TokenStream {
    let Unknown {
        items,
        lengths: [inputs, outputs],
        records,
    } = Unknown::new(call, float, &ports, errors);
    let xornet = &call.xornet;
    let graph = empty_graph(xornet);
    quote! {
        const _: () = {
            #items

            impl #name {
                pub const INPUTS: usize = #inputs;
                pub const OUTPUTS: usize = #outputs;
                pub const PARAMETERS: usize = UNKNOWN;
                pub const MACS: usize = UNKNOWN;
                pub const WEIGHT_BYTES: usize = UNKNOWN;
                pub const ACTIVATION_BYTES: usize = UNKNOWN;
                pub const INPUT_NAMES: &[&str] = &[];
                pub const OUTPUT_NAMES: &[&str] = &[];

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

/// Returns the name of a number type in Rust.
fn float(dtype: DType) -> Ident {
    format_ident!("{}", dtype.name())
}

/// Emits a graph without layers, which nothing runs.
fn empty_graph(xornet: &TokenTree) -> TokenStream {
    quote! { #xornet::graph::Graph::new(&[], &[], &[], &[]) }
}

/// Emits the struct.
fn declare(call: &Call, name: &Ident, stream: bool) -> TokenStream {
    let Call {
        attributes,
        visibility,
        ..
    } = call;
    // The type of a stream is its state.
    let fields = match stream {
        true => quote! { { state: () } },
        false => quote! { ; },
    };
    quote! {
        #(#attributes)*
        /// A network whose model file has errors.
        #visibility struct #name #fields
    }
}
