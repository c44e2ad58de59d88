//! The code of layers that keep the frames of a stream.

use proc_macro2::TokenStream;
use quote::quote;
use xornet_core::{Frames, Shape};
use xornet_model::plan::Step;
use xornet_model::plan::frames::Code;

use super::Context;
use super::layer::Emit;
use super::literal::{Float, Number, length};

impl<T: Float> Emit<T> for Code {
    fn items(&self, _: &Context, _: usize, _: &Step<'_, T>) -> TokenStream {
        TokenStream::new()
    }

    fn reference(&self, context: &Context, _: usize) -> TokenStream {
        let xornet = &context.xornet;
        let frames = context.frames(&self.layer);
        quote! { #xornet::Layer::Frames(#frames) }
    }

    fn state(&self, context: &Context, _: usize) -> Option<(TokenStream, TokenStream)> {
        context.ring(&self.layer, context.zero())
    }

    fn call_into(
        &self,
        context: &Context,
        index: usize,
        step: &Step<'_, T>,
        inputs: &[TokenStream],
        output: &TokenStream,
    ) -> TokenStream {
        context.frames_into(&self.layer, index, step, inputs, output)
    }

    fn run_into(
        &self,
        context: &Context,
        index: usize,
        step: &Step<'_, T>,
        inputs: &[TokenStream],
        output: &TokenStream,
    ) -> TokenStream {
        self.call_into(context, index, step, inputs, output)
    }
}

impl Context {
    /// Emits windows of frames as a value.
    pub(super) fn frames(&self, layer: &Frames) -> TokenStream {
        let xornet = &self.xornet;
        let sizes = [layer.channels, layer.taps, layer.dilation, layer.stride].map(length);
        quote! { #xornet::Frames::new(#(#sizes),*) }
    }

    /// Emits the type of the frames that are kept and their value before the first frame, in which all numbers are `zero`;
    /// `None` if no frames are kept.
    pub(super) fn ring(
        &self,
        layer: &Frames,
        zero: TokenStream,
    ) -> Option<(TokenStream, TokenStream)> {
        let Self { xornet, float, .. } = self;
        let [channels, kept] = [layer.channels, layer.kept()].map(length);
        let ring = quote! { #xornet::__private::Ring };
        (layer.kept() > 0).then(|| {
            (
                quote! { #ring<#float, #channels, #kept> },
                quote! { #ring::new(#zero) },
            )
        })
    }

    /// Emits statements that take new frames and write windows of them to `output`.
    pub(super) fn frames_into<T: Number>(
        &self,
        layer: &Frames,
        index: usize,
        step: &Step<'_, T>,
        inputs: &[TokenStream],
        output: &TokenStream,
    ) -> TokenStream {
        let float = &self.float;
        let count = length(step.inputs.iter().map(Shape::count).sum());
        let x = quote! { let x: &[#float; #count] = #(#inputs)*; };
        let Some(ring) = self.state_of(index) else {
            // A window of one frame is the frame itself.
            let copy = self.kernel(&quote! { copy });
            return quote! {{ #x #copy(x, #output); }};
        };
        let [dilation, stride] = [layer.dilation, layer.stride].map(length);
        match self.state.settles {
            true => quote! {{ #x #ring.settle(x, #output); }},
            false => quote! {{ #x #ring.push::<#dilation, #stride>(x, #output); }},
        }
    }
}
