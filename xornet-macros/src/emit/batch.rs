//! Many forward passes at once.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use xornet_model::Activation;
use xornet_model::plan::{self, Batch, Code, Plan, Step};

use super::Context;
use super::dense::{length, tables};
use super::number::Number;
use super::run::{Input, ends};

impl Context {
    /// The function for several samples, where they are not taken singly.
    pub(super) fn batch_functions<T: Number>(
        &self,
        plan: &Plan<'_, T>,
        batch: Batch,
    ) -> TokenStream {
        match batch {
            Batch::Singly => TokenStream::new(),
            Batch::Blocks => self.run_blocks(plan),
            Batch::SideBySide => self.run_side_by_side(plan),
        }
    }

    /// The function `run_block`.
    fn run_blocks<T: Number>(&self, plan: &Plan<'_, T>) -> TokenStream {
        let Self { xornet, float } = self;
        let samples = quote! { #xornet::__private::SAMPLES };
        let [from, to] = ends(&plan.steps).map(length);
        let body = self.block_steps(&plan.steps);
        quote! {
            #[inline(always)]
            pub(super) fn run_block<S: #xornet::__private::Isa>(
                isa: S,
                inputs: &[[#float; #from]; #samples],
                outputs: &mut [[#float; #to]; #samples],
            ) {
                #body
            }
        }
    }

    /// The steps, from `inputs` to `outputs`.
    fn block_steps<T: Number>(&self, steps: &[Step<'_, T>]) -> TokenStream {
        let xornet = &self.xornet;
        let samples = quote! { #xornet::__private::SAMPLES };
        let mut inputs = quote! { inputs };
        let mut input = Input::Network;
        let mut refs = quote! { &inputs.each_ref().map(|x| x.as_slice()) };
        let mut code = TokenStream::new();
        for (index, step) in steps.iter().enumerate() {
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
                code.extend(self.run_block(index, dense, loops, &refs, &outputs));
                if !loops.fuses(dense.activation()) && dense.activation() != Activation::Linear {
                    let activate = self.activate_in_place(dense.activation(), &output);
                    code.extend(quote! {
                        for #output in &mut #outputs {
                            #activate
                        }
                    });
                }
            } else {
                let run = self.run_step(index, step, &input, &output);
                let before = input.name();
                code.extend(quote! {
                    let mut #outputs = [#xornet::__private::Aligned([0.0; #room]); #samples];
                    for (#before, output) in ::core::iter::zip(#inputs, &mut #outputs) {
                        #run
                        *output = #output;
                    }
                });
            }
            let units = length(step.units());
            refs = quote! { &#outputs.each_ref().map(|x| &x.0[..#units]) };
            inputs = quote! { &#outputs };
            input = Input::Step(output);
        }
        let result = self.exactly(&input);
        let last = input.name();
        quote! {
            #code
            for (#last, output) in ::core::iter::zip(#inputs, outputs) {
                *output = *#result;
            }
        }
    }

    fn run_side_by_side<T: Number>(&self, plan: &Plan<'_, T>) -> TokenStream {
        let Self { xornet, float } = self;
        let [from, to] = ends(&plan.steps).map(length);
        let mut input = format_ident!("x");
        let mut steps = TokenStream::new();
        for (index, step) in plan.steps.iter().enumerate() {
            let output = format_ident!("x{index}");
            let activation = match step {
                Step::Dense { dense, .. } => {
                    let (weights, biases) = tables(index);
                    let [inputs, units, partial] = [
                        dense.inputs(),
                        dense.units(),
                        plan::partial_sums(dense.inputs(), dense.units()),
                    ]
                    .map(length);
                    let kernel = self.kernel(&quote! { inlined::side_by_side });
                    let mutable = mutable(dense.activation());
                    steps.extend(quote! {
                        let #mutable #output = #kernel::<_, #inputs, #units, #partial>(isa, &#input, &#weights, &#biases);
                    });
                    dense.activation()
                }
                Step::Activation { activation, .. } => {
                    let mutable = mutable(*activation);
                    steps.extend(quote! { let #mutable #output = #input; });
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
            pub(super) fn run_side_by_side<S: #xornet::__private::Isa>(
                isa: S,
                inputs: &[[#float; #from]; #xornet::__private::SIDE_BY_SIDE],
                outputs: &mut [[#float; #to]; #xornet::__private::SIDE_BY_SIDE],
            ) {
                let x = #xornet::__private::transpose(inputs);
                #steps
                *outputs = #xornet::__private::transpose(&#input);
            }
        }
    }
}

/// `mut`, where an activation changes its input.
fn mutable<T: Number>(activation: Activation<T>) -> Option<TokenStream> {
    (activation != Activation::Linear).then(|| quote! { mut })
}
