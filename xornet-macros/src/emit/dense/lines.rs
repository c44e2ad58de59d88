//! The straight-line code of dense layers, with literal weights.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_model::Dense;
use xornet_model::plan::lines::{Part, Terms};

use crate::emit::Context;
use crate::emit::lines::{binding, name, part_lines, sum};
use crate::emit::literal::{Float, length};

impl Context {
    /// Emits helper functions, and the body of the layer's function that calls them.
    pub(super) fn lines<T: Float>(
        &self,
        index: usize,
        dense: &Dense<T>,
        parts: &[Part<T>],
    ) -> (TokenStream, TokenStream) {
        let folds = Folds::of(parts);
        let bias = |unit: usize| dense.biases()[unit];
        if let [part] = parts {
            let lines = part_lines(bias, part, &folds.changed, |_| TokenStream::new());
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
            let lines = part_lines(bias, part, &BTreeSet::new(), place);
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
