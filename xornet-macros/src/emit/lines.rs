//! Straight-line code with literal weights.
//!
//! Each `let` opens a scope of debug information inside the one before, and the compiler visits nested scopes
//! recursively: some thousand of them in one function overflow its stack. So a function binds all its variables by array
//! patterns at the beginning, and only assigns to them afterwards.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_model::plan::lines::{Part, Terms};

use super::literal::{Float, length};

/// Emits a part: it binds the inputs and the sums, and adds the products. `bias` returns the bias of a unit, `place` emits
/// the place of a sum that is continued, and `changed` are the sums that others are added to later.
pub(super) fn part_lines<T: Float>(
    bias: impl Fn(usize) -> T,
    part: &Part<T>,
    changed: &BTreeSet<Ident>,
    place: impl Fn(&Terms<T>) -> TokenStream,
) -> TokenStream {
    let products = || part.sums.iter().flat_map(|terms| &terms.products);
    let used: BTreeSet<usize> = products().map(|&(input, _)| input).collect();
    let (values, elements): (Vec<_>, Vec<_>) = used
        .iter()
        .map(|&input| {
            let element = length(input);
            (value(input), quote! { x[#element] })
        })
        .unzip();
    let inputs = if used.is_empty() {
        quote! { let _ = x; }
    } else {
        bind(values.iter().map(|value| quote! { #value }), &elements)
    };

    let product = |&(input, weight): &(usize, T)| {
        let (value, weight) = (value(input), weight.literal());
        quote! { #value * #weight }
    };
    let mut names = Vec::new();
    let mut starts = Vec::new();
    let mut lines = TokenStream::new();
    for terms in &part.sums {
        let sum = name(terms);
        // A partial sum without a bias starts from its first product. That may be `-0.0` where the reference has `+0.0`,
        // but the first partial sum, to which it is added in the end, is never `-0.0`, and so does not change.
        let (start, rest) = match &terms.products[..] {
            rest if terms.continued => (place(terms), rest),
            rest if terms.partial == 0 => (bias(terms.unit).literal(), rest),
            [first, rest @ ..] => (product(first), rest),
            [] => (quote! { 0.0 }, &[][..]),
        };
        names.push(if rest.is_empty() {
            binding(&sum, changed)
        } else {
            quote! { mut #sum }
        });
        starts.push(start);
        for rest in rest {
            let product = product(rest);
            lines.extend(quote! { #sum += #product; });
        }
    }
    let sums = bind(names.into_iter(), &starts);
    quote! { #inputs #sums #lines }
}

/// Emits one `let` for all names.
fn bind(names: impl Iterator<Item = TokenStream>, values: &[TokenStream]) -> TokenStream {
    match values {
        [value] => quote! { let #(#names)* = #value; },
        _ => quote! { let [#(#names),*] = [#(#values),*]; },
    }
}

/// Emits the pattern of a sum, which is `mut` if others are added to it.
pub(super) fn binding(sum: &Ident, changed: &BTreeSet<Ident>) -> TokenStream {
    if changed.contains(sum) {
        quote! { mut #sum }
    } else {
        quote! { #sum }
    }
}

/// Returns the variable of the sum that terms are added to.
pub(super) fn name<T>(terms: &Terms<T>) -> Ident {
    sum(terms.unit, terms.partial)
}

/// Returns the variable of a partial sum.
pub(super) fn sum(unit: usize, partial: usize) -> Ident {
    if partial == 0 {
        format_ident!("y{unit}")
    } else {
        format_ident!("y{unit}_{partial}")
    }
}

/// Returns the variable of an input.
fn value(input: usize) -> Ident {
    format_ident!("x{input}")
}
