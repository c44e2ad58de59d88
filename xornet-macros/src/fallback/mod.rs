//! The expansion of a model with errors: the errors, and the type as far as it is known, so that the rest of the crate
//! compiles as if the model were valid.

mod known;
mod unknown;

use std::path::Path;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};
use xornet_model::{DType, Diagnostic, InvalidModel, Outline, Port};

use crate::call::Call;
use crate::emit::ports::Ports;
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
            let stub = known::stream(call, &name, &float, outline, outputs);
            quote! { #(#errors)* #tracker #declaration #(#records)* #stub }
        }
        (Some(_), Some(inputs), Some(outputs)) => {
            let stub = known::network(call, &name, &float, inputs, outputs);
            quote! { #(#errors)* #tracker #declaration #(#records)* #stub }
        }
        _ if outline.stream => {
            let stub = unknown::stream(call, &name, &float, [inputs, outputs], &errors);
            quote! { #tracker #declaration #(#records)* #stub }
        }
        _ => {
            let stub = unknown::network(call, &name, &float, [inputs, outputs], &errors);
            quote! { #tracker #declaration #(#records)* #stub }
        }
    }
}

/// Emits the constants of a network of eight bits, so that code that uses them has no errors of its own.
fn quantizations(xornet: &TokenTree, float: &Ident) -> TokenStream {
    if *float != "i8" {
        return TokenStream::new();
    }
    let value = quote! { #xornet::Quantization { scale: 1.0, zero_point: 0 } };
    quote! {
        pub const INPUT_QUANTIZATION: #xornet::Quantization = #value;
        pub const OUTPUT_QUANTIZATION: #xornet::Quantization = #value;
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
