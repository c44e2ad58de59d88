//! Convolutions as straight-line code.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_model::plan::Step;
use xornet_model::plan::lines::{Part, Terms};

use crate::emit::Context;
use crate::emit::lines::{name, part_lines};
use crate::emit::literal::{Float, length};

impl Context {
    /// Emits the functions that compute the sums of a convolution, with its biases.
    pub(super) fn line_functions<T: Float>(
        &self,
        parts: &[Part<T>],
        biases: &[T],
        index: usize,
        step: &Step<'_, T>,
    ) -> TokenStream {
        let float = &self.float;
        let [inputs, outputs] = [step.inputs[0].count(), step.outputs()].map(length);
        let bias = |unit: usize| biases[unit % biases.len()];
        let place = |terms: &Terms<T>| {
            let unit = length(terms.unit);
            quote! { y[#unit] }
        };
        let functions = parts.iter().enumerate().map(|(number, part)| {
            let function = function(index, number);
            let lines = part_lines(bias, part, &BTreeSet::new(), place);
            let results = part.sums.iter().map(|terms| {
                let (place, sum) = (place(terms), name(terms));
                quote! { #place = #sum; }
            });
            quote! {
                #[inline]
                const fn #function(x: &[#float; #inputs], y: &mut [#float; #outputs]) {
                    #lines
                    #(#results)*
                }
            }
        });
        functions.collect()
    }
}

/// Emits the calls of a convolution's functions, from `t0` to `y`.
pub(super) fn call_lines<T>(parts: &[Part<T>], index: usize) -> TokenStream {
    let functions = (0..parts.len()).map(|number| function(index, number));
    quote! { #(#functions(t0, y);)* }
}

/// Returns the name of the function of a part.
fn function(index: usize, number: usize) -> Ident {
    format_ident!("layer_{index}_part_{number}")
}
