//! A forward pass on an instruction set.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_model::Activation;
use xornet_model::plan::{Code, Plan, Step};

use super::Context;
use super::dense::length;
use super::interface::Interface;
use super::number::Number;

/// Numbers up to which an activation is inlined.
const INLINED: usize = 32;

impl Context {
    /// The implementation of `Compiled`.
    pub(super) fn compiled<T: Number>(
        &self,
        interface: &Interface<'_>,
        plan: &Plan<'_, T>,
    ) -> TokenStream {
        let Self { xornet, float } = self;
        let name = interface.name;
        let [inputs, outputs] = [interface.inputs, interface.outputs].map(length);
        let (batch, batch_function) = self.batch(plan);

        let mut input = Input::Network;
        let mut steps = TokenStream::new();
        for (index, step) in plan.steps.iter().enumerate() {
            let output = format_ident!("x{index}");
            steps.extend(self.run_step(index, step, &input, &output));
            input = Input::Step(output);
        }
        let result = self.exactly(&input);
        quote! {
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
                    #steps
                    *#result
                }

                #batch_function

                #[inline(always)]
                fn plain(input: &[#float; #inputs]) -> [#float; #outputs] {
                    Self::forward_const(input)
                }
            }
        }
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
            let activation = if fused {
                TokenStream::new()
            } else {
                self.activate_sums(dense.activation(), dense.units(), room, output)
            };
            return quote! { #sums #activation };
        }
        let function = format_ident!("layer_{index}");
        let input = self.exactly(input);
        quote! { let #output = #xornet::__private::Aligned(#function(#input)); }
    }

    /// Applies an activation to the sums of `units`, which zeros fill up to `room` numbers.
    pub(super) fn activate_sums<T: Number>(
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
                let units = length(units);
                let exact = quote! { *#xornet::__private::first::<_, #units>(&#sums.0) };
                let result = self.activate(activation, &exact);
                quote! { let #sums = #xornet::__private::Aligned(#result); }
            }
            _ if room <= INLINED => {
                let result = self.activate(activation, &quote! { #sums.0 });
                quote! { let #sums = #xornet::__private::Aligned(#result); }
            }
            _ => self.activate_in_place(activation, sums),
        }
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
            Input::Step(name) => quote! { #xornet::__private::first(&#name.0) },
        }
    }
}

/// Where a step finds its input.
pub(super) enum Input {
    /// In `input`, a reference to an array.
    Network,
    /// In an `Aligned` array, which may be longer than the step before has units.
    Step(Ident),
}

impl Input {
    /// The variable.
    pub(super) fn name(&self) -> Ident {
        match self {
            Self::Network => format_ident!("input"),
            Self::Step(name) => name.clone(),
        }
    }

    /// The first numbers.
    fn slice(&self, inputs: usize) -> TokenStream {
        match self {
            Self::Network => quote! { input },
            Self::Step(name) => {
                let inputs = length(inputs);
                quote! { &#name.0[..#inputs] }
            }
        }
    }
}
