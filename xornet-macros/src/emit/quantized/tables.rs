//! The tables of layers of eight bits: weights, biases and factors.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use xornet_core::quantized::{Factors, Multiplier, Rescale};

use crate::emit::Context;
use crate::emit::literal::{decimals, length};

/// The tables of a layer, and the names of its weights, biases and factors.
pub(super) struct Tables<'a> {
    context: &'a Context,
    index: usize,
    pub(super) tables: TokenStream,
}

impl<'a> Tables<'a> {
    pub(super) fn new(context: &'a Context, index: usize) -> Self {
        Self {
            context,
            index,
            tables: TokenStream::new(),
        }
    }

    /// Emits weights and biases, and returns references to them.
    pub(super) fn weights(&mut self, weights: &[i8], biases: &[i32]) -> [TokenStream; 2] {
        let index = self.index;
        let (table, of_biases) = (
            format_ident!("WEIGHTS_{index}"),
            format_ident!("BIASES_{index}"),
        );
        let weights = self.context.table(&table, weights);
        let count = length(biases.len());
        let numbers = decimals(biases);
        self.tables.extend(quote! {
            #weights
            static #of_biases: [i32; #count] = #numbers;
        });
        [quote! { &#table }, quote! { &#of_biases }]
    }

    /// Emits the step from sums to outputs, and the table of its factors.
    pub(super) fn rescale(&mut self, rescale: &Rescale<'_>) -> TokenStream {
        let xornet = &self.context.xornet;
        let name = format_ident!("FACTORS_{}", self.index);
        let (variant, number, factors) = match rescale.factors {
            Factors::Double(factors) => {
                let factors = factors
                    .iter()
                    .map(|factor| self.context.multiplier(*factor));
                (
                    quote! { Double },
                    quote! { #xornet::quantized::Multiplier },
                    factors.collect::<Vec<_>>(),
                )
            }
            Factors::Single(factors) => {
                let factors = factors.iter().map(|factor| {
                    let factor = Literal::f32_unsuffixed(*factor);
                    quote! { #factor }
                });
                (quote! { Single }, quote! { f32 }, factors.collect())
            }
            _ => (quote! { Single }, quote! { f32 }, Vec::new()),
        };
        let count = length(factors.len());
        let zero = Literal::i8_unsuffixed(rescale.zero_point);
        let [least, most] = rescale.limits.map(Literal::i8_unsuffixed);
        self.tables.extend(quote! {
            static #name: [#number; #count] = [#(#factors),*];
        });
        quote! {
            #xornet::quantized::Rescale::new(
                #xornet::quantized::Factors::#variant(&#name),
                #zero,
                [#least, #most],
            )
        }
    }
}

impl Context {
    /// Emits a multiplier.
    pub(super) fn multiplier(&self, multiplier: Multiplier) -> TokenStream {
        let xornet = &self.xornet;
        let [quotient, shift] =
            [multiplier.quotient, multiplier.shift].map(Literal::i32_unsuffixed);
        quote! { #xornet::quantized::Multiplier::from_parts(#quotient, #shift) }
    }
}
