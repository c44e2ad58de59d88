//! Convolutions in tiles, for SIMD.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use xornet_core::Steps;
use xornet_model::plan::Axis;
use xornet_model::plan::tiles::Tiles;

use crate::emit::Context;
use crate::emit::literal::{Float, length};

impl Context {
    /// Emits the table of the tiles of a layer, and the layer as kernels take it.
    pub(super) fn tiles_of<T: Float>(&self, tiles: &Tiles<T>, index: usize) -> TokenStream {
        let Self { xornet, float, .. } = self;
        let (table, name) = names(index);
        let count = length(tiles.table.len());
        let numbers = self.row(&tiles.table);
        let axes = tiles.axes.each_ref().map(|axis| self.runs(axis));
        let channels = [tiles.channels, tiles.filters, tiles.groups].map(length);
        let relu = tiles.relu;
        let table_of_layer = (!self.state.shared).then(|| {
            quote! {
                static #table: #xornet::__private::Aligned<[#float; #count]> =
                    #xornet::__private::Aligned(#numbers);
            }
        });
        quote! {
            #table_of_layer
            static #name: #xornet::__private::Tiles<'static, #float> =
                #xornet::__private::Tiles::new([#(#axes),*], [#(#channels),*], &#table.0, #relu);
        }
    }

    /// Emits the call that computes a layer's sums in `y` on the instruction set `isa`, from `t0`.
    pub(super) fn run_tiles<T: Float>(&self, tiles: &Tiles<T>, index: usize) -> TokenStream {
        let (_, name) = names(index);
        let kernel = self.compiled_kernel(tiles.kernel);
        quote! { #kernel(isa, &#name, t0, y); }
    }

    /// Emits the windows along one axis.
    fn runs(&self, axis: &Axis) -> TokenStream {
        let xornet = &self.xornet;
        let runs = axis.runs.iter().map(|run| {
            let [output, count, input, tap, taps] =
                [run.output, run.count, run.input, run.tap, run.taps].map(length);
            quote! { #xornet::__private::Run::new([#output, #count], #input, [#tap, #taps]) }
        });
        let Steps {
            output,
            input,
            tap,
            tap_input,
            ..
        } = axis.steps;
        let [output, input, tap] = [output, input, tap].map(length);
        let tap_input = Literal::isize_unsuffixed(tap_input);
        let lengths = axis.lengths.map(length);
        quote! {
            #xornet::__private::Axis::new(
                &[#(#runs),*],
                #xornet::__private::Steps::new([#output, #input, #tap], #tap_input),
                [#(#lengths),*],
            )
        }
    }
}

/// Returns the names of the table and of the layer.
fn names(index: usize) -> (Ident, Ident) {
    (
        format_ident!("TABLE_{index}"),
        format_ident!("TILES_{index}"),
    )
}
