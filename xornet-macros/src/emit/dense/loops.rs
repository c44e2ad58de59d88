//! The code of dense layers as loops: their tables, and the calls of kernels.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use xornet_core::kernel::Kernel;
use xornet_model::Dense;
use xornet_model::plan::dense::{Call, LISTS, Loops, Run, Sparse, Tile, wide};

use crate::emit::Context;
use crate::emit::literal::{Float, bytes, length};

impl Context {
    /// Emits the weights in the layout of the kernels, and the biases that the sums start from.
    pub(super) fn tiles<T: Float>(
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

    /// Emits the weights that are left of a pruned layer, and the biases that the sums start from.
    pub(super) fn sparse<T: Float>(
        &self,
        index: usize,
        dense: &Dense<T>,
        sparse: &Sparse<T>,
    ) -> TokenStream {
        let Self { xornet, float, .. } = self;
        let (tiles, sums) = names(index);
        let width = length(LISTS * wide::<T>());
        let inputs = length(dense.inputs());
        let groups = length(sparse.steps.len());
        let count = length(sparse.inputs.len() / LISTS);
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

    /// Emits the biases, padded with zeros to `padded` numbers.
    fn sums<T: Float>(&self, name: &Ident, dense: &Dense<T>, padded: usize) -> TokenStream {
        let Self { xornet, float, .. } = self;
        let mut start = dense.biases().to_vec();
        start.resize(padded, T::ZERO);
        let (padded, start) = (length(padded), self.row(&start));
        quote! {
            static #name: #xornet::__private::Aligned<[#float; #padded]> =
                #xornet::__private::Aligned(#start);
        }
    }

    /// Emits the calls that compute a layer's sums on the instruction set `isa`, from `input` into `output`.
    pub(super) fn run_loops<T: Float>(
        &self,
        index: usize,
        dense: &Dense<T>,
        loops: &Loops,
        input: &TokenStream,
        output: &Ident,
    ) -> TokenStream {
        let (tiles, sums) = names(index);
        let calls = calls(dense, loops).map(|(run, weights, units)| {
            let kernel = self.kernel_of(dense, loops, run);
            quote! { #kernel(isa, #input, &#tiles.0[#weights], &mut #output.0[#units]); }
        });
        quote! {
            let mut #output = #sums;
            #(#calls)*
        }
    }

    /// Emits the call that computes a pruned layer's sums, from `input` into `output`.
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

    /// Emits the calls that compute a layer's sums for a block of samples; returns `None` if some tiles have no kernel for
    /// that.
    pub(super) fn run_block<T: Float>(
        &self,
        index: usize,
        dense: &Dense<T>,
        loops: &Loops,
        inputs: &TokenStream,
        outputs: &Ident,
    ) -> Option<TokenStream> {
        let (tiles, sums) = names(index);
        let xornet = &self.xornet;
        let samples = quote! { #xornet::__private::SAMPLES };
        let calls = calls(dense, loops).map(|(run, weights, units)| {
            let kernel = self.compiled_kernel(run.block?);
            Some(quote! {
                #kernel(
                    isa,
                    #inputs,
                    &#tiles.0[#weights],
                    #outputs.each_mut().map(|x| &mut x.0[#units]),
                );
            })
        });
        let calls: Vec<_> = calls.collect::<Option<_>>()?;
        Some(quote! {
            let mut #outputs = [#sums; #samples];
            #(#calls)*
        })
    }

    /// Emits the path of a kernel that is compiled with `xornet`.
    pub(in crate::emit) fn compiled_kernel(&self, kernel: Kernel) -> TokenStream {
        let name = format_ident!("{}", kernel.name());
        self.kernel(&quote! { Kernels::#name })
    }

    /// Emits the path of the function that computes the tiles of a run.
    fn kernel_of<T: Float>(&self, dense: &Dense<T>, loops: &Loops, run: &Run) -> TokenStream {
        if let Call::Kernel(kernel) = run.call {
            return self.compiled_kernel(kernel);
        }
        let relu = loops.relu;
        let partial = length(dense.partial_sums());
        self.kernel(&match run.tile {
            Tile::Wide(registers) => {
                let registers = length(registers);
                quote! { inlined::columns::<_, #registers, #partial, #relu> }
            }
            Tile::Units(units) => {
                let units = length(units);
                quote! { inlined::rows::<_, #units, #partial> }
            }
            Tile::Narrow => quote! { inlined::narrow::<_, #partial> },
        })
    }
}

/// Returns the names of a layer's tables for the kernels: the weights, and the start of the sums.
fn names(index: usize) -> (Ident, Ident) {
    (
        format_ident!("TILES_{index}"),
        format_ident!("SUMS_{index}"),
    )
}

/// Returns the runs of a layer, with the range of each run's weights in the table and the range of its units.
fn calls<'a, T: Float>(
    dense: &Dense<T>,
    loops: &'a Loops,
) -> impl Iterator<Item = (&'a Run, TokenStream, TokenStream)> {
    let inputs = dense.inputs();
    let partial = dense.partial_sums();
    let (mut weight, mut unit) = (0, 0);
    loops.runs.iter().map(move |run| {
        let units = run.count * run.tile.sums::<T>();
        let weights = match run.tile {
            Tile::Units(_) => units * inputs.next_multiple_of(partial),
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
