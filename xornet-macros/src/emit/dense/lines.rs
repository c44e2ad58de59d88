//! Dense layers as straight-line code with literal weights.
//!
//! Each `let` opens a scope of debug information inside the one before, and the compiler goes
//! through nested scopes by recursion: some thousand of them in one function overflow its stack. So
//! a function binds its variables at once, as arrays, and assigns to them from then on.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_model::Dense;
use xornet_model::plan::dense::{Part, Terms};

use crate::emit::Context;
use crate::emit::literal::{Number, length};

impl Context {
    /// Emits helper functions, and the body of the layer's function.
    pub(super) fn lines<T: Number>(
        &self,
        index: usize,
        dense: &Dense<T>,
        parts: &[Part<T>],
    ) -> (TokenStream, TokenStream) {
        let folds = Folds::of(parts);
        if let [part] = parts {
            let lines = part_lines(dense, part, &folds.changed, |_| TokenStream::new());
            let adds = &folds.adds;
            let result = self.activate(dense.activation(), &folds.result(dense.units()));
            return (TokenStream::new(), quote! { #lines #(#adds)* #result });
        }

        let float = &self.float;
        let inputs = length(dense.inputs());
        // A continued sum has its place already.
        let mut places = BTreeMap::new();
        for terms in parts.iter().flat_map(|part| &part.sums) {
            let next = places.len();
            places.entry((terms.unit, terms.partial)).or_insert(next);
        }
        let count = length(places.len());
        let place = |terms: &Terms<T>| {
            let place = length(places[&(terms.unit, terms.partial)]);
            quote! { sums[#place] }
        };

        let mut helpers = TokenStream::new();
        let mut calls = TokenStream::new();
        for (number, part) in parts.iter().enumerate() {
            let function = format_ident!("layer_{index}_part_{number}");
            let lines = part_lines(dense, part, &BTreeSet::new(), place);
            let results = part.sums.iter().map(|terms| {
                let (place, sum) = (place(terms), name(terms));
                quote! { #place = #sum; }
            });
            helpers.extend(quote! {
                #[inline]
                const fn #function(x: &[#float; #inputs], sums: &mut [#float; #count]) {
                    #lines
                    #(#results)*
                }
            });
            calls.extend(quote! { #function(x, &mut sums); });
        }
        let begin = quote! {
            let mut sums = [0.0; #count];
            #calls
        };
        // Where there is one partial sum of each unit, the places are the units.
        if folds.names.len() == dense.units() && folds.adds.is_empty() {
            let result = self.activate(dense.activation(), &quote! { sums });
            return (helpers, quote! { #begin #result });
        }
        // Partial sums are only in narrow layers: they are few.
        let names = places
            .keys()
            .map(|&(unit, partial)| binding(&sum(unit, partial), &folds.changed));
        let result = self.activate(dense.activation(), &folds.result(dense.units()));
        let adds = &folds.adds;
        let body = quote! {
            #begin
            let [#(#names),*] = sums;
            #(#adds)*
            #result
        };
        (helpers, body)
    }
}

/// Binds the inputs and the sums of a part, and adds its products. `place` is where the sums of a
/// piece before are; `changed` are the sums that are added to later.
fn part_lines<T: Number>(
    dense: &Dense<T>,
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
        // Partial sums that have no bias start from their first product: that may be `-0.0` where
        // the reference has `+0.0`, but never changes what it is added to in the end.
        let (start, rest) = match &terms.products[..] {
            rest if terms.continued => (place(terms), rest),
            rest if terms.partial == 0 => (dense.biases()[terms.unit].literal(), rest),
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

/// One `let` for all.
fn bind(names: impl Iterator<Item = TokenStream>, values: &[TokenStream]) -> TokenStream {
    match values {
        [value] => quote! { let #(#names)* = #value; },
        _ => quote! { let [#(#names),*] = [#(#values),*]; },
    }
}

fn binding(sum: &Ident, changed: &BTreeSet<Ident>) -> TokenStream {
    if changed.contains(sum) {
        quote! { mut #sum }
    } else {
        quote! { #sum }
    }
}

/// How the partial sums of each unit are added: upper half to lower half, leaving out those without
/// products.
struct Folds {
    /// The sum of each unit at the end; none is missing.
    names: BTreeMap<usize, Ident>,
    adds: Vec<TokenStream>,
    /// The partial sums that are added to.
    changed: BTreeSet<Ident>,
}

impl Folds {
    fn of<T>(parts: &[Part<T>]) -> Self {
        let mut units: BTreeMap<usize, BTreeMap<usize, Ident>> = BTreeMap::new();
        for terms in parts.iter().flat_map(|part| &part.sums) {
            let partial = units.entry(terms.unit).or_default();
            partial.insert(terms.partial, name(terms));
        }
        let mut folds = Self {
            names: BTreeMap::new(),
            adds: Vec::new(),
            changed: BTreeSet::new(),
        };
        for (unit, mut partial) in units {
            while let Some((&last, _)) = partial.last_key_value()
                && last > 0
            {
                let half = 1 << last.ilog2();
                for (upper, from) in partial.split_off(&half) {
                    if let Some(to) = partial.get(&(upper - half)) {
                        folds.adds.push(quote! { #to += #from; });
                        folds.changed.insert(to.clone());
                    } else {
                        partial.insert(upper - half, from);
                    }
                }
            }
            folds
                .names
                .extend(partial.remove(&0).map(|sum| (unit, sum)));
        }
        folds
    }

    fn result(&self, units: usize) -> TokenStream {
        debug_assert_eq!(self.names.len(), units);
        let names = self.names.values();
        quote! { [#(#names),*] }
    }
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
