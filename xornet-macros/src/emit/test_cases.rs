//! Test cases that the compiler evaluates: each a constant that does not evaluate where the generated
//! code gives another output.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use xornet_model::{Network, plan};

use super::Context;
use super::literal::Number;

/// Emits the cases.
pub(super) fn checks<T: Number>(
    context: &Context,
    name: &Ident,
    network: &Network<T>,
) -> TokenStream {
    let check = context.kernel(&quote! { check });
    let checks = plan::compiled_cases(network).iter().map(|case| {
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
    quote! { #(#checks)* }
}
