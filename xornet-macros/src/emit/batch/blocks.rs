//! The function for blocks of samples, layer by layer.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_model::plan::{Plan, Step};
use xornet_model::{Network, ValueId};

use crate::emit::Context;
use crate::emit::literal::{Number, length};
use crate::emit::values::{Place, variable};

/// The places of a value of each sample.
#[derive(Clone)]
struct Samples {
    /// An expression to iterate over the samples.
    each: TokenStream,
    /// A reference to an array of slices.
    slices: TokenStream,
    /// The place of a sample's value in a loop over `each`.
    one: Place,
    /// The variable of that loop.
    name: Ident,
}

impl Context {
    /// Emits the function `run_block`.
    pub(super) fn run_blocks<T: Number>(&self, plan: &Plan<'_, T>) -> TokenStream {
        let xornet = &self.xornet;
        let samples = quote! { #xornet::__private::SAMPLES };
        let network = plan.network();
        let input = self.array_type(network, network.input_values());
        let output = self.array_type(network, network.output_values());
        let mut values = arguments(network);
        let mut code = TokenStream::new();
        for (index, step) in plan.steps().iter().enumerate() {
            let (block, value) = self.block_step(index, step, &values);
            code.extend(block);
            values.insert(step.node.output(), value);
        }
        let results: Vec<_> = of(&values, network.output_values());
        let places: Vec<_> = results.iter().map(|samples| samples.one.clone()).collect();
        let result = self.taken(&places);
        let each = zip(&results, &quote! { outputs });
        quote! {
            #[inline(always)]
            pub(super) fn run_block<S: #xornet::__private::Isa>(
                isa: S,
                inputs: &[#input; #samples],
                outputs: &mut [#output; #samples],
            ) {
                #code
                for #each {
                    *output = #result;
                }
            }
        }
    }

    /// Emits a layer, and returns the places of its output.
    fn block_step<T: Number>(
        &self,
        index: usize,
        step: &Step<'_, T>,
        values: &BTreeMap<ValueId, Samples>,
    ) -> (TokenStream, Samples) {
        let xornet = &self.xornet;
        let inputs = of(values, step.node.inputs());
        let outputs = format_ident!("b{index}");
        let output = variable(index);
        let slices: TokenStream = inputs
            .iter()
            .map(|samples| samples.slices.clone())
            .collect();
        let block = T::emitter(&step.code).run_block(self, index, &slices, &outputs, &output);
        let code = block.unwrap_or_else(|| {
            let padded = length(step.block_padded());
            let places: Vec<_> = inputs.iter().map(|samples| samples.one.clone()).collect();
            let run = self.run_apart(index, step, &places, &output);
            let each = zip(&inputs, &quote! { &mut #outputs });
            quote! {
                let mut #outputs = [#xornet::__private::Aligned([0.0; #padded]); #xornet::__private::SAMPLES];
                for #each {
                    #run
                    *output = #output;
                }
            }
        });
        let count = length(step.outputs());
        let samples = Samples {
            each: quote! { &#outputs },
            slices: quote! { &#outputs.each_ref().map(|x| &x.0[..#count]) },
            one: Place::Array(output.clone()),
            name: output,
        };
        (code, samples)
    }
}

/// Returns the places of the network's input. The plan makes blocks only if there is one input and one output.
fn arguments<T: Number>(network: &Network<T>) -> BTreeMap<ValueId, Samples> {
    let samples = |&id: &ValueId| {
        let samples = Samples {
            each: quote! { inputs },
            slices: quote! { &inputs.each_ref().map(|x| x.as_slice()) },
            one: Place::Argument(quote! { input }),
            name: format_ident!("input"),
        };
        (id, samples)
    };
    network.input_values().iter().map(samples).collect()
}

/// Returns the places of some values.
fn of(values: &BTreeMap<ValueId, Samples>, ids: &[ValueId]) -> Vec<Samples> {
    ids.iter()
        .filter_map(|id| values.get(id).cloned())
        .collect()
}

/// Emits the pattern and the iterator of a loop over some values of all samples, and over `outputs`.
fn zip(values: &[Samples], outputs: &TokenStream) -> TokenStream {
    let start = (quote! { output }, outputs.clone());
    let (pattern, each) = values.iter().rev().fold(start, |(pattern, each), samples| {
        let Samples {
            name, each: other, ..
        } = samples;
        (
            quote! { (#name, #pattern) },
            quote! { ::core::iter::zip(#other, #each) },
        )
    });
    quote! { #pattern in #each }
}
