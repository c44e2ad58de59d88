//! Convolutions and transposed convolutions.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use xornet_core::{Convolution, TransposedAxis, TransposedConvolution};

use super::{Parts, layer_name};
use crate::emit::Context;
use crate::emit::literal::{Float, length};

impl Context {
    /// Emits a convolution.
    pub(super) fn convolution<T: Float>(&self, layer: &Convolution<'_, T>, index: usize) -> Parts {
        let float = &self.float;
        let weights = format_ident!("WEIGHTS_{index}");
        let biases = format_ident!("BIASES_{index}");
        let value = self.convolution_layer(layer, [quote! { &#weights }, quote! { &#biases }]);
        let weight_table = self.table(&weights, layer.weights);
        let bias_table = self.table(&biases, layer.biases);
        let function = self.kernel(&quote! { convolution });
        let name = layer_name(index);
        Parts {
            tables: quote! { #weight_table #bias_table },
            layer: (quote! { Convolution<'static, #float> }, value),
            start: quote! { #function(&#name, t0, y); },
            change: TokenStream::new(),
        }
    }

    /// Emits a convolution as a value for the reference, with the places of its weights and biases.
    pub(in crate::emit) fn convolution_layer<T: Float>(
        &self,
        layer: &Convolution<'_, T>,
        [weights, biases]: [TokenStream; 2],
    ) -> TokenStream {
        let xornet = &self.xornet;
        let axes = [&layer.height, &layer.width].map(|axis| self.window_axis(axis));
        let channels = [layer.channels, layer.groups, layer.filters].map(length);
        let kind = self.kind(layer.kind);
        let activation = self.activation(layer.activation);
        quote! {
            #xornet::Convolution::new(
                #kind,
                [#(#axes),*],
                [#(#channels),*],
                #weights,
                #biases,
                #activation,
            )
        }
    }

    /// Emits a transposed convolution.
    pub(super) fn transposed_convolution<T: Float>(
        &self,
        layer: &TransposedConvolution<'_, T>,
        index: usize,
    ) -> Parts {
        let Self { xornet, float, .. } = self;
        let axes = [&layer.height, &layer.width].map(|axis| self.transposed_axis(axis));
        let channels = [layer.channels, layer.filters].map(length);
        let kind = self.kind(layer.kind);
        let activation = self.activation(layer.activation);
        let weights = format_ident!("WEIGHTS_{index}");
        let biases = format_ident!("BIASES_{index}");
        let weight_table = self.table(&weights, layer.weights);
        let bias_table = self.table(&biases, layer.biases);
        let function = self.kernel(&quote! { transposed_convolution });
        let name = layer_name(index);
        Parts {
            tables: quote! { #weight_table #bias_table },
            layer: (
                quote! { TransposedConvolution<'static, #float> },
                quote! {
                    #xornet::TransposedConvolution::new(
                        #kind,
                        [#(#axes),*],
                        [#(#channels),*],
                        &#weights,
                        &#biases,
                        #activation,
                    )
                },
            ),
            start: quote! { #function(&#name, t0, y); },
            change: TokenStream::new(),
        }
    }

    /// Emits the positions along one axis as a value.
    fn transposed_axis(&self, axis: &TransposedAxis) -> TokenStream {
        let xornet = &self.xornet;
        let [input, output, kernel, stride, before] = [
            axis.input,
            axis.output,
            axis.kernel,
            axis.stride,
            axis.before,
        ]
        .map(length);
        quote! { #xornet::TransposedAxis::new(#input, #output, #kernel, #stride, #before) }
    }
}
