//! Operations on several tensors, element by element.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use xornet_core::{Merge, Shape};
use xornet_model::plan::Step;

use super::Parts;
use crate::emit::Context;
use crate::emit::literal::{Float, length};

impl Context {
    /// Emits the operation of each input after the first on the output.
    pub(super) fn merge<T: Float>(&self, layer: &Merge<T>, step: &Step<'_, T>) -> Parts {
        let Self { xornet, float, .. } = self;
        let kind = self.kind(layer.kind);
        let activation = self.activation(layer.activation);
        let shape = axes(&layer.shape);
        let steps = |input: &Shape| {
            let input = axes(input);
            let shape = |axes: &TokenStream| quote! { #xornet::Shape::of(#axes) };
            let (from, to) = (shape(&input), shape(&axes(&layer.shape)));
            quote! { const { #xornet::Broadcast::new(&#from, &#to) } }
        };
        let operation = format_ident!("{}", layer.kind.name());
        let operation = self.kernel(&quote! { #operation });
        let others = step.inputs.iter().enumerate().skip(1);
        let change = others.map(|(index, input)| {
            let (x, steps) = (format_ident!("t{index}"), steps(input));
            quote! { #operation(#steps, #x, y); }
        });
        let start = match &step.inputs[..] {
            [first, ..] if *first != step.output => {
                let (broadcast, steps) = (self.kernel(&quote! { broadcast }), steps(first));
                quote! { #broadcast(#steps, t0, y); }
            }
            _ => self.start_by_copy(),
        };
        Parts {
            tables: TokenStream::new(),
            layer: (
                quote! { Merge<#float> },
                quote! { #xornet::Merge::new(#kind, #shape, #activation) },
            ),
            start,
            change: change.collect(),
        }
    }
}

/// Emits the axes of a shape.
pub(in crate::emit) fn axes(shape: &Shape) -> TokenStream {
    let axes = shape.axes().iter().map(|&axis| length(axis));
    quote! { &[#(#axes),*] }
}
