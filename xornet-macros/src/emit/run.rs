//! The functions for forward passes, in const contexts and on an instruction set.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_model::plan::{Plan, Segment, Step};

use super::Context;
use super::layer::{Run, emitter};
use super::literal::Number;
use super::values::{Place, Values, arguments, variable};

impl Context {
    /// Emits the function `forward` for const contexts, which calls layer after layer; a long network has a function for
    /// each segment.
    pub(super) fn forward_functions<T: Number>(&self, plan: &Plan<'_, T>) -> TokenStream {
        let network = plan.network();
        let input = self.array_type(network, network.input_values());
        let output = self.array_type(network, network.output_values());
        let mut helpers = TokenStream::new();
        let body = match plan.segments() {
            [segment] => self.calls_of(plan, segment),
            segments => {
                for (index, segment) in segments.iter().enumerate() {
                    let name = format_ident!("forward_{index}");
                    let input = self.array_type(network, &segment.inputs);
                    let output = self.array_type(network, &segment.outputs);
                    let body = self.calls_of(plan, segment);
                    helpers.extend(quote! {
                        #[inline(never)]
                        const fn #name(input: &#input) -> #output {
                            #body
                        }
                    });
                }
                self.chained(plan, |index, input| {
                    let name = format_ident!("forward_{index}");
                    quote! { #name(#input) }
                })
            }
        };
        quote! {
            #helpers
            #[inline]
            pub(super) const fn forward(input: &#input) -> #output {
                #body
            }
        }
    }

    /// Emits calls of the layers' functions, and the outputs of the segment as an expression.
    fn calls_of<T: Number>(&self, plan: &Plan<'_, T>, segment: &Segment) -> TokenStream {
        let mut values = Values::of_arguments(&segment.inputs);
        let mut code = TokenStream::new();
        let last = segment.steps.end - 1;
        for index in segment.steps.clone() {
            let node = plan.steps()[index].node;
            let function = format_ident!("layer_{index}");
            let inputs = values.get(node.inputs());
            let inputs = inputs.iter().map(|place| self.exactly(place));
            let call = quote! { #function(#(#inputs),*) };
            if index == last && segment.outputs == [node.output()] {
                return quote! { #code #call };
            }
            let name = variable(index);
            code.extend(quote! { let #name = #call; });
            values.set(node.output(), Place::Argument(quote! { &#name }));
        }
        let result = self.taken(&values.get(&segment.outputs));
        quote! { #code #result }
    }

    /// Emits calls of one function per segment, and the outputs of the network as an expression.
    fn chained<T: Number>(
        &self,
        plan: &Plan<'_, T>,
        call: impl Fn(usize, TokenStream) -> TokenStream,
    ) -> TokenStream {
        let network = plan.network();
        let mut values = Values::of_arguments(network.input_values());
        let mut code = TokenStream::new();
        let last = plan.segments().len() - 1;
        for (index, segment) in plan.segments().iter().enumerate() {
            let places = values.get(&segment.inputs);
            let input = match &places[..] {
                [place] => self.exactly(place),
                places => {
                    let taken = self.taken(places);
                    quote! { &#taken }
                }
            };
            let call = call(index, input);
            if index == last && segment.outputs == network.output_values() {
                return quote! { #code #call };
            }
            let name = variable(index);
            code.extend(quote! { let #name = #call; });
            let reference = match &segment.outputs[..] {
                [_] => quote! { &#name },
                _ => quote! { #name },
            };
            for (id, reference) in arguments(&segment.outputs, &reference) {
                values.set(id, Place::Argument(reference));
            }
        }
        let result = self.taken(&values.get(network.output_values()));
        quote! { #code #result }
    }

    /// Emits the function `run` for an instruction set; a long network has a `Part` for each segment.
    pub(super) fn run_functions<T: Number>(&self, plan: &Plan<'_, T>) -> TokenStream {
        let xornet = &self.xornet;
        let network = plan.network();
        let input = self.array_type(network, network.input_values());
        let output = self.array_type(network, network.output_values());
        let mut parts = TokenStream::new();
        let body = match plan.segments() {
            [segment] => self.run_segment(plan, segment),
            segments => {
                let segments = segments.iter().enumerate();
                parts.extend(segments.map(|(index, segment)| self.part(plan, index, segment)));
                self.chained(plan, |index, input| {
                    let part = format_ident!("Part{index}");
                    quote! { isa.part::<#part>(#input) }
                })
            }
        };
        quote! {
            #parts
            #[inline(always)]
            pub(super) fn run<S: #xornet::__private::Isa>(isa: S, input: &#input) -> #output {
                #body
            }
        }
    }

    /// Emits a segment of a long network, which is compiled as a function of its own.
    fn part<T: Number>(&self, plan: &Plan<'_, T>, index: usize, segment: &Segment) -> TokenStream {
        let xornet = &self.xornet;
        let name = format_ident!("Part{index}");
        let input = self.array_type(plan.network(), &segment.inputs);
        let output = self.array_type(plan.network(), &segment.outputs);
        let body = self.run_segment(plan, segment);
        quote! {
            struct #name;

            impl #xornet::__private::Part for #name {
                type Input = #input;
                type Output = #output;

                #[inline(always)]
                fn run<S: #xornet::__private::Isa>(isa: S, input: &#input) -> #output {
                    #body
                }
            }
        }
    }

    /// Emits the layers of a segment, from `input` to the value of the function.
    fn run_segment<T: Number>(&self, plan: &Plan<'_, T>, segment: &Segment) -> TokenStream {
        let xornet = &self.xornet;
        let mut values = Values::of_arguments(&segment.inputs);
        let mut code = TokenStream::new();
        let last = segment.steps.end - 1;
        for index in segment.steps.clone() {
            let Step {
                node, code: layer, ..
            } = &plan.steps()[index];
            let inputs = values.get(node.inputs());
            let mut output = variable(index);
            match emitter(layer).run(self, index, &inputs, &output) {
                Run::Array(run) => code.extend(run),
                Run::InPlace(run) => {
                    code.extend(run);
                    if let Some(name) = inputs.first().and_then(Place::name) {
                        output = name.clone();
                    }
                }
                // The last result is returned as it is, without a copy into an array.
                Run::Value(before, value)
                    if index == last && segment.outputs == [node.output()] =>
                {
                    return quote! { #code #before #value };
                }
                Run::Value(before, value) => code.extend(quote! {
                    #before
                    let #output = #xornet::__private::Aligned(#value);
                }),
            }
            values.set(node.output(), Place::Array(output));
        }
        let result = self.taken(&values.get(&segment.outputs));
        quote! { #code #result }
    }

    /// Emits a layer that binds `output`, an `Aligned` array, and changes no other array.
    pub(super) fn run_apart<T: Number>(
        &self,
        index: usize,
        step: &Step<'_, T>,
        inputs: &[Place],
        output: &Ident,
    ) -> TokenStream {
        let xornet = &self.xornet;
        match emitter(&step.code).run_apart(self, index, inputs, output) {
            Run::Array(run) | Run::InPlace(run) => run,
            Run::Value(before, value) => quote! {
                #before
                let #output = #xornet::__private::Aligned(#value);
            },
        }
    }
}
