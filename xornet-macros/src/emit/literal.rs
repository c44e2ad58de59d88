//! Numbers and tables of numbers as tokens.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use xornet_model::Element;
use xornet_model::plan::Literals;

use super::Context;
use super::layer::{Emit, emitter};

/// A number that can be written as tokens of Rust.
pub(crate) trait Literally: xornet_model::Number {
    /// Writes the number with the shortest digits that parse to the same number.
    fn literal(self) -> TokenStream;
}

/// The number type of a network.
pub(crate) trait Number: Element + Literally {
    /// Returns the code of a layer as the trait for emitting it.
    fn emitter<'c>(code: &'c Self::Code<'_>) -> &'c dyn Emit<Self>;
}

/// A floating-point type of networks.
pub(crate) trait Float: Number + xornet_model::Float {}

macro_rules! number {
    ($float:ident, $literal:ident) => {
        impl Literally for $float {
            fn literal(self) -> TokenStream {
                let digits = Literal::$literal(self.abs());
                if self.is_sign_negative() {
                    quote! { -#digits }
                } else {
                    quote! { #digits }
                }
            }
        }

        impl Number for $float {
            fn emitter<'c>(code: &'c Self::Code<'_>) -> &'c dyn Emit<Self> {
                emitter(code)
            }
        }

        impl Float for $float {}
    };
}

number!(f32, f32_unsuffixed);
number!(f64, f64_unsuffixed);

impl Literally for i8 {
    fn literal(self) -> TokenStream {
        let digits = Literal::i8_unsuffixed(self);
        quote! { #digits }
    }
}

impl Literally for i32 {
    fn literal(self) -> TokenStream {
        let digits = Literal::i32_unsuffixed(self);
        quote! { #digits }
    }
}

impl Number for i8 {
    fn emitter<'c>(code: &'c Self::Code<'_>) -> &'c dyn Emit<Self> {
        code
    }
}

/// Writes a length without a suffix, which is easier to read in types.
pub(super) fn length(length: usize) -> Literal {
    Literal::usize_unsuffixed(length)
}

/// Writes an array in decimals.
pub(super) fn decimals<T: Literally>(values: &[T]) -> TokenStream {
    let values = values.iter().map(|value| value.literal());
    quote! { [#(#values),*] }
}

/// Writes numbers as a string of their little-endian bytes.
pub(super) fn bytes<T: Literally>(values: &[T]) -> Literal {
    let mut bytes = Vec::with_capacity(size_of_val(values));
    for &value in values {
        value.extend_le(&mut bytes);
    }
    Literal::byte_string(&bytes)
}

/// Writes zero in a number type.
pub(super) fn zero(number: &Ident) -> TokenStream {
    match number == "i8" {
        true => quote! { 0 },
        false => quote! { 0.0 },
    }
}

impl Context {
    /// Writes zero in the network's number type.
    pub(super) fn zero(&self) -> TokenStream {
        zero(&self.float)
    }

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
