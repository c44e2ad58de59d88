//! The code of layers in loops: a constant with the layer, and calls of functions that take it.
//!
//! | file | layers |
//! |---|---|
//! | `convolution` | convolutions and transposed convolutions |
//! | `tiles`, `lines` | the same in tiles, for SIMD, and as straight-line code |
//! | `pool` | pools and global pools |
//! | `norm` | normalisations and slopes |
//! | `shape` | other shapes, repetitions, ranges, and tensors one after the other |
//! | `merge` | operations on several tensors |

mod convolution;
mod lines;
mod merge;
mod norm;
mod pool;
mod shape;
mod tiles;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_core::{Layer, LayerKind, WindowAxis};
use xornet_model::plan::Step;
use xornet_model::plan::loops::{Code, Strategy};

pub(super) use self::merge::axes;
use super::Context;
use super::layer::Emit;
use super::literal::{Float, Number, length};

/// The parts of a layer's code.
pub(super) struct Parts {
    /// The tables of the layer.
    pub(super) tables: TokenStream,
    /// The type of the layer for the reference, and its value.
    pub(super) layer: (TokenStream, TokenStream),
    /// The statements that compute `y` from the inputs `t0`, `t1`, …; in place, those that work on `y` alone.
    pub(super) start: TokenStream,
    /// The statements that change `y` afterwards; all of them, if `y` holds the first input.
    pub(super) change: TokenStream,
}

impl<T: Float> Emit<T> for Code<'_, T> {
    fn items(&self, context: &Context, index: usize, step: &Step<'_, T>) -> TokenStream {
        let Parts {
            tables,
            layer: (layer_type, layer),
            ..
        } = context.parts(self, index, step);
        let name = layer_name(index);
        let xornet = &context.xornet;
        let tables = (!context.state.shared).then_some(tables);
        let code = match (&self.strategy, &self.layer) {
            (Strategy::Tiles(tiles), _) => context.tiles_of(tiles, index),
            (Strategy::Lines(parts), Layer::Convolution(layer)) => {
                context.line_functions(parts, layer.biases, index, step)
            }
            (Strategy::Lines(parts), Layer::TransposedConvolution(layer)) => {
                context.line_functions(parts, layer.biases, index, step)
            }
            _ => TokenStream::new(),
        };
        quote! {
            #tables
            #code
            const #name: #xornet::#layer_type = #layer;
        }
    }

    fn reference(&self, context: &Context, index: usize) -> TokenStream {
        let xornet = &context.xornet;
        let name = layer_name(index);
        let family = format_ident!("{}", family(&self.layer));
        quote! { #xornet::Layer::#family(#name) }
    }

    fn call_into(
        &self,
        context: &Context,
        index: usize,
        step: &Step<'_, T>,
        inputs: &[TokenStream],
        output: &TokenStream,
    ) -> TokenStream {
        let sums = context.loop_sums(self, index, step);
        let sums = context.sums_into(sums, step, inputs, output);
        let channels = step.output.channels();
        let apply = context.apply(self.activation, &quote! { y }, channels);
        quote! {{ #sums #apply }}
    }

    fn run_into(
        &self,
        context: &Context,
        index: usize,
        step: &Step<'_, T>,
        inputs: &[TokenStream],
        output: &TokenStream,
    ) -> TokenStream {
        let sums = match self.tiles() {
            Some(tiles) => [context.run_tiles(tiles, index), TokenStream::new()],
            None => context.loop_sums(self, index, step),
        };
        let sums = context.sums_into(sums, step, inputs, output);
        let channels = step.output.channels();
        let applied = self.tiles().is_some_and(|tiles| tiles.relu);
        let apply =
            (!applied).then(|| context.apply_on_isa(self.activation, &quote! { y }, channels));
        quote! {{ #sums #apply }}
    }
}

/// Returns the name of the constant with a layer.
pub(super) fn layer_name(index: usize) -> Ident {
    format_ident!("LAYER_{index}")
}

/// Returns the name of the variant of a layer.
fn family<T>(layer: &Layer<'_, T>) -> &'static str {
    match layer {
        Layer::Convolution(_) => "Convolution",
        Layer::TransposedConvolution(_) => "TransposedConvolution",
        Layer::Pool(_) => "Pool",
        Layer::GlobalPool(_) => "GlobalPool",
        Layer::BatchNorm(_) => "BatchNorm",
        Layer::LayerNorm(_) => "LayerNorm",
        Layer::Prelu(_) => "Prelu",
        Layer::Reshape(_) => "Reshape",
        Layer::Upsample(_) => "Upsample",
        Layer::Slice(_) => "Slice",
        Layer::Merge(_) => "Merge",
        Layer::Concatenate(_) => "Concatenate",
        _ => "Dense",
    }
}

impl Context {
    /// Emits the statements that start a layer's sums in `y`, and those that change them afterwards, without SIMD.
    fn loop_sums<T: Float>(
        &self,
        code: &Code<'_, T>,
        index: usize,
        step: &Step<'_, T>,
    ) -> [TokenStream; 2] {
        if let Strategy::Lines(parts) = &code.strategy {
            return [lines::call_lines(parts, index), TokenStream::new()];
        }
        let Parts { start, change, .. } = self.parts(code, index, step);
        [start, change]
    }

    /// Emits statements that compute a layer's sums in `y`, from `inputs` into `output`: those that start them, unless `y`
    /// holds the first input, and those that change `y` afterwards.
    pub(super) fn sums_into<T: Number>(
        &self,
        [start, change]: [TokenStream; 2],
        step: &Step<'_, T>,
        inputs: &[TokenStream],
        output: &TokenStream,
    ) -> TokenStream {
        let float = &self.float;
        let first = usize::from(step.in_place);
        let names = inputs.iter().enumerate().map(|(position, input)| {
            let name = format_ident!("t{}", position + first);
            let count = length(step.inputs[position + first].count());
            quote! { let #name: &[#float; #count] = #input; }
        });
        let count = length(step.outputs());
        let start = (!step.in_place).then_some(start);
        quote! {
            let y: &mut [#float; #count] = #output;
            #(#names)*
            #start
            #change
        }
    }

    /// Emits the parts of a layer's code.
    fn parts<T: Float>(&self, code: &Code<'_, T>, index: usize, step: &Step<'_, T>) -> Parts {
        let name = layer_name(index);
        match &code.layer {
            Layer::Convolution(layer) => self.convolution(layer, index),
            Layer::TransposedConvolution(layer) => self.transposed_convolution(layer, index),
            Layer::Pool(layer) => self.pool(layer, &name),
            Layer::GlobalPool(layer) => self.global_pool(layer, &name),
            Layer::BatchNorm(layer) => self.batch_norm(layer, index),
            Layer::LayerNorm(layer) => self.layer_norm(layer, index),
            Layer::Prelu(layer) => self.prelu(layer, index),
            Layer::Upsample(layer) => self.upsample(layer, &name),
            Layer::Slice(layer) => self.slice(layer, &name),
            Layer::Concatenate(layer) => self.concatenate(layer, step),
            Layer::Merge(layer) => self.merge(layer, step),
            other => self.reshape(other.kind()),
        }
    }

    /// Emits a layer kind as a value.
    pub(super) fn kind(&self, kind: LayerKind) -> TokenStream {
        let xornet = &self.xornet;
        let variant = format_ident!("{}", kind.variant());
        quote! { #xornet::LayerKind::#variant }
    }

    /// Emits the windows along one axis as a value.
    pub(super) fn window_axis(&self, axis: &WindowAxis) -> TokenStream {
        let xornet = &self.xornet;
        let [input, output, kernel, stride, dilation, before] = [
            axis.input,
            axis.output,
            axis.kernel,
            axis.stride,
            axis.dilation,
            axis.before,
        ]
        .map(length);
        quote! {
            #xornet::WindowAxis::new(#input, #output, #kernel, #stride, #dilation, #before)
        }
    }

    /// Emits a table of a layer as a `static`.
    pub(super) fn table<T: Number>(&self, name: &Ident, numbers: &[T]) -> TokenStream {
        let float = &self.float;
        let count = length(numbers.len());
        let numbers = self.row(numbers);
        quote! { static #name: [#float; #count] = #numbers; }
    }

    /// Emits a copy of the first input to `y`.
    pub(super) fn start_by_copy(&self) -> TokenStream {
        let copy = self.kernel(&quote! { copy });
        quote! { #copy(t0, y); }
    }
}
