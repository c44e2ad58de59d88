//! The graph of the network, for the reference.

use proc_macro2::TokenStream;
use quote::quote;
use xornet_model::ValueId;
use xornet_model::plan::Plan;

use super::Context;
use super::literal::{Number, length};

impl Context {
    /// Emits the constant `GRAPH` and its parts.
    pub(super) fn graph<T: Number>(&self, plan: &Plan<'_, T>) -> TokenStream {
        let Self { xornet, float, .. } = self;
        let network = plan.network();
        let values = network.values().iter().zip(plan.buffers().offsets());
        let values = values.map(|(value, &offset)| {
            let axes = value.shape.axes().iter().map(|&axis| length(axis));
            let offset = length(offset);
            quote! { #xornet::graph::Value::new(&[#(#axes),*], #offset) }
        });
        let nodes = plan.steps().iter().enumerate().map(|(index, step)| {
            let layer = T::emitter(&step.code).reference(self, index);
            let inputs = indices(step.node.inputs());
            let output = length(step.node.output().index());
            quote! { #xornet::graph::Node::new(#layer, #inputs, #output) }
        });
        let inputs = indices(network.input_values());
        let outputs = indices(network.output_values());
        quote! {
            const VALUES: &[#xornet::graph::Value] = &[#(#values),*];
            const NODES: &[#xornet::graph::Node<'static, #float>] = &[#(#nodes),*];
            pub(super) const GRAPH: #xornet::graph::Graph<'static, #float> =
                #xornet::graph::Graph::new(VALUES, NODES, #inputs, #outputs);
        }
    }
}

/// Emits a slice of the values' indices.
fn indices(ids: &[ValueId]) -> TokenStream {
    let ids = ids.iter().map(|id| length(id.index()));
    quote! { &[#(#ids),*] }
}
