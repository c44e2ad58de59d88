//! The constant of each layer of eight bits, and the calls of its loops.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use xornet_core::Shape;
use xornet_core::quantized::{
    AddFactors, Convolution, Dense, Layer, Lookup, Merge, Operation, Softmax,
};
use xornet_model::plan::Step;

use super::tables::Tables;
use crate::emit::Context;
use crate::emit::literal::length;
use crate::emit::loops::{Parts, axes, layer_name};

impl Context {
    /// Emits the parts of a layer's code.
    pub(super) fn quantized(&self, layer: &Layer<'_>, index: usize, step: &Step<'_, i8>) -> Parts {
        let name = layer_name(index);
        let xornet = &self.xornet;
        let mut tables = Tables::new(self, index);
        // Layers that change integers one by one take them from where they are.
        let in_place = |layer_type: TokenStream, value: TokenStream, change: TokenStream| Parts {
            tables: TokenStream::new(),
            layer: (layer_type, value),
            start: self.start_by_copy(),
            change,
        };
        match layer {
            Layer::Dense(layer) => self.quantized_dense(layer, index),
            Layer::Convolution(layer) => self.quantized_convolution(layer, index),
            Layer::Merge(layer) => self.quantized_merge(layer, index, step),
            Layer::Pool(layer) => self.pool(layer, &name),
            Layer::GlobalPool(layer) => self.global_pool(layer, &name),
            Layer::Upsample(layer) => self.upsample(layer, &name),
            Layer::Slice(layer) => self.slice(layer, &name),
            Layer::Concatenate(layer) => self.concatenate(layer, step),
            Layer::Reshape(layer) => self.reshape(layer.kind),
            Layer::Mean(layer) => {
                let rescale = tables.rescale(&layer.rescale);
                let (channels, zero) = (
                    length(layer.channels),
                    Literal::i8_unsuffixed(layer.zero_point),
                );
                let function = self.kernel(&quote! { mean });
                Parts {
                    tables: tables.tables,
                    layer: (
                        quote! { quantized::Mean<'static> },
                        quote! { #xornet::quantized::Mean::new(#channels, #zero, #rescale) },
                    ),
                    start: quote! { #function(&#name, t0, y); },
                    change: TokenStream::new(),
                }
            }
            Layer::Lookup(Lookup { table, .. }) => {
                let of_table = format_ident!("TABLE_{index}");
                let function = self.kernel(&quote! { lookup });
                Parts {
                    tables: self.table(&of_table, &table[..]),
                    ..in_place(
                        quote! { quantized::Lookup<'static> },
                        quote! { #xornet::quantized::Lookup::new(&#of_table) },
                        quote! { #function(&#name, y); },
                    )
                }
            }
            Layer::Clamp(layer) => {
                let rescale = tables.rescale(&layer.rescale);
                let zero = Literal::i8_unsuffixed(layer.zero_point);
                let function = self.kernel(&quote! { clamp });
                Parts {
                    tables: tables.tables,
                    ..in_place(
                        quote! { quantized::ClampLayer<'static> },
                        quote! { #xornet::quantized::ClampLayer::new(#zero, #rescale) },
                        quote! { #function(&#name, y); },
                    )
                }
            }
            Layer::Softmax(Softmax {
                multiplier, least, ..
            }) => {
                let multiplier = self.multiplier(*multiplier);
                let least = Literal::i32_unsuffixed(*least);
                let channels = length(step.output.channels());
                let function = self.kernel(&quote! { softmax });
                in_place(
                    quote! { quantized::Softmax },
                    quote! { #xornet::quantized::Softmax::from_parts(#multiplier, #least) },
                    quote! { #function(&#name, #channels, y); },
                )
            }
            // Frames have no constant, and there is no other layer.
            other => self.reshape(other.kind()),
        }
    }

    fn quantized_dense(&self, layer: &Dense<'_>, index: usize) -> Parts {
        let (xornet, name) = (&self.xornet, layer_name(index));
        let mut tables = Tables::new(self, index);
        let [weights, biases] = tables.weights(layer.weights, layer.biases);
        let rescale = tables.rescale(&layer.rescale);
        let sizes = [layer.inputs, layer.units].map(length);
        let zero = Literal::i8_unsuffixed(layer.zero_point);
        let function = self.kernel(&quote! { dense });
        Parts {
            tables: tables.tables,
            layer: (
                quote! { quantized::Dense<'static> },
                quote! {
                    #xornet::quantized::Dense::new([#(#sizes),*], #weights, #biases, #zero, #rescale)
                },
            ),
            start: quote! { #function(&#name, t0, y); },
            change: TokenStream::new(),
        }
    }

    fn quantized_convolution(&self, layer: &Convolution<'_>, index: usize) -> Parts {
        let (xornet, name) = (&self.xornet, layer_name(index));
        let mut tables = Tables::new(self, index);
        let [weights, biases] = tables.weights(layer.weights, layer.biases);
        let rescale = tables.rescale(&layer.rescale);
        let kind = self.kind(layer.kind);
        let axes = [&layer.height, &layer.width].map(|axis| self.window_axis(axis));
        let channels = [layer.channels, layer.groups, layer.filters].map(length);
        let zero = Literal::i8_unsuffixed(layer.zero_point);
        let function = self.kernel(&quote! { convolution });
        Parts {
            tables: tables.tables,
            layer: (
                quote! { quantized::Convolution<'static> },
                quote! {
                    #xornet::quantized::Convolution::new(
                        #kind,
                        [#(#axes),*],
                        [#(#channels),*],
                        (#weights, #biases),
                        #zero,
                        #rescale,
                    )
                },
            ),
            start: quote! { #function(&#name, t0, y); },
            change: TokenStream::new(),
        }
    }

    fn quantized_merge(&self, layer: &Merge<'_>, index: usize, step: &Step<'_, i8>) -> Parts {
        let (xornet, name) = (&self.xornet, layer_name(index));
        let mut tables = Tables::new(self, index);
        let operation = match &layer.operation {
            Operation::Add(add) => {
                let factors = match add.factors {
                    AddFactors::Double(factors) => {
                        let factors = factors.map(|factor| self.multiplier(factor));
                        quote! { Double([#(#factors),*]) }
                    }
                    AddFactors::Single { factors, shift } => {
                        let factors = factors.map(Literal::i32_unsuffixed);
                        let shift = Literal::u32_unsuffixed(shift);
                        quote! { Single { factors: [#(#factors),*], shift: #shift } }
                    }
                    _ => TokenStream::new(),
                };
                let zero_points = add.zero_points.map(Literal::i8_unsuffixed);
                let limits = add.limits.map(Literal::i8_unsuffixed);
                quote! {
                    Add(#xornet::quantized::Add::new(
                        #xornet::quantized::AddFactors::#factors,
                        [#(#zero_points),*],
                        [#(#limits),*],
                    ))
                }
            }
            Operation::Multiply(multiply) => {
                let rescale = tables.rescale(&multiply.rescale);
                let zero_points = multiply.zero_points.map(Literal::i8_unsuffixed);
                quote! {
                    Multiply(#xornet::quantized::Multiply::new([#(#zero_points),*], #rescale))
                }
            }
            _ => TokenStream::new(),
        };
        let shape = axes(&layer.shape);
        let steps = step.inputs.iter().map(|input: &Shape| {
            let input = axes(input);
            quote! {
                const {
                    #xornet::Broadcast::new(&#xornet::Shape::of(#input), &#xornet::Shape::of(#shape))
                }
            }
        });
        let function = self.kernel(&quote! { merge });
        Parts {
            tables: tables.tables,
            layer: (
                quote! { quantized::Merge<'static> },
                quote! {
                    #xornet::quantized::Merge::new(
                        #shape,
                        #xornet::quantized::Operation::#operation,
                    )
                },
            ),
            start: quote! { #function(&#name, [#(#steps),*], [t0, t1], y); },
            change: TokenStream::new(),
        }
    }
}
