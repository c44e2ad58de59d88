//! Layers of products as kernels take them.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_core::quantized::Layer;
use xornet_model::plan::Step;
use xornet_model::quantized::Packed;

use crate::emit::Context;
use crate::emit::literal::{decimals, length};
use crate::emit::loops::layer_name;

impl Context {
    /// Emits the tables of a layer's kernel, and the layer as the kernel takes it.
    pub(super) fn packed(
        &self,
        packed: &Packed,
        layer: &Layer<'_>,
        index: usize,
        step: &Step<'_, i8>,
    ) -> TokenStream {
        let (xornet, of_layer) = (&self.xornet, layer_name(index));
        let (table, folded, name) = names(index);
        let tables = (!self.state.shared).then(|| {
            let (count, numbers) = (length(packed.table.len()), self.row(&packed.table));
            let (filters, sums) = (length(packed.sums.len()), decimals(&packed.sums));
            quote! {
                static #table: #xornet::__private::Aligned<[i8; #count]> =
                    #xornet::__private::Aligned(#numbers);
                static #folded: [i32; #filters] = #xornet::__private::i8::fold(
                    #of_layer.biases,
                    &#sums,
                    #of_layer.zero_point,
                );
            }
        });
        let tables_of_layer = quote! { &#table.0, &#folded };
        let value = match layer {
            Layer::Dense(layer) => {
                let rows = step.inputs.iter().map(|input| input.count()).sum::<usize>();
                let rows = length(rows / layer.inputs);
                quote! { dense(&#of_layer, #rows, #tables_of_layer) }
            }
            _ => quote! { convolution(&#of_layer, #tables_of_layer) },
        };
        quote! {
            #tables
            const #name: #xornet::__private::i8::Products<'static> =
                #xornet::__private::i8::Products::#value;
        }
    }

    /// Emits the call that computes a layer on the instruction set `isa`, from `t0` to `y`.
    pub(super) fn run_packed(&self, index: usize) -> TokenStream {
        let (_, _, name) = names(index);
        quote! { isa.products(&#name, &mut [0; #name.buffer()], t0, y); }
    }
}

/// Returns the names of the table, of the biases for inputs that are moved, and of the layer.
fn names(index: usize) -> (Ident, Ident, Ident) {
    (
        format_ident!("PACKED_{index}"),
        format_ident!("FOLDED_{index}"),
        format_ident!("PRODUCTS_{index}"),
    )
}
