//! The constants that tell what the integers of inputs and outputs stand for.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use xornet_model::{Element, Network, Quantization, ValueId};

use super::Context;

impl Context {
    /// Emits that the network is of eight bits; nothing in networks of floating-point numbers.
    pub(super) fn eight_bits(&self) -> Option<TokenStream> {
        (self.float == "i8").then(|| quote! { const EIGHT_BITS: bool = true; })
    }

    /// Emits `INPUT_QUANTIZATION` and `OUTPUT_QUANTIZATION`; nothing in networks of floating-point numbers.
    pub(super) fn quantizations<T: Element>(&self, network: &Network<T>) -> TokenStream {
        let input = self.port_quantization(network, network.input_values(), "input");
        let output = self.port_quantization(network, network.output_values(), "output");
        quote! { #input #output }
    }

    fn port_quantization<T: Element>(
        &self,
        network: &Network<T>,
        ids: &[ValueId],
        noun: &str,
    ) -> TokenStream {
        let xornet = &self.xornet;
        let quantizations: Option<Vec<_>> =
            ids.iter().map(|&id| network.quantization(id)).collect();
        let name = format!("{}_QUANTIZATION", noun.to_uppercase());
        match quantizations.as_deref() {
            None => TokenStream::new(),
            Some([quantization]) => {
                let name = format_ident!("{name}");
                let doc = format!(" The real numbers that the integers of the {noun} stand for.");
                let value = self.quantization(*quantization);
                quote! {
                    #[doc = #doc]
                    pub const #name: #xornet::Quantization = #value;
                }
            }
            Some(several) => {
                let name = format_ident!("{name}S");
                let doc = format!(
                    " The real numbers that the integers of each {noun} stand for, in order."
                );
                let values = several
                    .iter()
                    .map(|&quantization| self.quantization(quantization));
                quote! {
                    #[doc = #doc]
                    pub const #name: &[#xornet::Quantization] = &[#(#values),*];
                }
            }
        }
    }

    fn quantization(&self, Quantization { scale, zero_point }: Quantization) -> TokenStream {
        let xornet = &self.xornet;
        let (scale, zero_point) = (
            Literal::f32_unsuffixed(scale),
            Literal::i8_unsuffixed(zero_point),
        );
        quote! { #xornet::Quantization { scale: #scale, zero_point: #zero_point } }
    }
}
