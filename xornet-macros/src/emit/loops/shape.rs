//! Other shapes, repetitions, ranges, and tensors one after the other.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_core::{Concatenate, LayerKind, Slice, Upsample};
use xornet_model::plan::Step;

use super::Parts;
use crate::emit::Context;
use crate::emit::literal::{Number, length};

impl Context {
    /// Emits another shape for the same numbers.
    pub(in crate::emit) fn reshape(&self, kind: LayerKind) -> Parts {
        let xornet = &self.xornet;
        let kind = self.kind(kind);
        Parts {
            tables: TokenStream::new(),
            layer: (quote! { Reshape }, quote! { #xornet::Reshape::new(#kind) }),
            start: self.start_by_copy(),
            change: TokenStream::new(),
        }
    }

    /// Emits a repetition of each position.
    pub(in crate::emit) fn upsample(&self, layer: &Upsample, name: &Ident) -> Parts {
        let xornet = &self.xornet;
        let [input, size] = [layer.input, layer.size].map(|sizes| {
            let sizes = sizes.map(length);
            quote! { [#(#sizes),*] }
        });
        let channels = length(layer.channels);
        let function = self.kernel(&quote! { upsample });
        Parts {
            tables: TokenStream::new(),
            layer: (
                quote! { Upsample },
                quote! { #xornet::Upsample::new(#input, #size, #channels) },
            ),
            start: quote! { #function(&#name, t0, y); },
            change: TokenStream::new(),
        }
    }

    /// Emits a range of an axis.
    pub(in crate::emit) fn slice(&self, layer: &Slice, name: &Ident) -> Parts {
        let xornet = &self.xornet;
        let sizes = [layer.outer, layer.length, layer.inner].map(length);
        let [start, count] = [layer.start, layer.count].map(length);
        let function = self.kernel(&quote! { slice });
        Parts {
            tables: TokenStream::new(),
            layer: (
                quote! { Slice },
                quote! { #xornet::Slice::new([#(#sizes),*], #start, #count) },
            ),
            start: quote! { #function(&#name, t0, y); },
            change: TokenStream::new(),
        }
    }

    /// Emits several tensors, one after the other.
    pub(in crate::emit) fn concatenate<T: Number>(
        &self,
        layer: &Concatenate,
        step: &Step<'_, T>,
    ) -> Parts {
        let xornet = &self.xornet;
        let outer = length(layer.outer);
        let function = self.kernel(&quote! { concatenate });
        let mut start = 0;
        let calls = step.inputs.iter().enumerate().map(|(index, input)| {
            let (x, place) = (format_ident!("t{index}"), length(start));
            start += input.count() / layer.outer;
            quote! { #function(#outer, #place, #x, y); }
        });
        Parts {
            start: quote! { #(#calls)* },
            tables: TokenStream::new(),
            layer: (
                quote! { Concatenate },
                quote! { #xornet::Concatenate::new(#outer) },
            ),
            change: TokenStream::new(),
        }
    }
}
