use proc_macro2::{Literal, TokenStream};
use quote::quote;
use xornet_model::Float;

/// A number that can be written as Rust tokens: the shortest digits that read back the same.
pub(crate) trait Number: Float {
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
