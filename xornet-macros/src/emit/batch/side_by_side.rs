//! The function for samples side by side, one in each lane.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_model::ValueId;
use xornet_model::plan::Plan;

use crate::emit::Context;
use crate::emit::literal::Number;
use crate::emit::values::variable;

impl Context {
    /// Emits the function `run_side_by_side`.
    pub(super) fn run_side_by_side<T: Number>(&self, plan: &Plan<'_, T>) -> TokenStream {
        let xornet = &self.xornet;
        let network = plan.network();
        let input = self.array_type(network, network.input_values());
        let output = self.array_type(network, network.output_values());
        let side_by_side = quote! { #xornet::__private::SIDE_BY_SIDE };
        let transpose = quote! { #xornet::__private::transpose };

        let mut code = TokenStream::new();
        let mut values: BTreeMap<ValueId, Ident> = BTreeMap::new();
        // The plan takes samples side by side only if there is one input and one output.
        for &id in network.input_values() {
            code.extend(quote! { let x = #transpose(inputs); });
            values.insert(id, format_ident!("x"));
        }
        let of = |values: &BTreeMap<ValueId, Ident>, ids: &[ValueId]| -> Vec<Ident> {
            ids.iter()
                .filter_map(|id| values.get(id).cloned())
                .collect()
        };
        for (index, step) in plan.steps().iter().enumerate() {
            let inputs = of(&values, step.node.inputs());
            let output = variable(index);
            code.extend(T::emitter(&step.code).run_side_by_side(self, index, &inputs, &output));
            values.insert(step.node.output(), output);
        }
        let results = of(&values, network.output_values());
        let result = quote! { #(*outputs = #transpose(&#results);)* };
        quote! {
            #[inline(always)]
            pub(super) fn run_side_by_side<S: #xornet::__private::Isa>(
                isa: S,
                inputs: &[#input; #side_by_side],
                outputs: &mut [#output; #side_by_side],
            ) {
                #code
                #result
            }
        }
    }
}
