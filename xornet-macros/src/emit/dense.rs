//! Dense layers: the tables of their weights, and a function that is evaluated in const contexts.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use xornet_model::Dense;
use xornet_model::plan::{Code, Part};

use super::Context;
use super::number::Number;

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
        short: Option<&[Part<T>]>,
    ) -> TokenStream {
        let float = &self.float;
        let (inputs, units) = (length(dense.inputs()), length(dense.units()));
        let function = format_ident!("layer_{index}");
        let (weights, biases) = tables(index);
        let rows = self.rows(dense);
        let bias_values = self.row(dense.biases());

        let (tables, lines) = match code {
            Code::Lines(parts) => (TokenStream::new(), Some(&parts[..])),
            Code::Loops(loops) => (self.tiles(index, dense, loops), short),
            Code::Sparse(sparse) => (self.sparse(index, dense, sparse), short),
        };
        let (helpers, body) = match lines {
            Some(parts) => self.lines(index, dense, parts),
            None => (TokenStream::new(), self.plain(index, dense)),
        };
        quote! {
            static #weights: [[#float; #units]; #inputs] = #rows;
            static #biases: [#float; #units] = #bias_values;
            #tables
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

    pub(super) fn row<T: Number>(&self, values: &[T]) -> TokenStream {
        if values.len() > DECIMALS {
            let bytes = bytes(values);
            let row = self.kernel(&quote! { row });
            return quote! { #row(#bytes) };
        }
        decimals(values)
    }
}

/// A length without the suffix that would make a type longer to read.
pub(super) fn length(length: usize) -> Literal {
    Literal::usize_unsuffixed(length)
}

fn decimals<T: Number>(values: &[T]) -> TokenStream {
    let values = values.iter().map(|value| value.literal());
    quote! { [#(#values),*] }
}

pub(super) fn bytes<T: Number>(values: &[T]) -> Literal {
    let mut bytes = Vec::with_capacity(size_of_val(values));
    for &value in values {
        value.extend_le(&mut bytes);
    }
    Literal::byte_string(&bytes)
}
