//! The procedural macro behind `xornet::model!`; use it from the crate `xornet`.
//!
//! ```text
//! call ─ source ─▶ text ─ xornet_model::read_with ─▶ Network ─ outcomes ─ plan ─▶ Plan ─ emit ─▶ tokens
//!                                    └─▶ InvalidModel ─ fallback ─▶ tokens
//! ```
//!
//! Each stage is a file or folder. `read` and `plan` are in `xornet_model`, since the command `xornet` uses them too.
//! All errors are found before `plan`: planning and emission cannot fail, because a `Network` is known to be valid.
#![forbid(unsafe_code)]

mod call;
mod emit;
mod fallback;
mod place;
#[cfg(test)]
mod snapshot;
mod source;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use xornet_model::outcome::{failures, outcomes};
use xornet_model::plan::{Plan, Steps, StreamPlan};
use xornet_model::{Model, Network};

use crate::call::Call;
use crate::emit::Number;
use crate::source::Source;

/// Expands a call. The input is the path of the crate `xornet`, as one token, and then the call.
#[doc(hidden)]
#[proc_macro]
pub fn model(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand(input.into()).into()
}

/// Expands a call, as a function that tests can use.
fn expand(input: TokenStream) -> TokenStream {
    let call = match syn::parse2::<Call>(input) {
        Ok(call) => call,
        Err(error) => return error.into_compile_error(),
    };
    let mut source = match Source::open(&call.path) {
        Ok(source) => source,
        Err(message) => return fallback::unreadable(&call, &message),
    };
    let open = |file: &str| source.folder.read(file);
    let model = match xornet_model::read_with(&source.text, &source.stem, open) {
        Ok(model) => model,
        Err(invalid) => return fallback::invalid(&call, &source, &invalid),
    };
    let name = match call.name(model.name(), &source.stem) {
        Ok(name) => name,
        Err(error) => return error.into_compile_error(),
    };
    match &model {
        Model::F32(network) => valid(&call, &name, &source, network),
        Model::F64(network) => valid(&call, &name, &source, network),
        Model::I8(network) => valid(&call, &name, &source, network),
    }
}

/// Runs the test cases through the reference, and emits the network next to the errors of those that fail, so that the
/// rest of the crate compiles as if they passed.
fn valid<T: Number>(
    call: &Call,
    name: &Ident,
    source: &Source,
    network: &Network<T>,
) -> TokenStream {
    let failures = failures(&outcomes(network));
    let errors = fallback::errors(call, source, &failures);
    let passed = failures.is_empty();
    let network = match network.is_stream() {
        true => {
            let steps = Steps::of(network);
            emit::stream(call, name, source, &StreamPlan::new(&steps), passed)
        }
        false => emit::network(call, name, source, &Plan::new(network), passed),
    };
    quote! { #(#errors)* #network }
}
