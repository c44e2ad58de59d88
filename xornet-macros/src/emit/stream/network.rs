//! The expansion of a stream: the type, which is the state, and the code of its steps.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_model::Network;
use xornet_model::plan::{Memory, Plan, StreamPlan};

use super::interface::{Bodies, Interface};
use super::state::State;
use crate::call::Call;
use crate::emit::literal::{Literally, Number, length, zero};
use crate::emit::ports::Ports;
use crate::emit::{Context, docs, module, test_cases};
use crate::source::Source;

/// Emits the whole expansion, as [`network`](crate::emit::network) does for other networks.
pub(crate) fn stream<T: Number>(
    call: &Call,
    name: &Ident,
    source: &Source,
    plan: &StreamPlan<'_, T>,
    passed: bool,
) -> TokenStream {
    let (network, step) = (plan.network(), plan.step());
    let Call {
        xornet,
        attributes,
        visibility,
        ..
    } = call;
    let mut context = Context::new::<T>(xornet);
    context.state = State::of(&context, step);
    let ports = |list, suffix| Ports::new(list, name, suffix, &context.float, &context.xornet);
    let inputs = ports(step.network().input_ports(), "Input");
    let outputs = ports(step.network().output_ports(), "Output");
    let interface = Interface {
        xornet,
        name,
        float: context.float.clone(),
        inputs: &inputs,
        outputs: &outputs,
        stride: network.stride(),
        lengths: [plan.kept(), step.buffers().length()],
        parameters: network.parameters(),
        macs: network.macs(),
        weight_bytes: network.weight_bytes(),
        activation_bytes: network.activation_bytes(),
        receptive_field: network.receptive_field(),
        names: [network.input_names(), network.output_names()],
        quantizations: context.quantizations(network),
        about: docs::code(&source.shown),
    };
    let module = module(name);
    let steps = Steps {
        context: &context,
        module: &module,
        ports: [&inputs, &outputs],
    };
    let docs = docs::stream(plan, source);
    let tracker = source.tracker();
    let implementation = interface.emit(&Bodies {
        initial: quote! { #module::INITIAL },
        settled: network
            .receptive_field()
            .map(|_| quote! { #module::SETTLED }),
        step: match step.has_loops() {
            true => quote! { #xornet::__private::step(self, input) },
            false => quote! { self.step_const(input) },
        },
        step_const: steps.step_const(step),
        process: quote! { #xornet::__private::process(self, inputs, outputs); },
        graph: quote! { #module::GRAPH },
    });
    let compiled = steps.compiled(plan, name);
    let items = context.stream_items(plan);
    let test_cases =
        passed.then(|| test_cases::streamed(&context, name, network, [&inputs, &outputs]));
    let state = context.state.type_of();
    let record = outputs.declare(visibility, name, "output");
    quote! {
        #(#attributes)*
        #docs
        #visibility struct #name {
            state: #state,
        }

        #record

        #[allow(
            clippy::approx_constant,
            clippy::neg_multiply,
            long_running_const_eval,
            reason = "weights are what they are, and large tables take many steps to lay out"
        )]
        const _: () = {
            #tracker
            mod #module {
                #items
            }
            #implementation
            #compiled
            #test_cases
        };
    }
}

/// The names that the calls of a step refer to.
struct Steps<'a> {
    context: &'a Context,
    module: &'a Ident,
    ports: [&'a Ports; 2],
}

impl Steps<'_> {
    /// Emits a step in plain loops, an expression of the output from `self` and `input`.
    fn step_const<T: Number>(&self, step: &Plan<'_, T>) -> TokenStream {
        let Self {
            module,
            ports: [inputs, outputs],
            ..
        } = self;
        let arguments = inputs.flat(&quote! { input });
        let scratch = scratch(step);
        outputs.nested(&quote! { #module::forward(&mut self.state, #scratch #(#arguments),*) })
    }

    /// Emits the implementation of `CompiledStream`.
    fn compiled<T: Number>(&self, plan: &StreamPlan<'_, T>, name: &Ident) -> TokenStream {
        let Self {
            context,
            module,
            ports: [inputs, outputs],
        } = self;
        let xornet = &context.xornet;
        let (input, output) = (inputs.type_of(), outputs.type_of());
        let arguments = inputs.flat(&quote! { input });
        let scratch_of_step = scratch(plan.step());
        let run = quote! { #module::run(isa, &mut self.state, #scratch_of_step #(#arguments),*) };
        let run = outputs.nested(&run);
        let (block, run_block) = match plan.block() {
            Some((steps, block)) => {
                let [steps, count] = [steps, block.network().inputs()].map(length);
                let scratch = scratch(block);
                // A step of several frames has an axis for these.
                let axes = inputs.list.iter().map(|port| port.shape.rank());
                let flat = vec![quote! { .as_flattened() }; axes.sum()];
                let copy = context.kernel(&quote! { copy });
                let run_block = quote! {
                    #[inline(always)]
                    fn run_block<S: #xornet::__private::Isa>(
                        &mut self,
                        isa: S,
                        inputs: &[Self::Input],
                        outputs: &mut [Self::Output],
                    ) {
                        let input = #xornet::__private::first::<_, #count>(inputs #(#flat)*);
                        let output = #module::run_block(isa, &mut self.state, #scratch input);
                        #copy(&output, outputs.as_flattened_mut());
                    }
                };
                (steps, run_block)
            }
            None => (length(1), TokenStream::new()),
        };
        let eight_bits = context.eight_bits();
        quote! {
            #[doc(hidden)]
            impl #xornet::__private::CompiledStream for #name {
                type Input = #input;
                type Output = #output;

                #eight_bits
                const BLOCK: usize = #block;

                #[inline(always)]
                fn run<S: #xornet::__private::Isa>(&mut self, isa: S, input: &#input) -> #output {
                    #run
                }

                #run_block

                #[inline(always)]
                fn plain(&mut self, input: &#input) -> #output {
                    self.step_const(input)
                }
            }
        }
    }
}

/// Emits the scratch of a call, if values are in one.
fn scratch<T: Number>(plan: &Plan<'_, T>) -> Option<TokenStream> {
    let count = length(plan.buffers().length());
    let number = format_ident!("{}", T::DTYPE.name());
    (plan.memory() == Memory::Scratch).then(|| {
        let zero = zero(&number);
        quote! { &mut [#zero; #count], }
    })
}

impl Context {
    /// Emits the items of the module.
    fn stream_items<T: Number>(&self, plan: &StreamPlan<'_, T>) -> TokenStream {
        let step = plan.step();
        let (state, initial) = (self.state.type_of(), self.state.initial());
        let items = self.items(step);
        let settled = plan.network().receptive_field().map(|_| self.settled(step));
        let block = plan.block().map(|(_, block)| self.block(step, block));
        quote! {
            pub(super) type State = #state;
            pub(super) const INITIAL: State = #initial;
            #items
            #settled
            #block
        }
    }

    /// Emits the state after many frames of zeros. Each layer keeps as many equal frames then as it has places for, so that
    /// one step computes it.
    fn settled<T: Number>(&self, step: &Plan<'_, T>) -> TokenStream {
        let mut context = self.clone();
        context.state.settles = true;
        let function = match step.memory() {
            Memory::Variables => context.forward_functions(step, "settle"),
            Memory::Scratch => context.scratch_forward(step, "settle"),
        };
        let inputs = length(step.network().inputs());
        let zero = self.silence(step.network());
        let scratch = scratch(step);
        quote! {
            #function

            pub(super) const SETTLED: State = {
                let mut state = INITIAL;
                let _ = settle(&mut state, #scratch &[#zero; #inputs]);
                state
            };
        }
    }

    /// Emits the number that stands for zero in the input.
    fn silence<T: Number>(&self, network: &Network<T>) -> TokenStream {
        let input = network.input_values().first();
        match input.and_then(|&input| network.quantization(input)) {
            Some(quantization) => Literally::literal(quantization.zero_point),
            None => self.zero(),
        }
    }

    /// Emits the code of several steps, with the tables of one where the code is of the same kind.
    fn block<T: Number>(&self, step: &Plan<'_, T>, block: &Plan<'_, T>) -> TokenStream {
        let mut context = self.clone();
        let layers = step.steps().iter().zip(block.steps()).enumerate();
        let layers = layers.map(|(index, (single, step))| {
            context.state.shared = T::emitter(&single.code).shares_tables();
            T::emitter(&step.code).items(&context, index, step)
        });
        let layers: Vec<_> = layers.collect();
        let run = match block.memory() {
            Memory::Variables => context.run_functions(block),
            Memory::Scratch => context.scratch_run(block),
        };
        let (xornet, network) = (&self.xornet, block.network());
        let inputs = self.parameters(network, network.input_values());
        let output = self.array_type(network, network.output_values());
        let (parameter, argument) = match block.memory() {
            Memory::Variables => (None, None),
            Memory::Scratch => {
                let scratch = self.scratch_type(block);
                (
                    Some(quote! { scratch: &mut #scratch, }),
                    Some(quote! { scratch, }),
                )
            }
        };
        quote! {
            mod block {
                #[allow(unused_imports, clippy::wildcard_imports, reason = "the tables of the layers")]
                use super::*;

                #(#layers)*
                #run
            }

            #[inline(always)]
            pub(super) fn run_block<S: #xornet::__private::Isa>(
                isa: S,
                state: &mut State,
                #parameter
                #(#inputs),*
            ) -> #output {
                block::run(isa, state, #argument input)
            }
        }
    }
}
