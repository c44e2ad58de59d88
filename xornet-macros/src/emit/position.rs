//! The code of convolutions at one position, which is that of fully connected layers.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_model::plan::Step;
use xornet_model::plan::position::Code;

use super::Context;
use super::layer::{Emit, Run};
use super::literal::Float;
use super::values::Place;

impl<T: Float> Emit<T> for Code<'_, T> {
    fn items(&self, context: &Context, index: usize, _: &Step<'_, T>) -> TokenStream {
        let Context { xornet, float, .. } = context;
        let name = format_ident!("LAYER_{index}");
        let items = context.dense_items(&self.dense, index);
        let (weights, biases) = super::dense::tables(index);
        let layer = context.convolution_layer(
            &self.layer,
            [quote! { #weights.as_flattened() }, quote! { &#biases }],
        );
        quote! {
            #items
            const #name: #xornet::Convolution<'static, #float> = #layer;
        }
    }

    fn reference(&self, context: &Context, index: usize) -> TokenStream {
        let xornet = &context.xornet;
        let name = format_ident!("LAYER_{index}");
        quote! { #xornet::Layer::Convolution(#name) }
    }

    fn call(&self, index: usize, inputs: &[TokenStream]) -> Option<TokenStream> {
        self.dense.call(index, inputs)
    }

    fn shares_tables(&self) -> bool {
        // Those of a step are those of a dense layer.
        false
    }

    fn call_into(
        &self,
        context: &Context,
        index: usize,
        step: &Step<'_, T>,
        inputs: &[TokenStream],
        output: &TokenStream,
    ) -> TokenStream {
        self.dense.call_into(context, index, step, inputs, output)
    }

    fn run_into(
        &self,
        context: &Context,
        index: usize,
        step: &Step<'_, T>,
        inputs: &[TokenStream],
        output: &TokenStream,
    ) -> TokenStream {
        self.dense.run_into(context, index, step, inputs, output)
    }

    fn run(
        &self,
        context: &Context,
        index: usize,
        step: &Step<'_, T>,
        inputs: &[Place],
        output: &Ident,
    ) -> Run {
        self.dense.run(context, index, step, inputs, output)
    }
}
