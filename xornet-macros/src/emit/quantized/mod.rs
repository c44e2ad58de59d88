//! The code of layers of eight bits: a constant with the layer, and calls of functions that take it.

mod layers;
mod packed;
mod tables;

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use xornet_core::quantized::Layer;
use xornet_model::plan::Step;
use xornet_model::quantized::Code;

use super::Context;
use super::layer::Emit;
use super::loops::{Parts, layer_name};

impl Emit<i8> for Code<'_> {
    fn items(&self, context: &Context, index: usize, step: &Step<'_, i8>) -> TokenStream {
        if matches!(self.layer, Layer::Frames(_)) {
            return TokenStream::new();
        }
        let Parts {
            tables,
            layer: (layer_type, value),
            ..
        } = context.quantized(&self.layer, index, step);
        let (name, xornet) = (layer_name(index), &context.xornet);
        let tables = (!context.state.shared).then_some(tables);
        let packed = self
            .packed
            .as_ref()
            .map(|packed| context.packed(packed, &self.layer, index, step));
        quote! {
            #tables
            const #name: #xornet::#layer_type = #value;
            #packed
        }
    }

    fn reference(&self, context: &Context, index: usize) -> TokenStream {
        let xornet = &context.xornet;
        if let Layer::Frames(layer) = &self.layer {
            let frames = context.frames(&layer.frames);
            let zero = Literal::i8_unsuffixed(layer.zero_point);
            return quote! {
                #xornet::quantized::Layer::Frames(#xornet::quantized::Frames::new(#frames, #zero))
            };
        }
        let (variant, name) = (format_ident!("{}", variant(&self.layer)), layer_name(index));
        quote! { #xornet::quantized::Layer::#variant(#name) }
    }

    fn state(&self, context: &Context, _: usize) -> Option<(TokenStream, TokenStream)> {
        let Layer::Frames(layer) = &self.layer else {
            return None;
        };
        let zero = Literal::i8_unsuffixed(layer.zero_point);
        context.ring(&layer.frames, quote! { #zero })
    }

    fn call_into(
        &self,
        context: &Context,
        index: usize,
        step: &Step<'_, i8>,
        inputs: &[TokenStream],
        output: &TokenStream,
    ) -> TokenStream {
        if let Layer::Frames(layer) = &self.layer {
            return context.frames_into(&layer.frames, index, step, inputs, output);
        }
        let Parts { start, change, .. } = context.quantized(&self.layer, index, step);
        let code = context.sums_into([start, change], step, inputs, output);
        quote! {{ #code }}
    }

    fn run_into(
        &self,
        context: &Context,
        index: usize,
        step: &Step<'_, i8>,
        inputs: &[TokenStream],
        output: &TokenStream,
    ) -> TokenStream {
        if self.packed.is_none() {
            return self.call_into(context, index, step, inputs, output);
        }
        let start = context.run_packed(index);
        let code = context.sums_into([start, TokenStream::new()], step, inputs, output);
        quote! {{ #code }}
    }
}

/// Returns the name of a layer's variant.
fn variant(layer: &Layer<'_>) -> &'static str {
    match layer {
        Layer::Dense(_) => "Dense",
        Layer::Convolution(_) => "Convolution",
        Layer::Pool(_) => "Pool",
        Layer::GlobalPool(_) => "GlobalPool",
        Layer::Mean(_) => "Mean",
        Layer::Lookup(_) => "Lookup",
        Layer::Clamp(_) => "Clamp",
        Layer::Softmax(_) => "Softmax",
        Layer::Upsample(_) => "Upsample",
        Layer::Slice(_) => "Slice",
        Layer::Merge(_) => "Merge",
        Layer::Concatenate(_) => "Concatenate",
        _ => "Reshape",
    }
}
