//! A forward pass on an instruction set.

use std::ops::Range;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_model::Activation;
use xornet_model::plan::{Batch, Code, Plan, SEGMENT, Step};

use super::Context;
use super::dense::length;
use super::interface::Interface;
use super::number::Number;

/// Numbers up to which an activation is inlined.
const INLINED: usize = 32;

impl Context {
    /// The implementation of `Compiled`.
    pub(super) fn compiled(
        &self,
        interface: &Interface<'_>,
        module: &Ident,
        batch: Batch,
    ) -> TokenStream {
        let Self { xornet, float } = self;
        let name = interface.name;
        let [inputs, outputs] = [interface.inputs, interface.outputs].map(length);
        let (batch, function, samples) = match batch {
            Batch::Singly => ("Singly", None, ""),
            Batch::Blocks => ("Blocks", Some("run_block"), "SAMPLES"),
            Batch::SideBySide => ("SideBySide", Some("run_side_by_side"), "SIDE_BY_SIDE"),
        };
        let batch = format_ident!("{batch}");
        let batch_function = function.map(|function| {
            let [function, samples] = [function, samples].map(|name| format_ident!("{name}"));
            quote! {
                #[inline(always)]
                fn #function<S: #xornet::__private::Isa>(
                    isa: S,
                    inputs: &[Self::Input; #xornet::__private::#samples],
                    outputs: &mut [Self::Output; #xornet::__private::#samples],
                ) {
                    #module::#function(isa, inputs, outputs);
                }
            }
        });
        quote! {
            #[doc(hidden)]
            impl #xornet::__private::Compiled for #name {
                type Input = [#float; #inputs];
                type Output = [#float; #outputs];

                const MACS: usize = Self::MACS;
                const BATCH: #xornet::__private::Batch = #xornet::__private::Batch::#batch;

                #[inline(always)]
                fn run<S: #xornet::__private::Isa>(
                    isa: S,
                    input: &[#float; #inputs],
                ) -> [#float; #outputs] {
                    #module::run(isa, input)
                }

                #batch_function

                #[inline(always)]
                fn plain(input: &[#float; #inputs]) -> [#float; #outputs] {
                    Self::forward_const(input)
                }
            }
        }
    }

    /// The function `run`; of a long network, with a `Part` for each piece.
    pub(super) fn run_functions<T: Number>(&self, plan: &Plan<'_, T>) -> TokenStream {
        let Self { xornet, float } = self;
        let [inputs, outputs] = ends(&plan.steps).map(length);
        let count = plan.segments().len();
        let mut parts = TokenStream::new();
        let body = if count == 1 {
            self.run_segment(0, &plan.steps)
        } else {
            let segments = plan.segments().enumerate();
            parts.extend(segments.map(|(index, steps)| self.part(index, steps)));
            let calls = (0..count).map(|index| {
                let part = format_ident!("Part{index}");
                let from = if index == 0 {
                    quote! { input }
                } else {
                    quote! { &x }
                };
                let call = quote! { isa.part::<#part>(#from) };
                if index + 1 == count {
                    call
                } else {
                    quote! { let x = #call; }
                }
            });
            calls.collect()
        };
        quote! {
            #parts
            #[inline(always)]
            pub(super) fn run<S: #xornet::__private::Isa>(
                isa: S,
                input: &[#float; #inputs],
            ) -> [#float; #outputs] {
                #body
            }
        }
    }

    /// A piece of a long network, which is compiled as a function of its own.
    fn part<T: Number>(&self, index: usize, steps: &[Step<'_, T>]) -> TokenStream {
        let Self { xornet, float } = self;
        let name = format_ident!("Part{index}");
        let [inputs, outputs] = ends(steps).map(length);
        let body = self.run_segment(index * SEGMENT, steps);
        quote! {
            struct #name;

            impl #xornet::__private::Part for #name {
                type Input = [#float; #inputs];
                type Output = [#float; #outputs];

                #[inline(always)]
                fn run<S: #xornet::__private::Isa>(
                    isa: S,
                    input: &[#float; #inputs],
                ) -> [#float; #outputs] {
                    #body
                }
            }
        }
    }

    /// The steps from number `start` on, from `input` to the value of the function.
    fn run_segment<T: Number>(&self, start: usize, steps: &[Step<'_, T>]) -> TokenStream {
        let mut input = Input::Network;
        let mut code = TokenStream::new();
        let last = steps.len().saturating_sub(1);
        for (index, step) in steps.iter().enumerate() {
            let output = format_ident!("x{}", start + index);
            match (step, &input) {
                (Step::Activation { activation, .. }, Input::Sums { name, length, room })
                    if !activation.is_of_the_whole_layer() =>
                {
                    code.extend(self.activate_sums(*activation, *length, *room, name));
                    if *room <= INLINED && *activation != Activation::Linear {
                        input = Input::Step(name.clone());
                    }
                    continue;
                }
                _ => {}
            }
            let (before, value) = self.step_value(start + index, step, &input, &output);
            code.extend(before);
            input = match value {
                // Written into the place of the result.
                Some(value) if index == last => return quote! { #code #value },
                Some(value) => {
                    let xornet = &self.xornet;
                    code.extend(quote! { let #output = #xornet::__private::Aligned(#value); });
                    Input::Step(output)
                }
                None => self.sums_of(step, output),
            };
        }
        let result = self.exactly(&input);
        quote! { #code *#result }
    }

    /// Computes `output`, an `Aligned` array, from `input`.
    pub(super) fn run_step<T: Number>(
        &self,
        index: usize,
        step: &Step<'_, T>,
        input: &Input,
        output: &Ident,
    ) -> TokenStream {
        let xornet = &self.xornet;
        let (before, value) = self.step_value(index, step, input, output);
        let value =
            value.map(|value| quote! { let #output = #xornet::__private::Aligned(#value); });
        quote! { #before #value }
    }

    /// The code of a step, and its value where that is an array of the step's units. Otherwise
    /// `output` is an `Aligned` array.
    fn step_value<T: Number>(
        &self,
        index: usize,
        step: &Step<'_, T>,
        input: &Input,
        output: &Ident,
    ) -> (TokenStream, Option<TokenStream>) {
        if let Step::Dense { dense, code, .. } = step
            && let Some(room) = code.room(dense)
        {
            let input = input.slice(dense.inputs());
            let (sums, fused) = match code {
                Code::Loops(loops) => (
                    self.run(index, dense, loops, &input, output),
                    loops.fuses(dense.activation()),
                ),
                _ => (self.run_sparse(index, &input, output), false),
            };
            let activation = dense.activation();
            if activation.is_of_the_whole_layer() {
                return (
                    sums,
                    Some(self.activate_exactly(activation, dense.units(), output)),
                );
            }
            let activation = if fused {
                TokenStream::new()
            } else {
                self.activate_sums(activation, dense.units(), room, output)
            };
            return (quote! { #sums #activation }, None);
        }
        let function = format_ident!("layer_{index}");
        let input = self.exactly(input);
        (TokenStream::new(), Some(quote! { #function(#input) }))
    }

    /// What a step left in `name`.
    fn sums_of<T: Number>(&self, step: &Step<'_, T>, name: Ident) -> Input {
        let shadowed = match step {
            Step::Dense { dense, code, .. } => {
                let fused = matches!(code, Code::Loops(loops) if loops.fuses(dense.activation()));
                step.room() <= INLINED && !fused && dense.activation() != Activation::Linear
            }
            Step::Activation { .. } => true,
        };
        if shadowed {
            Input::Step(name)
        } else {
            Input::Sums {
                name,
                length: step.units(),
                room: step.room(),
            }
        }
    }

    /// Applies an activation to the sums of `units`, which zeros fill up to `room` numbers.
    fn activate_sums<T: Number>(
        &self,
        activation: Activation<T>,
        units: usize,
        room: usize,
        sums: &Ident,
    ) -> TokenStream {
        let xornet = &self.xornet;
        match activation {
            Activation::Linear => TokenStream::new(),
            activation if activation.is_of_the_whole_layer() => {
                let result = self.activate_exactly(activation, units, sums);
                quote! { let #sums = #xornet::__private::Aligned(#result); }
            }
            _ if room <= INLINED => {
                let result = self.activate(activation, &quote! { #sums.0 });
                quote! { let #sums = #xornet::__private::Aligned(#result); }
            }
            _ => self.activate_in_place(activation, sums),
        }
    }

    /// An activation of the first `units` sums.
    fn activate_exactly<T: Number>(
        &self,
        activation: Activation<T>,
        units: usize,
        sums: &Ident,
    ) -> TokenStream {
        let xornet = &self.xornet;
        let units = length(units);
        let exact = quote! { *#xornet::__private::first::<_, #units>(&#sums.0) };
        self.activate(activation, &exact)
    }

    /// Applies an activation of one number to whole registers of sums, where they are.
    pub(super) fn activate_in_place<T: Number>(
        &self,
        activation: Activation<T>,
        sums: &Ident,
    ) -> TokenStream {
        let name = format_ident!("{}", activation.name());
        let function = self.kernel(&quote! { Kernels::#name });
        let parameter = activation.parameter().map(|(_, value)| value.literal());
        let parameter = parameter.into_iter();
        quote! { #function(isa, #sums.0.as_chunks_mut().0 #(, #parameter)*); }
    }

    /// A reference to an array of the length that the context asks for.
    pub(super) fn exactly(&self, input: &Input) -> TokenStream {
        let xornet = &self.xornet;
        match input {
            Input::Network => quote! { input },
            Input::Step(name) | Input::Sums { name, .. } => {
                quote! { #xornet::__private::first(&#name.0) }
            }
        }
    }
}

/// Calls one function after the other, from `input` to the value of the last.
pub(super) fn chain(name: &str, numbers: Range<usize>) -> TokenStream {
    let calls = numbers.clone().map(|index| {
        let function = format_ident!("{name}_{index}");
        let from = if index == numbers.start {
            quote! { input }
        } else {
            quote! { &x }
        };
        if index + 1 == numbers.end {
            quote! { #function(#from) }
        } else {
            quote! { let x = #function(#from); }
        }
    });
    calls.collect()
}

/// The length of the vector that goes into some steps, and of the one that comes out.
pub(super) fn ends<T: Number>(steps: &[Step<'_, T>]) -> [usize; 2] {
    [
        steps.first().map_or(0, Step::inputs),
        steps.last().map_or(0, Step::units),
    ]
}

/// Where a step finds its input.
pub(super) enum Input {
    /// In `input`, a reference to an array.
    Network,
    /// In an `Aligned` array, which may be longer than the step before has units.
    Step(Ident),
    /// The same, in a variable that may be changed: `length` numbers, filled up to `room`.
    Sums {
        name: Ident,
        length: usize,
        room: usize,
    },
}

impl Input {
    /// The variable.
    pub(super) fn name(&self) -> Ident {
        match self {
            Self::Network => format_ident!("input"),
            Self::Step(name) | Self::Sums { name, .. } => name.clone(),
        }
    }

    /// The first numbers.
    fn slice(&self, inputs: usize) -> TokenStream {
        match self {
            Self::Network => quote! { input },
            Self::Step(name) | Self::Sums { name, .. } => {
                let inputs = length(inputs);
                quote! { &#name.0[..#inputs] }
            }
        }
    }
}
