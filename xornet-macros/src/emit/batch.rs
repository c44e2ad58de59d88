//! Many forward passes at once.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_model::Activation;
use xornet_model::plan::{self, Code, Plan, Step};

use super::Context;
use super::dense::{length, tables};
use super::number::Number;
use super::run::Input;

/// Multiply-adds up to which a network goes through samples side by side. Its layers are narrower
/// than a register then, and its tables stay in the cache.
const TINY: usize = 128;

impl Context {
    /// The variant of `Batch`, and the function that belongs to it.
    pub(super) fn batch<T: Number>(&self, plan: &Plan<'_, T>) -> (Ident, TokenStream) {
        let blocks = plan.steps.iter().any(|step| {
            matches!(step, Step::Dense { code: Code::Loops(loops), .. } if loops.takes_blocks())
        });
        let narrow = plan.steps.iter().all(|step| match step {
            Step::Dense { dense, .. } => dense.units() < plan::wide::<T>(),
            Step::Activation { .. } => true,
        });
        let macs = plan.steps.iter().map(|step| match step {
            Step::Dense { dense, .. } => dense.weights().len(),
            Step::Activation { .. } => 0,
        });
        let macs: usize = macs.sum();
        // Weights in the first-level cache are as near to one sample as to six.
        if blocks && macs * size_of::<T>() > plan::FIRST_LEVEL_CACHE {
            (format_ident!("Blocks"), self.run_blocks(plan))
        } else if narrow && macs <= TINY {
            (format_ident!("SideBySide"), self.run_side_by_side(plan))
        } else {
            (format_ident!("Singly"), TokenStream::new())
        }
    }

    fn run_blocks<T: Number>(&self, plan: &Plan<'_, T>) -> TokenStream {
        let xornet = &self.xornet;
        let samples = quote! { #xornet::__private::SAMPLES };
        let mut inputs = quote! { inputs };
        let mut input = Input::Network;
        let mut refs = quote! { &inputs.each_ref().map(|x| x.as_slice()) };
        let mut steps = TokenStream::new();
        for (index, step) in plan.steps.iter().enumerate() {
            let outputs = format_ident!("b{index}");
            let output = format_ident!("x{index}");
            let room = length(step.room());
            if let Step::Dense {
                dense,
                code: Code::Loops(loops),
                ..
            } = step
                && loops.takes_blocks()
                && !dense.activation().is_of_the_whole_layer()
            {
                steps.extend(self.run_block(index, dense, loops, &refs, &outputs));
                if !loops.fuses(dense.activation()) && dense.activation() != Activation::Linear {
                    let activate = self.activate_in_place(dense.activation(), &output);
                    steps.extend(quote! {
                        for #output in &mut #outputs {
                            #activate
                        }
                    });
                }
            } else {
                let run = self.run_step(index, step, &input, &output);
                let before = input.name();
                steps.extend(quote! {
                    let mut #outputs = [#xornet::__private::Aligned([0.0; #room]); #samples];
                    for (#before, output) in #inputs.iter().zip(&mut #outputs) {
                        #run
                        *output = #output;
                    }
                });
            }
            let units = length(step.units());
            refs = quote! { &#outputs.each_ref().map(|x| &x.0[..#units]) };
            inputs = quote! { #outputs };
            input = Input::Step(output);
        }
        let result = self.exactly(&input);
        let last = input.name();
        quote! {
            #[inline(always)]
            fn run_block<S: #xornet::__private::Isa>(
                isa: S,
                inputs: &[Self::Input; #samples],
                outputs: &mut [Self::Output; #samples],
            ) {
                #steps
                for (#last, output) in #inputs.iter().zip(outputs) {
                    *output = *#result;
                }
            }
        }
    }

    fn run_side_by_side<T: Number>(&self, plan: &Plan<'_, T>) -> TokenStream {
        let Self { xornet, float } = self;
        let mut input = format_ident!("x");
        let mut steps = TokenStream::new();
        for (index, step) in plan.steps.iter().enumerate() {
            let output = format_ident!("x{index}");
            let activation = match step {
                Step::Dense { dense, .. } => {
                    let (weights, biases) = tables(index);
                    let partial = length(plan::partial_sums(dense.inputs(), dense.units()));
                    let kernel = self.kernel(&quote! { inlined::side_by_side });
                    steps.extend(quote! {
                        let mut #output = #kernel::<_, _, _, #partial>(isa, &#input, &#weights, &#biases);
                    });
                    dense.activation()
                }
                Step::Activation { activation, .. } => {
                    steps.extend(quote! { let mut #output = #input; });
                    *activation
                }
            };
            let row = self.activate(activation, &quote! { *row });
            let units = length(step.units());
            if activation.is_of_the_whole_layer() {
                steps.extend(quote! {
                    let mut rows: [[#float; #units]; #xornet::__private::SIDE_BY_SIDE] = #xornet::__private::transpose(&#output);
                    for row in &mut rows {
                        *row = #row;
                    }
                    #output = #xornet::__private::transpose(&rows);
                });
            } else if activation != Activation::Linear {
                steps.extend(quote! {
                    for row in &mut #output {
                        *row = #row;
                    }
                });
            }
            input = output;
        }
        quote! {
            #[inline(always)]
            fn run_side_by_side<S: #xornet::__private::Isa>(
                isa: S,
                inputs: &[Self::Input; #xornet::__private::SIDE_BY_SIDE],
                outputs: &mut [Self::Output; #xornet::__private::SIDE_BY_SIDE],
            ) {
                let x = #xornet::__private::transpose(inputs);
                #steps
                *outputs = #xornet::__private::transpose(&#input);
            }
        }
    }
}
