//! The functions for forward passes whose values are variables, in const contexts and on an instruction set.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_model::plan::{Plan, Segment, Step};

use super::Context;
use super::layer::Run;
use super::literal::{Number, length};
use super::values::{Place, Values, variable};

impl Context {
    /// Emits the function `name` for const contexts, which calls layer after layer; a long network has a function for each
    /// segment.
    pub(super) fn forward_functions<T: Number>(
        &self,
        plan: &Plan<'_, T>,
        name: &str,
    ) -> TokenStream {
        let network = plan.network();
        let (state, argument) = (self.state.parameter(), self.state.argument());
        let inputs = self.parameters(network, network.input_values());
        let output = self.array_type(network, network.output_values());
        let mut helpers = TokenStream::new();
        let body = match plan.segments() {
            [segment] => self.calls_of(plan, segment),
            segments => {
                for (index, segment) in segments.iter().enumerate() {
                    let name = format_ident!("{name}_{index}");
                    let inputs = self.parameters(network, &segment.inputs);
                    let output = self.array_type(network, &segment.outputs);
                    let body = self.calls_of(plan, segment);
                    helpers.extend(quote! {
                        #[inline(never)]
                        const fn #name(#state #(#inputs),*) -> #output {
                            #body
                        }
                    });
                }
                self.chained(plan, |index, inputs| {
                    let name = format_ident!("{name}_{index}");
                    quote! { #name(#argument #(#inputs),*) }
                })
            }
        };
        let name = format_ident!("{name}");
        quote! {
            #helpers
            #[inline]
            pub(super) const fn #name(#state #(#inputs),*) -> #output {
                #body
            }
        }
    }

    /// Emits calls of the layers' functions, and the outputs of the segment as an expression.
    fn calls_of<T: Number>(&self, plan: &Plan<'_, T>, segment: &Segment) -> TokenStream {
        let mut values = Values::of_parameters(&segment.inputs);
        let mut code = TokenStream::new();
        let last = segment.steps.end - 1;
        for index in segment.steps.clone() {
            let step = &plan.steps()[index];
            let (node, emitter) = (step.node, T::emitter(&step.code));
            let inputs = values.get(node.inputs());
            let inputs: Vec<_> = inputs.iter().map(|place| self.exactly(place)).collect();
            let name = variable(index);
            match emitter.call(index, &inputs) {
                Some(call) if index == last && segment.outputs == [node.output()] => {
                    return quote! { #code #call };
                }
                Some(call) => code.extend(quote! { let #name = #call; }),
                None => {
                    let count = length(step.outputs());
                    let output = quote! { &mut #name };
                    let call = emitter.call_into(self, index, step, &inputs, &output);
                    code.extend(quote! {
                        let mut #name = [0.0; #count];
                        #call
                    });
                }
            }
            values.set(node.output(), Place::Argument(quote! { &#name }));
        }
        let result = self.taken(&values.get(&segment.outputs));
        quote! { #code #result }
    }

    /// Emits calls of one function per segment, and the outputs of the network as an expression.
    fn chained<T: Number>(
        &self,
        plan: &Plan<'_, T>,
        call: impl Fn(usize, &[TokenStream]) -> TokenStream,
    ) -> TokenStream {
        let network = plan.network();
        let mut values = Values::of_parameters(network.input_values());
        let mut code = TokenStream::new();
        let last = plan.segments().len() - 1;
        for (index, segment) in plan.segments().iter().enumerate() {
            let places = values.get(&segment.inputs);
            let inputs: Vec<_> = places.iter().map(|place| self.exactly(place)).collect();
            let call = call(index, &inputs);
            if index == last && segment.outputs == network.output_values() {
                return quote! { #code #call };
            }
            let name = variable(index);
            code.extend(quote! { let #name = #call; });
            for (field, id) in segment.outputs.iter().enumerate() {
                let field = length(field);
                let reference = match segment.outputs.len() {
                    1 => quote! { &#name },
                    _ => quote! { &#name.#field },
                };
                values.set(*id, Place::Argument(reference));
            }
        }
        let result = self.taken(&values.get(network.output_values()));
        quote! { #code #result }
    }

    /// Emits the function `run` for an instruction set; a long network has a `Part` for each segment.
    pub(super) fn run_functions<T: Number>(&self, plan: &Plan<'_, T>) -> TokenStream {
        let xornet = &self.xornet;
        let network = plan.network();
        let inputs = self.parameters(network, network.input_values());
        let output = self.array_type(network, network.output_values());
        let state = self.state.parameter();
        let mut parts = TokenStream::new();
        let body = match plan.segments() {
            [segment] => self.run_segment(plan, segment),
            segments => {
                let segments = segments.iter().enumerate();
                parts.extend(segments.map(|(index, segment)| self.part(plan, index, segment)));
                let state = self.state.argument();
                self.chained(plan, |index, inputs| {
                    let part = format_ident!("Part{index}");
                    quote! { isa.part(#part(#state #(#inputs),*)) }
                })
            }
        };
        quote! {
            #parts
            #[inline(always)]
            pub(super) fn run<S: #xornet::__private::Isa>(isa: S, #state #(#inputs),*) -> #output {
                #body
            }
        }
    }

    /// Emits a segment of a long network, which is compiled as a function of its own.
    fn part<T: Number>(&self, plan: &Plan<'_, T>, index: usize, segment: &Segment) -> TokenStream {
        let xornet = &self.xornet;
        let network = plan.network();
        let part = format_ident!("Part{index}");
        let types = segment.inputs.iter().map(|&id| self.flat_type(network, id));
        let names = super::values::parameters(&segment.inputs);
        let names = names.iter().map(|(_, name)| name);
        let output = self.array_type(network, &segment.outputs);
        let body = self.run_segment(plan, segment);
        let (state, field) = (self.state.name(), self.state.field());
        quote! {
            struct #part<'a>(#field #(&'a #types),*);

            impl #xornet::__private::Part for #part<'_> {
                type Output = #output;

                #[inline(always)]
                fn run<S: #xornet::__private::Isa>(self, isa: S) -> #output {
                    let Self(#state #(#names),*) = self;
                    #body
                }
            }
        }
    }

    /// Emits the layers of a segment, from `input` to the value of the function.
    fn run_segment<T: Number>(&self, plan: &Plan<'_, T>, segment: &Segment) -> TokenStream {
        let xornet = &self.xornet;
        let mut values = Values::of_parameters(&segment.inputs);
        let mut code = TokenStream::new();
        let last = segment.steps.end - 1;
        for index in segment.steps.clone() {
            let step = &plan.steps()[index];
            let node = step.node;
            let inputs = values.get(node.inputs());
            let mut output = variable(index);
            match T::emitter(&step.code).run(self, index, step, &inputs, &output) {
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
        match T::emitter(&step.code).run_apart(self, index, step, inputs, output) {
            Run::Array(run) | Run::InPlace(run) => run,
            Run::Value(before, value) => quote! {
                #before
                let #output = #xornet::__private::Aligned(#value);
            },
        }
    }
}
