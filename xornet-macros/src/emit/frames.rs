//! The code of layers that keep the frames of a stream.

use proc_macro2::TokenStream;
use quote::quote;
use xornet_core::Shape;
use xornet_model::plan::Step;
use xornet_model::plan::frames::Code;

use super::Context;
use super::layer::Emit;
use super::literal::{Number, length};

impl<T: Number> Emit<T> for Code {
    fn items(&self, _: &Context, _: usize, _: &Step<'_, T>) -> TokenStream {
        TokenStream::new()
    }

    fn reference(&self, context: &Context, _: usize) -> TokenStream {
        let xornet = &context.xornet;
        let layer = &self.layer;
        let sizes = [layer.channels, layer.taps, layer.dilation, layer.stride].map(length);
        quote! { #xornet::Layer::Frames(#xornet::Frames::new(#(#sizes),*)) }
    }

    fn call_into(
        &self,
        context: &Context,
        index: usize,
        step: &Step<'_, T>,
        inputs: &[TokenStream],
        output: &TokenStream,
    ) -> TokenStream {
        let float = &context.float;
        let count = length(step.inputs.iter().map(Shape::count).sum());
        let x = quote! { let x: &[#float; #count] = #(#inputs)*; };
        let Some(ring) = context.state_of(index) else {
            // A window of one frame is the frame itself.
            let copy = context.kernel(&quote! { copy });
            return quote! {{ #x #copy(x, #output); }};
        };
        let [dilation, stride] = [self.layer.dilation, self.layer.stride].map(length);
        match context.state.settles {
            true => quote! {{ #x #ring.settle(x, #output); }},
            false => quote! {{ #x #ring.push::<#dilation, #stride>(x, #output); }},
        }
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
