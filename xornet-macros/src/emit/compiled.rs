//! The implementation of `Compiled`, by which a network runs on the best instruction set of the processor.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_model::plan::{Batch, Plan};

use super::Context;
use super::literal::Number;

impl Context {
    /// Emits the implementation for the type `name`, which calls the functions in `module`.
    pub(super) fn compiled<T: Number>(
        &self,
        plan: &Plan<'_, T>,
        name: &Ident,
        module: &Ident,
    ) -> TokenStream {
        let xornet = &self.xornet;
        let network = plan.network();
        let input = self.array_type(network, network.input_values());
        let output = self.array_type(network, network.output_values());
        let (batch, function, samples) = match plan.batch() {
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
                type Input = #input;
                type Output = #output;

                const MACS: usize = Self::MACS;
                const BATCH: #xornet::__private::Batch = #xornet::__private::Batch::#batch;

                #[inline(always)]
                fn run<S: #xornet::__private::Isa>(isa: S, input: &#input) -> #output {
                    #module::run(isa, input)
                }

                #batch_function

                #[inline(always)]
                fn plain(input: &#input) -> #output {
                    Self::forward_const(input)
                }
            }
        }
    }
}
