//! The recorded cases: each a constant that does not evaluate where its case does not hold.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use xornet_model::Network;

use super::Context;
use super::number::Number;
use crate::source::Source;

pub(super) fn checks<T: Number>(
    context: &Context,
    name: &Ident,
    source: &Source,
    network: &Network<T>,
) -> TokenStream {
    let check = context.kernel(&quote! { check });
    let checks = network.checks().iter().enumerate().map(|(index, case)| {
        let fault = network.broken_check(index);
        let place = fault.render(&source.shown, &source.text);
        // The compiler goes on from here with what it computed.
        let margin = place.rfind('=').map_or(0, |at| {
            at - place[..at].rfind('\n').map_or(0, |end| end + 1)
        });
        let place = format!("{place}\n{:margin$}= note: ", "");
        let input = case.input().iter().map(|value| value.literal());
        let output = case.output().iter().map(|value| value.literal());
        let tolerance = case.tolerance().literal();
        quote_spanned! { name.span().located_at(proc_macro2::Span::call_site()) =>
            const _: () = #check(
                #name::forward_const(&[#(#input),*]),
                &[#(#output),*],
                #tolerance,
                #place,
            );
        }
    });
    quote! { #(#checks)* }
}
