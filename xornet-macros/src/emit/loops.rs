//! Dense layers as loops: their tables, and what is called for them.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use xornet_model::plan::{self, Loops, Run, Sparse, Tile};
use xornet_model::{Activation, Dense};

use super::Context;
use super::dense::{bytes, length, tables};
use super::number::Number;

impl Context {
    /// The weights, laid out for the kernels, and what the sums start from.
    pub(super) fn tiles<T: Number>(
        &self,
        index: usize,
        dense: &Dense<T>,
        loops: &Loops,
    ) -> TokenStream {
        let Self { xornet, float, .. } = self;
        let (tiles, sums) = names(index);
        let table = loops.tables(dense).concat();
        let length = length(table.len());
        let table = self.row(&table);
        let sums = self.sums(&sums, dense, loops.sums::<T>(dense.units()));
        quote! {
            static #tiles: #xornet::__private::Aligned<[#float; #length]> =
                #xornet::__private::Aligned(#table);
            #sums
        }
    }

    /// What is left of a pruned layer, and what its sums start from.
    pub(super) fn sparse<T: Number>(
        &self,
        index: usize,
        dense: &Dense<T>,
        sparse: &Sparse<T>,
    ) -> TokenStream {
        let Self { xornet, float, .. } = self;
        let (tiles, sums) = names(index);
        let width = length(plan::LISTS * plan::wide::<T>());
        let inputs = length(dense.inputs());
        let groups = length(sparse.steps.len());
        let count = length(sparse.inputs.len() / plan::LISTS);
        let steps = sparse.steps.iter().map(|&steps| length(steps));
        let indices = sparse.inputs.iter().flat_map(|input| input.to_le_bytes());
        let indices = Literal::byte_string(&indices.collect::<Vec<_>>());
        let weights = bytes(&sparse.weights);
        let rows = self.kernel(&quote! { rows });
        let sums = self.sums(&sums, dense, sparse.sums());
        quote! {
            static #tiles: #xornet::__private::Sparse<#float, #width, #inputs, #groups, #count> =
                #xornet::__private::Sparse::new(
                    [#(#steps),*],
                    #xornet::__private::indices(#indices),
                    #rows(#weights),
                );
            #sums
        }
    }

    /// The biases, filled up with zeros to `room` numbers.
    fn sums<T: Number>(&self, name: &Ident, dense: &Dense<T>, room: usize) -> TokenStream {
        let Self { xornet, float, .. } = self;
        let mut start = dense.biases().to_vec();
        start.resize(room, T::ZERO);
        let (room, start) = (length(room), self.row(&start));
        quote! {
            static #name: #xornet::__private::Aligned<[#float; #room]> =
                #xornet::__private::Aligned(#start);
        }
    }

    /// The layer in plain loops.
    pub(super) fn plain<T: Number>(&self, index: usize, dense: &Dense<T>) -> TokenStream {
        let (weights, biases) = tables(index);
        let dense_layer = self.kernel(&quote! { dense });
        let [inputs, units, partial] = [
            dense.inputs(),
            dense.units(),
            plan::partial_sums(dense.inputs(), dense.units()),
        ]
        .map(length);
        self.activate(
            dense.activation(),
            &quote! { #dense_layer::<#inputs, #units, #partial>(x, &#weights, &#biases) },
        )
    }

    /// The layer's sums on the instruction set `isa`, from `input` into `output`.
    pub(super) fn run<T: Number>(
        &self,
        index: usize,
        dense: &Dense<T>,
        loops: &Loops,
        input: &TokenStream,
        output: &Ident,
    ) -> TokenStream {
        let (tiles, sums) = names(index);
        let calls = calls(dense, loops).map(|(run, weights, units)| {
            let kernel = self.kernel_of(run, loops, dense.activation(), false);
            quote! { #kernel(isa, #input, &#tiles.0[#weights], &mut #output.0[#units]); }
        });
        quote! {
            let mut #output = #sums;
            #(#calls)*
        }
    }

    /// The sums of a pruned layer.
    pub(super) fn run_sparse(
        &self,
        index: usize,
        input: &TokenStream,
        output: &Ident,
    ) -> TokenStream {
        let xornet = &self.xornet;
        let (tiles, sums) = names(index);
        let kernel = self.kernel(&quote! { Kernels::sparse });
        quote! {
            let mut #output = #sums;
            #kernel(isa, #input, #xornet::__private::Sparse::view(&#tiles), &mut #output.0);
        }
    }

    /// The same for an array of samples, where the kernels take several.
    pub(super) fn run_block<T: Number>(
        &self,
        index: usize,
        dense: &Dense<T>,
        loops: &Loops,
        inputs: &TokenStream,
        outputs: &Ident,
    ) -> TokenStream {
        let (tiles, sums) = names(index);
        let xornet = &self.xornet;
        let samples = quote! { #xornet::__private::SAMPLES };
        let calls = calls(dense, loops).map(|(run, weights, units)| {
            let kernel = self.kernel_of(run, loops, dense.activation(), true);
            quote! {
                #kernel(
                    isa,
                    #inputs,
                    &#tiles.0[#weights],
                    #outputs.each_mut().map(|x| &mut x.0[#units]),
                );
            }
        });
        quote! {
            let mut #outputs = [#sums; #samples];
            #(#calls)*
        }
    }

    /// The kernel for a run of tiles; `several` says for how many samples.
    fn kernel_of<T: Number>(
        &self,
        run: &Run,
        loops: &Loops,
        activation: Activation<T>,
        several: bool,
    ) -> TokenStream {
        let relu = loops.fuses(activation);
        let (partial, partial_literal) = (loops.partial, length(loops.partial));
        let kernel = match (run.tile, loops.long) {
            (Tile::Wide(registers), true) => {
                let relu = if relu { "_relu" } else { "" };
                let block = if several { "_block" } else { "" };
                let name = format_ident!("columns_{registers}x{partial}{relu}{block}");
                quote! { Kernels::#name }
            }
            (Tile::Units(units), true) => {
                let name = format_ident!("rows_{units}x{partial}");
                quote! { Kernels::#name }
            }
            (Tile::Wide(registers), false) => {
                let registers = length(registers);
                quote! { inlined::columns::<_, #registers, #partial_literal, #relu> }
            }
            (Tile::Units(units), false) => {
                let units = length(units);
                quote! { inlined::rows::<_, #units, #partial_literal> }
            }
            (Tile::Narrow, _) => quote! { inlined::narrow::<_, #partial_literal> },
        };
        self.kernel(&kernel)
    }
}

fn names(index: usize) -> (Ident, Ident) {
    (
        format_ident!("TILES_{index}"),
        format_ident!("SUMS_{index}"),
    )
}

/// The runs of a layer, with the ranges of their weights in the table and of their units.
fn calls<'a, T: Number>(
    dense: &Dense<T>,
    loops: &'a Loops,
) -> impl Iterator<Item = (&'a Run, TokenStream, TokenStream)> {
    let inputs = dense.inputs();
    let (mut weight, mut unit) = (0, 0);
    loops.runs.iter().map(move |run| {
        let units = run.count * run.tile.sums::<T>();
        let weights = match run.tile {
            Tile::Units(_) => units * inputs.next_multiple_of(loops.partial),
            Tile::Wide(_) | Tile::Narrow => units * inputs,
        };
        let range = |from: usize, length: usize| {
            let [from, to] = [from, from + length].map(Literal::usize_unsuffixed);
            quote! { #from..#to }
        };
        let ranges = (run, range(weight, weights), range(unit, units));
        (weight, unit) = (weight + weights, unit + units);
        ranges
    })
}
