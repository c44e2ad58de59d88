//! Numbers and tables of numbers as tokens.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use xornet_model::Float;
use xornet_model::plan::Literals;

use super::Context;

/// A number that can be written as tokens of Rust.
pub(crate) trait Number: Float {
    /// Writes the number with the shortest digits that parse to the same number.
    fn literal(self) -> TokenStream;
}

macro_rules! number {
    ($float:ident, $literal:ident) => {
        impl Number for $float {
            fn literal(self) -> TokenStream {
                let digits = Literal::$literal(self.abs());
                if self.is_sign_negative() {
                    quote! { -#digits }
                } else {
                    quote! { #digits }
                }
            }
        }
    };
}

number!(f32, f32_unsuffixed);
number!(f64, f64_unsuffixed);

/// Writes a length without a suffix, which is easier to read in types.
pub(super) fn length(length: usize) -> Literal {
    Literal::usize_unsuffixed(length)
}

/// Writes an array in decimals.
pub(super) fn decimals<T: Number>(values: &[T]) -> TokenStream {
    let values = values.iter().map(|value| value.literal());
    quote! { [#(#values),*] }
}

/// Writes numbers as a string of their little-endian bytes.
pub(super) fn bytes<T: Number>(values: &[T]) -> Literal {
    let mut bytes = Vec::with_capacity(size_of_val(values));
    for &value in values {
        value.extend_le(&mut bytes);
    }
    Literal::byte_string(&bytes)
}

impl Context {
    /// Writes an array of arrays of `columns` numbers.
    pub(super) fn rows<T: Number>(&self, values: &[T], columns: usize) -> TokenStream {
        match Literals::of(values.len()) {
            Literals::Decimals => {
                let rows = values.chunks(columns).map(decimals);
                quote! { [#(#rows),*] }
            }
            Literals::Bytes => {
                let (bytes, rows) = (bytes(values), self.kernel(&quote! { rows }));
                quote! { #rows(#bytes) }
            }
        }
    }

    /// Writes an array.
    pub(super) fn row<T: Number>(&self, values: &[T]) -> TokenStream {
        match Literals::of(values.len()) {
            Literals::Decimals => decimals(values),
            Literals::Bytes => {
                let (bytes, row) = (bytes(values), self.kernel(&quote! { row }));
                quote! { #row(#bytes) }
            }
        }
    }
}
