//! Test cases that the compiler evaluates. Each is a constant whose evaluation fails if the generated code gives another
//! output.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use xornet_model::{Network, plan};

use super::Context;
use super::literal::Number;

/// Emits the test cases of a network that the plan chooses.
pub(super) fn test_cases<T: Number>(
    context: &Context,
    name: &Ident,
    network: &Network<T>,
) -> TokenStream {
    let check = context.kernel(&quote! { check });
    let cases = plan::compiled_cases(network).iter().map(|case| {
        let input = case.input().iter().map(|value| value.literal());
        let output = case.output().iter().map(|value| value.literal());
        let tolerance = case.tolerance().literal();
        quote_spanned! { name.span().located_at(proc_macro2::Span::call_site()) =>
            const _: () = #check(
                #name::forward_const(&[#(#input),*]),
                &[#(#output),*],
                #tolerance,
            );
        }
    });
    quote! { #(#cases)* }
}
