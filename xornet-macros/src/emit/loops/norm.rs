//! Normalisations and slopes, which work in place.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use xornet_core::{BatchNorm, LayerKind, LayerNorm, Prelu};

use super::{Parts, layer_name};
use crate::emit::Context;
use crate::emit::literal::{Float, length};

impl Context {
    /// Emits a batch normalisation.
    pub(super) fn batch_norm<T: Float>(&self, layer: &BatchNorm<'_, T>, index: usize) -> Parts {
        let Self { xornet, float, .. } = self;
        let [scale, shift] = ["SCALE", "SHIFT"].map(|name| format_ident!("{name}_{index}"));
        let scale_table = self.table(&scale, layer.scale);
        let shift_table = self.table(&shift, layer.shift);
        let activation = self.activation(layer.activation);
        let function = self.kernel(&quote! { batch_norm });
        let name = layer_name(index);
        Parts {
            tables: quote! { #scale_table #shift_table },
            layer: (
                quote! { BatchNorm<'static, #float> },
                quote! { #xornet::BatchNorm::new(&#scale, &#shift, #activation) },
            ),
            start: self.start_by_copy(),
            change: quote! { #function(&#name, y); },
        }
    }

    /// Emits a normalisation along the last axis.
    pub(super) fn layer_norm<T: Float>(&self, layer: &LayerNorm<'_, T>, index: usize) -> Parts {
        let Self { xornet, float, .. } = self;
        let epsilon = layer.epsilon.literal();
        let l2 = layer.kind == LayerKind::L2Normalize;
        let (tables, value) = if l2 {
            let channels = length(layer.channels);
            let value = quote! { #xornet::LayerNorm::l2(#channels, #epsilon) };
            (TokenStream::new(), value)
        } else {
            let [gamma, beta] = ["GAMMA", "BETA"].map(|name| format_ident!("{name}_{index}"));
            let gamma_table = self.table(&gamma, layer.gamma);
            let beta_table = self.table(&beta, layer.beta);
            let activation = self.activation(layer.activation);
            let value = quote! { #xornet::LayerNorm::new(&#gamma, &#beta, #epsilon, #activation) };
            (quote! { #gamma_table #beta_table }, value)
        };
        let function = format_ident!("{}", layer.kind.name());
        let function = self.kernel(&quote! { #function });
        let name = layer_name(index);
        Parts {
            tables,
            layer: (quote! { LayerNorm<'static, #float> }, value),
            start: self.start_by_copy(),
            change: quote! { #function(&#name, y); },
        }
    }

    /// Emits a linear function below zero.
    pub(super) fn prelu<T: Float>(&self, layer: &Prelu<'_, T>, index: usize) -> Parts {
        let Self { xornet, float, .. } = self;
        let slopes = format_ident!("SLOPES_{index}");
        let function = self.kernel(&quote! { prelu });
        let name = layer_name(index);
        Parts {
            tables: self.table(&slopes, layer.slopes),
            layer: (
                quote! { Prelu<'static, #float> },
                quote! { #xornet::Prelu::new(&#slopes) },
            ),
            start: self.start_by_copy(),
            change: quote! { #function(&#name, y); },
        }
    }
}
