//! The functions for forward passes whose values share one array, the scratch.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_model::plan::{Plan, Segment};
use xornet_model::{Network, ValueId};

use super::Context;
use super::layer::Emit;
use super::literal::{Number, length};
use super::values::{parameters, variable};

/// Returns the names of the parameters for the inputs.
fn names<T: Number>(network: &Network<T>) -> Vec<Ident> {
    let parameters = parameters(network.input_values()).into_iter();
    parameters.map(|(_, name)| name).collect()
}

/// The context in which a layer's code runs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// In const contexts, and on processors without SIMD.
    Const,
    /// On an instruction set.
    Run,
}

impl Context {
    /// Emits the function `name` for const contexts, from the inputs and a scratch to the outputs.
    pub(super) fn scratch_forward<T: Number>(&self, plan: &Plan<'_, T>, name: &str) -> TokenStream {
        let network = plan.network();
        let inputs = self.parameters(network, network.input_values());
        let output = self.array_type(network, network.output_values());
        let scratch = self.scratch_type(plan);
        let result = self.outputs(plan);
        let functions = self.segments(plan, Mode::Const, name);
        let names = names(network);
        let (state, argument) = (self.state.parameter(), self.state.argument());
        let calls = (0..plan.segments().len()).map(|index| {
            let name = format_ident!("{name}_{index}");
            quote! { #name(#argument scratch, #(#names),*); }
        });
        let name = format_ident!("{name}");
        quote! {
            #functions

            #[inline]
            pub(super) const fn #name(#state scratch: &mut #scratch, #(#inputs),*) -> #output {
                #(#calls)*
                #result
            }
        }
    }

    /// Emits the function `run` on an instruction set, from the inputs and a scratch to the outputs.
    pub(super) fn scratch_run<T: Number>(&self, plan: &Plan<'_, T>) -> TokenStream {
        let xornet = &self.xornet;
        let network = plan.network();
        let inputs = self.parameters(network, network.input_values());
        let output = self.array_type(network, network.output_values());
        let scratch = self.scratch_type(plan);
        let result = self.outputs(plan);
        let parts = self.segments(plan, Mode::Run, "run");
        let names = names(network);
        let (state, argument) = (self.state.parameter(), self.state.field_value());
        let calls = (0..plan.segments().len()).map(|index| {
            let part = format_ident!("Part{index}");
            let part = quote! { #part { #argument scratch: &mut *scratch, #(#names),* } };
            match plan.segments().len() {
                1 => quote! { #xornet::__private::Part::run(#part, isa); },
                _ => quote! { isa.part(#part); },
            }
        });
        quote! {
            #parts

            #[inline(always)]
            pub(super) fn run<S: #xornet::__private::Isa>(
                isa: S,
                #state
                scratch: &mut #scratch,
                #(#inputs),*
            ) -> #output {
                #(#calls)*
                #result
            }
        }
    }

    /// Emits the type of the scratch.
    pub(super) fn scratch_type<T: Number>(&self, plan: &Plan<'_, T>) -> TokenStream {
        let float = &self.float;
        let count = length(plan.buffers().length());
        quote! { [#float; #count] }
    }

    /// Emits a function for each segment.
    fn segments<T: Number>(&self, plan: &Plan<'_, T>, mode: Mode, name: &str) -> TokenStream {
        let xornet = &self.xornet;
        let network = plan.network();
        let scratch = self.scratch_type(plan);
        let inline = match plan.segments().len() {
            1 => quote! { #[inline(always)] },
            _ => quote! { #[inline(never)] },
        };
        let segments = plan.segments().iter().enumerate();
        let functions = segments.map(|(index, segment)| {
            let steps = self.segment(plan, segment, mode);
            if mode == Mode::Const {
                let name = format_ident!("{name}_{index}");
                let inputs = self.parameters(network, network.input_values());
                let state = self.state.parameter();
                return quote! {
                    #inline
                    #[allow(unused_variables, reason = "not every segment takes every input, or the state")]
                    const fn #name(#state scratch: &mut #scratch, #(#inputs),*) {
                        #steps
                    }
                };
            }
            let part = format_ident!("Part{index}");
            let names = names(network);
            let types = network.input_values().iter();
            let types = types.map(|&id| self.flat_type(network, id));
            let (state, field) = (self.state.name(), self.state.named_field());
            quote! {
                struct #part<'a> {
                    #field
                    scratch: &'a mut #scratch,
                    #(#names: &'a #types),*
                }

                impl #xornet::__private::Part for #part<'_> {
                    type Output = ();

                    #[inline(always)]
                    #[allow(unused_variables, reason = "not every segment takes every input, or the state")]
                    fn run<S: #xornet::__private::Isa>(self, isa: S) {
                        let Self { #state scratch, #(#names),* } = self;
                        #steps
                    }
                }
            }
        });
        functions.collect()
    }

    /// Emits the layers of a segment, each in a scope of its own.
    fn segment<T: Number>(&self, plan: &Plan<'_, T>, segment: &Segment, mode: Mode) -> TokenStream {
        let network = plan.network();
        let arguments: BTreeMap<ValueId, Ident> =
            parameters(network.input_values()).into_iter().collect();
        let steps = segment.steps.clone().map(|index| {
            let step = &plan.steps()[index];
            let output = variable(index);
            let mut places = vec![(step.node.output(), output.clone())];
            let taken = if step.in_place { 1 } else { 0 };
            let mut inputs = Vec::new();
            for &id in &step.node.inputs()[taken..] {
                let name = match (
                    arguments.get(&id),
                    places.iter().find(|(other, _)| *other == id),
                ) {
                    (Some(name), _) => name.clone(),
                    (None, Some((_, name))) => name.clone(),
                    (None, None) => {
                        let name = format_ident!("v{}", id.index());
                        places.push((id, name.clone()));
                        name
                    }
                };
                inputs.push(quote! { #name });
            }
            let split = self.split(plan, places);
            let emitter: &dyn Emit<T> = T::emitter(&step.code);
            let output = quote! { #output };
            let code = match mode {
                Mode::Const => emitter.call_into(self, index, step, &inputs, &output),
                Mode::Run => emitter.run_into(self, index, step, &inputs, &output),
            };
            quote! {{
                #split
                #code
            }}
        });
        steps.collect()
    }

    /// Emits exclusive references to the places of some values in the scratch.
    fn split<T: Number>(&self, plan: &Plan<'_, T>, places: Vec<(ValueId, Ident)>) -> TokenStream {
        let xornet = &self.xornet;
        let offset = |id: ValueId| plan.buffers().offsets()[id.index()];
        let mut places = places;
        places.sort_by_key(|(id, _)| offset(*id));
        let mut end = 0;
        let mut rest = quote! { scratch };
        let mut code = TokenStream::new();
        let last = places.len() - 1;
        for (position, (id, name)) in places.into_iter().enumerate() {
            let count = plan.network().length(id);
            let [gap, length] = [offset(id) - end, count].map(length);
            let others = match position == last {
                true => quote! { _ },
                false => quote! { rest },
            };
            code.extend(quote! {
                let (#name, #others) = #xornet::__private::take::<_, #gap, #length>(#rest);
            });
            rest = quote! { rest };
            end = offset(id) + count;
        }
        code
    }

    /// Emits the outputs of the network, copied from the scratch.
    fn outputs<T: Number>(&self, plan: &Plan<'_, T>) -> TokenStream {
        let xornet = &self.xornet;
        let network: &Network<T> = plan.network();
        let outputs = network.output_values().iter().map(|&id| {
            let [offset, count] =
                [plan.buffers().offsets()[id.index()], network.length(id)].map(length);
            quote! { *#xornet::__private::take::<_, #offset, #count>(scratch).0 }
        });
        match network.output_values() {
            [_] => quote! { #(#outputs)* },
            _ => quote! { (#(#outputs),*) },
        }
    }
}
