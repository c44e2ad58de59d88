//! The code of one frame of a recurrent layer: the products of its matrices, and the gates.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_core::LayerKind;
use xornet_model::Activation;
use xornet_model::plan::recurrent::Code;

use crate::emit::Context;
use crate::emit::layer::Run;
use crate::emit::literal::{Float, length};
use crate::emit::values::Place;

/// The longest array of gates to which an activation is applied inline; the kernels for longer ones are calls.
const LONGEST_INLINED: usize = 160;

/// Whether code is for const contexts, or for the instruction set `isa`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Const,
    Run,
}

impl Context {
    /// Emits the body of the function of one frame, from `x` and `state` to the next state.
    pub(super) fn body_of_frame<T: Float>(&self, code: &Code<'_, T>, mode: Mode) -> TokenStream {
        let xornet = &self.xornet;
        let layer = &code.layer;
        let units = layer.units();
        let [gates, candidate, last_gate, reset, rnn, gru, cells, lstm] = [
            "gates",
            "candidate",
            "last_gate",
            "reset",
            "rnn",
            "gru",
            "cells",
            "lstm",
        ]
        .map(|name| {
            let name = format_ident!("{name}");
            self.kernel(&quote! { #name })
        });
        let matrix = |index: usize, input: TokenStream, name: &str| {
            self.matrix(code, index, &input, &format_ident!("{name}"), mode)
        };
        let gate = |activation: Activation<T>, count: usize, value: TokenStream| {
            self.gate(activation, count, &value, mode)
        };
        let u = length(units);
        // The numbers of sums for the frame, and for the state.
        let [n, m] = [layer.input.units, layer.state.units].map(length);
        let (a, b) = (matrix(0, quote! { x }, "a"), matrix(1, quote! { h }, "b"));
        let sums = quote! {
            let (h, rest) = #xornet::__private::take::<_, 0, #u>(state);
            #a
            #b
        };
        let (phi, sigma) = (layer.activation, layer.recurrent_activation);
        match (layer.kind, layer.candidate) {
            (LayerKind::Lstm, _) => {
                let g = length(3 * units);
                let all = gate(sigma, 3 * units, quote! { #gates::<#n, #m, #g>(a, b) });
                let last = gate(phi, units, quote! { #last_gate::<#n, #m, #u>(a, b) });
                let cells = gate(phi, units, quote! { #cells(gates, last, c) });
                quote! {
                    #sums
                    let (c, _) = #xornet::__private::take::<_, 0, #u>(rest);
                    let gates = &#all;
                    let last = &#last;
                    let cells = &#cells;
                    #lstm(gates, cells, h);
                }
            }
            (LayerKind::Gru, None) => {
                let g = length(2 * units);
                let all = gate(sigma, 2 * units, quote! { #gates::<#n, #m, #g>(a, b) });
                let n = gate(phi, units, quote! { #candidate::<#n, #g, #u>(a, b, gates) });
                quote! {
                    #sums
                    let _ = rest;
                    let gates = &#all;
                    let n = &#n;
                    #gru(gates, n, h);
                }
            }
            (LayerKind::Gru, Some(_)) => {
                let g = length(2 * units);
                let all = gate(sigma, 2 * units, quote! { #gates::<#n, #m, #g>(a, b) });
                let c = matrix(2, quote! { &reset }, "c");
                let n = gate(phi, units, quote! { #last_gate::<#n, #u, #u>(a, c) });
                quote! {
                    #sums
                    let _ = rest;
                    let gates = &#all;
                    let reset = #reset(gates, h);
                    #c
                    let n = &#n;
                    #gru(gates, n, h);
                }
            }
            _ => {
                let new = gate(phi, units, quote! { #gates::<#n, #m, #u>(a, b) });
                quote! {
                    #sums
                    let _ = rest;
                    #rnn(&#new, h);
                }
            }
        }
    }

    /// Emits the product of a matrix, and binds a reference to it, to exactly its units.
    fn matrix<T: Float>(
        &self,
        code: &Code<'_, T>,
        index: usize,
        input: &TokenStream,
        name: &Ident,
        mode: Mode,
    ) -> TokenStream {
        let Self { xornet, .. } = self;
        let matrix = &code.matrices[index];
        let units = length(matrix.dense.units());
        let function = format_ident!("layer_{index}");
        match mode {
            Mode::Const => quote! { let #name = &#function(#input); },
            Mode::Run => {
                match self.run_dense(matrix, index, &[Place::Argument(input.clone())], name) {
                    Run::Array(run) | Run::InPlace(run) => quote! {
                        #run
                        let #name = #xornet::__private::first::<_, #units>(&#name.0);
                    },
                    Run::Value(before, value) => quote! {
                        #before
                        let #name = &#value;
                    },
                }
            }
        }
    }

    /// Emits an activation of `count` sums, an expression of an array.
    fn gate<T: Float>(
        &self,
        activation: Activation<T>,
        count: usize,
        value: &TokenStream,
        mode: Mode,
    ) -> TokenStream {
        if mode == Mode::Const || count <= LONGEST_INLINED {
            return self.activate(activation, value);
        }
        let apply = self.apply_on_isa(activation, &quote! { sums }, count);
        quote! {{
            let mut sums = #value;
            #apply
            sums
        }}
    }
}
