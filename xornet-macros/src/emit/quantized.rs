//! The code of layers of eight bits: a constant with the layer, and calls of functions that take it.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use xornet_core::Shape;
use xornet_core::quantized::{
    AddFactors, Convolution, Dense, Factors, Layer, Lookup, Merge, Multiplier, Operation, Rescale,
    Softmax,
};
use xornet_model::plan::Step;
use xornet_model::quantized::Code;

use super::Context;
use super::layer::Emit;
use super::literal::{decimals, length};
use super::loops::{Parts, axes, layer_name};

impl Emit<i8> for Code<'_> {
    fn items(&self, context: &Context, index: usize, step: &Step<'_, i8>) -> TokenStream {
        if matches!(self.layer, Layer::Frames(_)) {
            return TokenStream::new();
        }
        let Parts {
            tables,
            layer: (layer_type, value),
            ..
        } = context.quantized(&self.layer, index, step);
        let (name, xornet) = (layer_name(index), &context.xornet);
        let tables = (!context.state.shared).then_some(tables);
        quote! {
            #tables
            const #name: #xornet::#layer_type = #value;
        }
    }

    fn reference(&self, context: &Context, index: usize) -> TokenStream {
        let xornet = &context.xornet;
        if let Layer::Frames(layer) = &self.layer {
            let frames = context.frames(&layer.frames);
            let zero = Literal::i8_unsuffixed(layer.zero_point);
            return quote! {
                #xornet::quantized::Layer::Frames(#xornet::quantized::Frames::new(#frames, #zero))
            };
        }
        let (variant, name) = (format_ident!("{}", variant(&self.layer)), layer_name(index));
        quote! { #xornet::quantized::Layer::#variant(#name) }
    }

    fn state(&self, context: &Context, _: usize) -> Option<(TokenStream, TokenStream)> {
        let Layer::Frames(layer) = &self.layer else {
            return None;
        };
        let zero = Literal::i8_unsuffixed(layer.zero_point);
        context.ring(&layer.frames, quote! { #zero })
    }

    fn call_into(
        &self,
        context: &Context,
        index: usize,
        step: &Step<'_, i8>,
        inputs: &[TokenStream],
        output: &TokenStream,
    ) -> TokenStream {
        if let Layer::Frames(layer) = &self.layer {
            return context.frames_into(&layer.frames, index, step, inputs, output);
        }
        let Parts { start, change, .. } = context.quantized(&self.layer, index, step);
        let code = context.sums_into([start, change], step, inputs, output);
        quote! {{ #code }}
    }

    fn run_into(
        &self,
        context: &Context,
        index: usize,
        step: &Step<'_, i8>,
        inputs: &[TokenStream],
        output: &TokenStream,
    ) -> TokenStream {
        self.call_into(context, index, step, inputs, output)
    }
}

/// Returns the name of a layer's variant.
fn variant(layer: &Layer<'_>) -> &'static str {
    match layer {
        Layer::Dense(_) => "Dense",
        Layer::Convolution(_) => "Convolution",
        Layer::Pool(_) => "Pool",
        Layer::GlobalPool(_) => "GlobalPool",
        Layer::Mean(_) => "Mean",
        Layer::Lookup(_) => "Lookup",
        Layer::Clamp(_) => "Clamp",
        Layer::Softmax(_) => "Softmax",
        Layer::Upsample(_) => "Upsample",
        Layer::Slice(_) => "Slice",
        Layer::Merge(_) => "Merge",
        Layer::Concatenate(_) => "Concatenate",
        _ => "Reshape",
    }
}

/// The tables of a layer, and the names of its weights, biases and factors.
struct Tables<'a> {
    context: &'a Context,
    index: usize,
    tables: TokenStream,
}

impl<'a> Tables<'a> {
    fn new(context: &'a Context, index: usize) -> Self {
        Self {
            context,
            index,
            tables: TokenStream::new(),
        }
    }

    /// Emits weights and biases, and returns references to them.
    fn weights(&mut self, weights: &[i8], biases: &[i32]) -> [TokenStream; 2] {
        let index = self.index;
        let (table, of_biases) = (
            format_ident!("WEIGHTS_{index}"),
            format_ident!("BIASES_{index}"),
        );
        let weights = self.context.table(&table, weights);
        let count = length(biases.len());
        let numbers = decimals(biases);
        self.tables.extend(quote! {
            #weights
            static #of_biases: [i32; #count] = #numbers;
        });
        [quote! { &#table }, quote! { &#of_biases }]
    }

    /// Emits the step from sums to outputs, and the table of its factors.
    fn rescale(&mut self, rescale: &Rescale<'_>) -> TokenStream {
        let xornet = &self.context.xornet;
        let name = format_ident!("FACTORS_{}", self.index);
        let (variant, number, factors) = match rescale.factors {
            Factors::Double(factors) => {
                let factors = factors
                    .iter()
                    .map(|factor| self.context.multiplier(*factor));
                (
                    quote! { Double },
                    quote! { #xornet::quantized::Multiplier },
                    factors.collect::<Vec<_>>(),
                )
            }
            Factors::Single(factors) => {
                let factors = factors.iter().map(|factor| {
                    let factor = Literal::f32_unsuffixed(*factor);
                    quote! { #factor }
                });
                (quote! { Single }, quote! { f32 }, factors.collect())
            }
            _ => (quote! { Single }, quote! { f32 }, Vec::new()),
        };
        let count = length(factors.len());
        let zero = Literal::i8_unsuffixed(rescale.zero_point);
        let [least, most] = rescale.limits.map(Literal::i8_unsuffixed);
        self.tables.extend(quote! {
            static #name: [#number; #count] = [#(#factors),*];
        });
        quote! {
            #xornet::quantized::Rescale::new(
                #xornet::quantized::Factors::#variant(&#name),
                #zero,
                [#least, #most],
            )
        }
    }
}

impl Context {
    /// Emits the parts of a layer's code.
    fn quantized(&self, layer: &Layer<'_>, index: usize, step: &Step<'_, i8>) -> Parts {
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

    /// Emits a multiplier.
    fn multiplier(&self, multiplier: Multiplier) -> TokenStream {
        let xornet = &self.xornet;
        let [quotient, shift] =
            [multiplier.quotient, multiplier.shift].map(Literal::i32_unsuffixed);
        quote! { #xornet::quantized::Multiplier::from_parts(#quotient, #shift) }
    }
}
