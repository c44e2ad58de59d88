//! The code of layers in loops over their positions and channels.

use super::window::Tiles;
use super::{Explanation, PlanContext, Planned};
use crate::{Activation, Float, Layer, Unroll};

/// The code of a layer in loops.
#[derive(Debug)]
pub struct Code<'n, T> {
    /// The layer, with the lengths of its axes.
    pub layer: xornet_core::Layer<'n, T>,
    /// The activation that is applied to the results.
    pub activation: Activation<T>,
    /// The tiles in which SIMD computes a convolution, if it does.
    pub tiles: Option<Box<Tiles<T>>>,
    why: &'static str,
    outputs: usize,
}

impl<'n, T: Float> Code<'n, T> {
    pub(super) fn plan(layer: &'n Layer<T>, context: &PlanContext) -> Self {
        let reference = layer.reference(&context.inputs);
        let tiles = Tiles::of(&reference).map(Box::new);
        Self {
            why: match context.unroll {
                Unroll::None => "the file asks for loops",
                Unroll::Auto | Unroll::Full if tiles.is_some() => {
                    "each SIMD vector of weights is loaded once for several positions"
                }
                Unroll::Auto | Unroll::Full => "too few filters of a group to fill a SIMD vector",
            },
            tiles,
            layer: reference,
            activation: layer.activation(),
            outputs: context.output.count(),
        }
    }
}

impl<T: Float> Planned for Code<'_, T> {
    fn padded(&self) -> usize {
        self.outputs
    }

    fn is_mutable(&self) -> bool {
        true
    }

    fn has_loops(&self) -> bool {
        true
    }

    fn takes_blocks(&self) -> bool {
        false
    }

    fn fits_side_by_side(&self) -> bool {
        false
    }

    fn stack_numbers(&self) -> usize {
        self.outputs
    }

    fn explain(&self) -> Option<Explanation> {
        let convolution = matches!(
            self.layer,
            xornet_core::Layer::Convolution(_) | xornet_core::Layer::TransposedConvolution(_)
        );
        convolution.then(|| Explanation {
            code: match &self.tiles {
                Some(tiles) => tiles.describe(),
                None => "loops".into(),
            },
            why: self.why,
            without_registers: "loops".into(),
        })
    }
}
