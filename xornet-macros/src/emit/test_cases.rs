//! Test cases that the compiler evaluates. Each is a constant whose evaluation fails if the generated code gives another
//! output.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use xornet_model::{Network, plan};

use super::Context;
use super::literal::Number;
use super::ports::Ports;

/// Emits the test cases of a network that the plan chooses.
pub(super) fn test_cases<T: Number>(
    context: &Context,
    name: &Ident,
    network: &Network<T>,
    ports: [&Ports; 2],
) -> TokenStream {
    let check = context.kernel(&quote! { check });
    let [inputs, outputs] = ports;
    let cases = plan::compiled_cases(network).iter().map(|case| {
        let input = inputs.literal(case.input());
        let tolerance = case.tolerance().literal();
        let mut rest = case.output();
        // The name is made once, so that the variable and its uses are in the same scope of hygiene.
        let output = format_ident!("output");
        let computed = outputs.flat(&quote! { #output });
        let checks = computed.iter().zip(&outputs.list).map(|(computed, port)| {
            let (expected, others) = rest.split_at(port.shape.count());
            rest = others;
            let expected = expected.iter().map(|value| value.literal());
            quote! { #check(#computed, &[#(#expected),*], #tolerance); }
        });
        quote_spanned! { name.span().located_at(proc_macro2::Span::call_site()) =>
            const _: () = {
                let #output = &#name::forward_const(&#input);
                #(#checks)*
            };
        }
    });
    quote! { #(#cases)* }
}
