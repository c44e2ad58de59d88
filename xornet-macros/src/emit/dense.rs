//! Dense layers: their tables, and their code in both shapes.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use xornet_model::Dense;

use super::Context;
use super::number::Number;
use crate::plan::{Code, Part};

/// Up to this many numbers are written in decimals, for a reader of the expansion; more travel as
/// one byte string, which costs the compiler a tenth of the time.
const DECIMALS: usize = 256;

/// The names of a layer's weights and biases.
pub(super) fn tables(index: usize) -> (Ident, Ident) {
    (
        format_ident!("WEIGHTS_{index}"),
        format_ident!("BIASES_{index}"),
    )
}

impl Context {
    pub(super) fn dense<T: Number>(
        &self,
        index: usize,
        dense: &Dense<T>,
        code: &Code<T>,
    ) -> TokenStream {
        let float = &self.float;
        let (inputs, units) = (length(dense.inputs()), length(dense.units()));
        let function = format_ident!("layer_{index}");
        let (weights, biases) = tables(index);
        let rows = self.rows(dense);
        let bias_values = self.row(dense.biases());

        let (helpers, body) = match code {
            Code::Lines(parts) => self.lines(index, dense, parts),
            Code::Tiles { lanes, tiles } => self.tiles(index, dense, *lanes, *tiles),
        };
        quote! {
            static #weights: [[#float; #units]; #inputs] = #rows;
            static #biases: [#float; #units] = #bias_values;
            #helpers
            #[inline]
            const fn #function(x: &[#float; #inputs]) -> [#float; #units] {
                #body
            }
        }
    }

    fn rows<T: Number>(&self, dense: &Dense<T>) -> TokenStream {
        if dense.weights().len() > DECIMALS {
            let bytes = bytes(dense.weights());
            let rows = self.kernel(&quote! { rows });
            return quote! { #rows(#bytes) };
        }
        let rows = dense.weights().chunks(dense.units()).map(decimals);
        quote! { [#(#rows),*] }
    }

    fn row<T: Number>(&self, values: &[T]) -> TokenStream {
        if values.len() > DECIMALS {
            let bytes = bytes(values);
            let biases = self.kernel(&quote! { biases });
            return quote! { #biases(#bytes) };
        }
        decimals(values)
    }

    fn tiles<T: Number>(
        &self,
        index: usize,
        dense: &Dense<T>,
        lanes: usize,
        tiles: usize,
    ) -> (TokenStream, TokenStream) {
        let (weights, biases) = tables(index);
        let table = format_ident!("TILES_{index}");
        let (inputs, lanes, tiles) = (length(dense.inputs()), length(lanes), length(tiles));
        let table_type = self.kernel(&quote! { Tiles<#lanes, #inputs, #tiles> });
        let cut = self.kernel(&quote! { tiles });
        let kernel = self.kernel(&quote! { dense });
        let sums = quote! { #kernel(x, &#table, &#biases) };
        (
            quote! { static #table: #table_type = #cut(&#weights); },
            self.activate(dense.activation(), &sums),
        )
    }

    fn lines<T: Number>(
        &self,
        index: usize,
        dense: &Dense<T>,
        parts: &[Part<T>],
    ) -> (TokenStream, TokenStream) {
        let all = (0..dense.units()).map(sum);
        let result = self.activate(dense.activation(), &quote! { [#(#all),*] });
        if let [part] = parts {
            let biases = start(part, dense, 0);
            let names = part.units.iter().map(|terms| sum(terms.unit));
            let lines = part_lines(part);
            let body = quote! {
                #(let #names = #biases;)*
                #lines
                #result
            };
            return (TokenStream::new(), body);
        }

        let float = &self.float;
        let inputs = length(dense.inputs());
        let mut helpers = TokenStream::new();
        let mut body = TokenStream::new();
        let mut begun = 0;
        for (number, part) in parts.iter().enumerate() {
            let function = format_ident!("layer_{index}_part_{number}");
            let names: Vec<_> = part.units.iter().map(|terms| sum(terms.unit)).collect();
            let count = length(names.len());
            let from = start(part, dense, begun);
            begun = part.units.last().map_or(begun, |terms| terms.unit + 1);
            let lines = part_lines(part);
            helpers.extend(quote! {
                #[inline]
                const fn #function(x: &[#float; #inputs], sums: [#float; #count]) -> [#float; #count] {
                    let [#(#names),*] = sums;
                    #lines
                    [#(#names),*]
                }
            });
            body.extend(quote! { let [#(#names),*] = #function(x, [#(#from),*]); });
        }
        body.extend(result);
        (helpers, body)
    }
}

/// What each sum of a part starts from: its bias, or, where a part before this one has begun it,
/// what is there already. Units below `begun` have been.
fn start<T: Number>(part: &Part<T>, dense: &Dense<T>, begun: usize) -> Vec<TokenStream> {
    let starts = part.units.iter().map(|terms| {
        if terms.unit < begun {
            let name = sum(terms.unit);
            quote! { #name }
        } else {
            dense.biases()[terms.unit].literal()
        }
    });
    starts.collect()
}

/// One `let` per product: a single long expression would overflow the compiler's stack.
fn part_lines<T: Number>(part: &Part<T>) -> TokenStream {
    let products = || part.units.iter().flat_map(|terms| &terms.products);
    let used: BTreeSet<usize> = products().map(|&(input, _)| input).collect();
    let values = used.iter().map(|&input| {
        let value = value(input);
        let input = length(input);
        quote! { let #value = x[#input]; }
    });
    let lines = part.units.iter().flat_map(|terms| {
        let sum = sum(terms.unit);
        terms.products.iter().map(move |&(input, weight)| {
            let value = value(input);
            let weight = weight.literal();
            quote! { let #sum = #sum + #value * #weight; }
        })
    });
    let unused = used.is_empty().then(|| quote! { let _ = x; });
    quote! {
        #unused
        #(#values)*
        #(#lines)*
    }
}

fn sum(unit: usize) -> Ident {
    format_ident!("y{unit}")
}

fn value(input: usize) -> Ident {
    format_ident!("x{input}")
}

/// A length without the suffix that would make a type longer to read.
pub(super) fn length(length: usize) -> Literal {
    Literal::usize_unsuffixed(length)
}

fn decimals<T: Number>(values: &[T]) -> TokenStream {
    let values = values.iter().map(|value| value.literal());
    quote! { [#(#values),*] }
}

fn bytes<T: Number>(values: &[T]) -> Literal {
    let mut bytes = Vec::with_capacity(size_of_val(values));
    for &value in values {
        value.extend_le(&mut bytes);
    }
    Literal::byte_string(&bytes)
}
