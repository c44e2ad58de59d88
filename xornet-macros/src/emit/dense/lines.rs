//! The straight-line code of dense layers, with literal weights.
//!
//! Each `let` opens a scope of debug information inside the one before, and the compiler visits nested scopes
//! recursively: some thousand of them in one function overflow its stack. So a function binds all its variables by array
//! patterns at the beginning, and only assigns to them afterwards.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_model::Dense;
use xornet_model::plan::dense::{Part, Terms};

use crate::emit::Context;
use crate::emit::literal::{Number, length};

impl Context {
    /// Emits helper functions, and the body of the layer's function that calls them.
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
        // The index of each partial sum in an array that the helpers share. A sum that is continued in another helper
        // keeps its index.
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
        // With one partial sum for each unit, the array holds the sums of the units already.
        if folds.names.len() == dense.units() && folds.adds.is_empty() {
            let result = self.activate(dense.activation(), &quote! { sums });
            return (helpers, quote! { #begin #result });
        }
        // Only narrow layers have several, so that these are few enough for one pattern.
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

/// Emits a part: it binds the inputs and the sums, and adds the products. `place` emits the place of a sum that is
/// continued, and `changed` are the sums that others are added to later.
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
        // A partial sum without a bias starts from its first product. That may be `-0.0` where the reference has `+0.0`,
        // but the first partial sum, to which it is added in the end, is never `-0.0`, and so does not change.
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

/// Emits one `let` for all names.
fn bind(names: impl Iterator<Item = TokenStream>, values: &[TokenStream]) -> TokenStream {
    match values {
        [value] => quote! { let #(#names)* = #value; },
        _ => quote! { let [#(#names),*] = [#(#values),*]; },
    }
}

/// Emits the pattern of a sum, which is `mut` if others are added to it.
fn binding(sum: &Ident, changed: &BTreeSet<Ident>) -> TokenStream {
    if changed.contains(sum) {
        quote! { mut #sum }
    } else {
        quote! { #sum }
    }
}

/// The additions of the partial sums of each unit, upper half to lower half as in the reference. Sums without products
/// are left out: they are zero, and adding zero changes nothing.
struct Folds {
    /// The variable of each unit's sum in the end.
    names: BTreeMap<usize, Ident>,
    /// The additions, in order.
    adds: Vec<TokenStream>,
    /// The partial sums that others are added to.
    changed: BTreeSet<Ident>,
}

impl Folds {
    /// Collects the additions of a layer.
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
                // The counts of partial sums are powers of two, so this is the half that the reference takes, or a
                // later one if the ones before would only add zeros.
                let half = 1 << last.ilog2();
                for (upper, from) in partial.split_off(&half) {
                    if let Some(to) = partial.get(&(upper - half)) {
                        folds.adds.push(quote! { #to += #from; });
                        folds.changed.insert(to.clone());
                    } else {
                        // The sum in the lower half is left out, so that this one takes its place.
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

    /// Emits an array of the units' sums.
    fn result(&self, units: usize) -> TokenStream {
        debug_assert_eq!(self.names.len(), units);
        let names = self.names.values();
        quote! { [#(#names),*] }
    }
}

/// Returns the variable of the sum that terms are added to.
fn name<T>(terms: &Terms<T>) -> Ident {
    sum(terms.unit, terms.partial)
}

/// Returns the variable of a partial sum.
fn sum(unit: usize, partial: usize) -> Ident {
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
