//! The expansion of a model with errors: the errors, and the type as far as it is known, so that the rest of the crate
//! compiles as if the model were valid.

use std::path::Path;

use proc_macro2::{Ident, Literal, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use xornet_model::{DType, Diagnostic, InvalidModel, Outline};

use crate::call::Call;
use crate::emit::interface::{Bodies, Interface};
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
    let declaration = declare(call, &name);
    match (outline.dtype, outline.inputs, outline.outputs) {
        (Some(dtype), Some(inputs), Some(outputs)) => {
            let stub = stub(call, &name, dtype, inputs, outputs);
            quote! { #(#errors)* #tracker #declaration #stub }
        }
        _ => {
            let stub = stub_of_unknown_shape(call, &name, outline, &errors);
            quote! { #tracker #declaration #stub }
        }
    }
}

/// Emits the interface of a type whose input and output are known.
fn stub(call: &Call, name: &Ident, dtype: DType, inputs: usize, outputs: usize) -> TokenStream {
    let interface = Interface {
        xornet: &call.xornet,
        name,
        float: float(dtype),
        inputs,
        outputs,
        scratch: inputs.max(outputs),
        parameters: 0,
        macs: 0,
        weight_bytes: 0,
        activation_bytes: 0,
        stack: None,
        about: "a model file with errors".into(),
    };
    let implementation = interface.emit(&Bodies {
        forward: quote! { Self::forward_const(input) },
        forward_const: quote! { [0.0; #outputs] },
        forward_batch: quote! { let _ = (inputs, outputs); },
        graph: empty_graph(&call.xornet),
    });
    quote! {
        const _: () = { #implementation };
    }
}

/// Emits the interface of a type with unknown lengths. Each unknown number is a constant whose value is the errors. The
/// compiler accepts any use of arrays with such a length, and reports no further errors about them.
fn stub_of_unknown_shape(
    call: &Call,
    name: &Ident,
    outline: &Outline,
    errors: &[TokenStream],
) -> TokenStream {
    let xornet = &call.xornet;
    let float = float(outline.dtype.unwrap_or_default());
    let length = |known: Option<usize>| match known {
        Some(length) => Literal::usize_unsuffixed(length).into_token_stream(),
        None => quote! { UNKNOWN },
    };
    let (inputs, outputs) = (length(outline.inputs), length(outline.outputs));
    let graph = empty_graph(xornet);
    quote! {
        const _: () = {
            const UNKNOWN: ::core::primitive::usize = [#(#errors),*][0];
            type Input = [::core::primitive::#float; #inputs];
            type Output = [::core::primitive::#float; #outputs];

            impl #name {
                pub const INPUTS: ::core::primitive::usize = #inputs;
                pub const OUTPUTS: ::core::primitive::usize = #outputs;
                pub const PARAMETERS: ::core::primitive::usize = UNKNOWN;
                pub const MACS: ::core::primitive::usize = UNKNOWN;
                pub const WEIGHT_BYTES: ::core::primitive::usize = UNKNOWN;
                pub const ACTIVATION_BYTES: ::core::primitive::usize = UNKNOWN;

                pub fn forward(_: &Input) -> Output {
                    loop {}
                }

                pub const fn forward_const(_: &Input) -> Output {
                    loop {}
                }

                pub fn forward_batch(_: &[Input], _: &mut [Output]) {}
            }

            impl #xornet::__private::Generated for #name {}

            impl #xornet::Network for #name {
                type Scalar = ::core::primitive::#float;
                type Input = Input;
                type Output = Output;
                type Scratch = [::core::primitive::#float; UNKNOWN];

                const INPUTS: ::core::primitive::usize = #inputs;
                const OUTPUTS: ::core::primitive::usize = #outputs;
                const PARAMETERS: ::core::primitive::usize = UNKNOWN;
                const MACS: ::core::primitive::usize = UNKNOWN;
                const GRAPH: #xornet::graph::Graph<'static, ::core::primitive::#float> = #graph;

                fn forward(_: &Input) -> Output {
                    loop {}
                }

                fn forward_batch(_: &[Input], _: &mut [Output]) {}
            }
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
fn declare(call: &Call, name: &Ident) -> TokenStream {
    let Call {
        attributes,
        visibility,
        ..
    } = call;
    quote! {
        #(#attributes)*
        /// A network whose model file has errors.
        #visibility struct #name;
    }
}
