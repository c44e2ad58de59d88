//! Dense layers as straight-line code with literal weights.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_model::Dense;
use xornet_model::plan::{Part, Terms};

use super::Context;
use super::dense::length;
use super::number::Number;

impl Context {
    /// Helper functions, and the body of the layer's function.
    pub(super) fn lines<T: Number>(
        &self,
        index: usize,
        dense: &Dense<T>,
        parts: &[Part<T>],
    ) -> (TokenStream, TokenStream) {
        let units = (0..dense.units()).map(|unit| sum(unit, 0));
        let result = self.activate(dense.activation(), &quote! { [#(#units),*] });
        let folds = folds(parts);
        let starts = parts
            .iter()
            .flat_map(|part| &part.sums)
            .filter(|terms| has_bias(terms));
        let (names, biases): (Vec<_>, Vec<_>) = starts
            .map(|terms| (name(terms), dense.biases()[terms.unit].literal()))
            .unzip();
        let begin = quote! { #(let #names = #biases;)* };
        if let [part] = parts {
            let lines = part_lines(part);
            return (TokenStream::new(), quote! { #begin #lines #folds #result });
        }

        let float = &self.float;
        let inputs = length(dense.inputs());
        let mut helpers = TokenStream::new();
        let mut calls = TokenStream::new();
        for (number, part) in parts.iter().enumerate() {
            let function = format_ident!("layer_{index}_part_{number}");
            let given: Vec<_> = part
                .sums
                .iter()
                .filter(|terms| has_bias(terms) || terms.continued)
                .map(name)
                .collect();
            let made: Vec<_> = part.sums.iter().map(name).collect();
            let (given_count, made_count) = (length(given.len()), length(made.len()));
            let lines = part_lines(part);
            helpers.extend(quote! {
                #[inline]
                const fn #function(
                    x: &[#float; #inputs],
                    sums: [#float; #given_count],
                ) -> [#float; #made_count] {
                    let [#(#given),*] = sums;
                    #lines
                    [#(#made),*]
                }
            });
            calls.extend(quote! { let [#(#made),*] = #function(x, [#(#given),*]); });
        }
        (helpers, quote! { #begin #calls #folds #result })
    }
}

/// Whether a sum starts from its bias. Other partial sums start from their first product: that may
/// be `-0.0` where the reference has `+0.0`, but never changes what it is added to in the end.
fn has_bias<T>(terms: &Terms<T>) -> bool {
    terms.partial == 0 && !terms.continued
}

/// One `let` per product: a single long expression would overflow the compiler's stack.
fn part_lines<T: Number>(part: &Part<T>) -> TokenStream {
    let products = || part.sums.iter().flat_map(|terms| &terms.products);
    let used: BTreeSet<usize> = products().map(|&(input, _)| input).collect();
    let values = used.iter().map(|&input| {
        let value = value(input);
        let input = length(input);
        quote! { let #value = x[#input]; }
    });
    let lines = part.sums.iter().flat_map(|terms| {
        let sum = name(terms);
        let mut begun = has_bias(terms) || terms.continued;
        terms.products.iter().map(move |&(input, weight)| {
            let value = value(input);
            let weight = weight.literal();
            let before = std::mem::replace(&mut begun, true).then(|| quote! { #sum + });
            quote! { let #sum = #before #value * #weight; }
        })
    });
    let unused = used.is_empty().then(|| quote! { let _ = x; });
    quote! {
        #unused
        #(#values)*
        #(#lines)*
    }
}

/// Adds the partial sums of each unit, upper half to lower half, leaving out those without products.
fn folds<T>(parts: &[Part<T>]) -> TokenStream {
    let present: BTreeSet<_> = parts
        .iter()
        .flat_map(|part| &part.sums)
        .map(|terms| (terms.unit, terms.partial))
        .collect();
    let mut lines = TokenStream::new();
    let units: BTreeSet<_> = present.iter().map(|&(unit, _)| unit).collect();
    for unit in units {
        let mut partial: BTreeSet<_> = present
            .range((unit, 0)..(unit + 1, 0))
            .map(|&(_, partial)| partial)
            .collect();
        while let Some(&last) = partial.last().filter(|&&last| last > 0) {
            let half = 1 << last.ilog2();
            for upper in partial.split_off(&half) {
                let (lower, upper) = (upper - half, sum(unit, upper));
                let to = sum(unit, lower);
                let before = (!partial.insert(lower)).then(|| quote! { #to + });
                lines.extend(quote! { let #to = #before #upper; });
            }
        }
    }
    lines
}

fn name<T>(terms: &Terms<T>) -> Ident {
    sum(terms.unit, terms.partial)
}

fn sum(unit: usize, partial: usize) -> Ident {
    if partial == 0 {
        format_ident!("y{unit}")
    } else {
        format_ident!("y{unit}_{partial}")
    }
}

fn value(input: usize) -> Ident {
    format_ident!("x{input}")
}
