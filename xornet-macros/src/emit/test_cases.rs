//! Test cases that the compiler evaluates. Each is a constant whose evaluation fails if the generated code gives another
//! output.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use xornet_model::{Network, plan};

use super::Context;
use super::literal::{Number, length};
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

/// Emits the test cases of a stream that the plan chooses, each from the state before the first frame on.
pub(super) fn streamed<T: Number>(
    context: &Context,
    name: &Ident,
    network: &Network<T>,
    [inputs, outputs]: [&Ports; 2],
) -> TokenStream {
    let check = context.kernel(&quote! { check });
    let cases = plan::compiled_cases(network).iter().map(|case| {
        let steps = network.steps_in(case);
        let frames = case
            .input()
            .chunks(inputs.count())
            .map(|frames| inputs.literal(frames));
        let tolerance = case.tolerance().literal();
        let [stream, output, frames_name, i] =
            ["stream", "output", "FRAMES", "i"].map(|name| format_ident!("{name}"));
        let computed = outputs.flat(&quote! { #output });
        let mut rest = case.output();
        let checks = computed.iter().zip(&outputs.list).enumerate();
        let checks: Vec<_> = checks
            .map(|(index, (computed, port))| {
                let (expected, others) = rest.split_at(steps * port.shape.count());
                rest = others;
                let rows = expected.chunks(port.shape.count()).map(|row| {
                    let row = row.iter().map(|value| value.literal());
                    quote! { [#(#row),*] }
                });
                let (float, name) = (&context.float, format_ident!("EXPECTED_{index}"));
                let [steps, count] = [steps, port.shape.count()].map(length);
                (
                    quote! { const #name: [[#float; #count]; #steps] = [#(#rows),*]; },
                    quote! { #check(#computed, &#name[#i], #tolerance); },
                )
            })
            .collect();
        let (tables, checks): (Vec<_>, Vec<_>) = checks.into_iter().unzip();
        let (input, count) = (inputs.type_of(), length(steps));
        quote_spanned! { name.span().located_at(proc_macro2::Span::call_site()) =>
            const _: () = {
                const #frames_name: [#input; #count] = [#(#frames),*];
                #(#tables)*
                let mut #stream = #name::new();
                let mut #i = 0;
                while #i < #count {
                    let #output = &#stream.step_const(&#frames_name[#i]);
                    #(#checks)*
                    #i += 1;
                }
            };
        }
    });
    quote! { #(#cases)* }
}
