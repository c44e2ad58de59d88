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
    let count = network.checks().len();
    let checks = network.checks().iter().enumerate().map(|(index, case)| {
        let heading = format!("check {} of {count} of `{}` does not hold", index + 1, source.shown);
        let place = xornet_model::locate(
            &source.shown,
            &source.text,
            case.span(),
            "",
            "this case",
            Some("the network and the recorded output disagree: mend one of them, or raise `tolerance`"),
        );
        let place = place.split_once('\n').map_or("", |(_, place)| place);
        let input = case.input().iter().map(|value| value.literal());
        let output = case.output().iter().map(|value| value.literal());
        let tolerance = case.tolerance().literal();
        quote_spanned! { name.span().located_at(proc_macro2::Span::call_site()) =>
            #[allow(long_running_const_eval, reason = "the number of steps follows from the network's size")]
            const _: () = #check(
                #name::forward_const(&[#(#input),*]),
                &[#(#output),*],
                #tolerance,
                #heading,
                #place,
            );
        }
    });
    quote! { #(#checks)* }
}
