//! The implementation of `Compiled`, by which a network runs on the best instruction set of the processor.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_model::plan::{Batch, Memory, Plan};

use super::Context;
use super::literal::Number;
use super::ports::Ports;

impl Context {
    /// Emits the implementation for the type `name`, which calls the functions in `module`.
    pub(super) fn compiled<T: Number>(
        &self,
        plan: &Plan<'_, T>,
        name: &Ident,
        module: &Ident,
        [inputs, outputs]: [&Ports; 2],
    ) -> TokenStream {
        let xornet = &self.xornet;
        let float = &self.float;
        let (input, output) = (inputs.type_of(), outputs.type_of());
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
        let arguments = inputs.flat(&quote! { input });
        let (scratch, run, plain) = match plan.memory() {
            Memory::Variables => (
                quote! { [#float; 0] },
                quote! { #module::run(isa, #(#arguments),*) },
                quote! { #module::forward(#(#arguments),*) },
            ),
            Memory::Scratch => (
                self.scratch_type(plan),
                quote! { #module::run(isa, scratch, #(#arguments),*) },
                quote! { #module::forward(scratch, #(#arguments),*) },
            ),
        };
        let (run, plain) = (outputs.nested(&run), outputs.nested(&plain));
        let eight_bits = self.eight_bits();
        quote! {
            #[doc(hidden)]
            impl #xornet::__private::Compiled for #name {
                type Input = #input;
                type Output = #output;
                type Scratch = #scratch;

                #eight_bits
                const MACS: usize = Self::MACS;
                const BATCH: #xornet::__private::Batch = #xornet::__private::Batch::#batch;

                #[inline(always)]
                fn run<S: #xornet::__private::Isa>(
                    isa: S,
                    scratch: &mut #scratch,
                    input: &#input,
                ) -> #output {
                    let _ = &scratch;
                    #run
                }

                #batch_function

                #[inline(always)]
                fn plain(scratch: &mut #scratch, input: &#input) -> #output {
                    let _ = &scratch;
                    #plain
                }
            }
        }
    }
}
