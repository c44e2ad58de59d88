//! The code of layers in loops over their positions and channels.

use super::lines::{self, Part};
use super::sums::Sums;
use super::tiles::Tiles;
use super::{Explanation, PlanContext, Planned};
use crate::{Activation, Float, Layer, Unroll};

/// The code of a layer that is neither dense nor an activation.
#[derive(Debug)]
pub struct Code<'n, T> {
    /// The layer, with the lengths of its axes.
    pub layer: xornet_core::Layer<'n, T>,
    /// The activation that is applied to the results.
    pub activation: Activation<T>,
    /// The way in which its sums are computed.
    pub strategy: Strategy<T>,
    outputs: usize,
}

/// The code generation strategy of a layer in loops.
#[derive(Debug)]
pub enum Strategy<T> {
    /// Loops over positions and channels.
    Loops,
    /// Loops over tiles of a convolution, whose sums stay in registers; plain loops without SIMD.
    Tiles(Box<Tiles<T>>),
    /// The straight-line code of a convolution.
    Lines(Vec<Part<T>>),
}

impl<'n, T: Float> Code<'n, T> {
    pub(super) fn plan(layer: &'n Layer<T>, context: &PlanContext) -> Self {
        let (reference, activation) = (layer.reference(&context.inputs), layer.activation());
        let strategy = match (Sums::of(&reference), context.unroll) {
            (Some(sums), Unroll::Full) => Strategy::Lines(lines::parts(sums.terms())),
            (Some(sums), Unroll::Auto | Unroll::None) => Tiles::of(sums, activation)
                .map_or(Strategy::Loops, |tiles| Strategy::Tiles(Box::new(tiles))),
            (None, _) => Strategy::Loops,
        };
        Self {
            layer: reference,
            activation,
            strategy,
            outputs: context.output.count(),
        }
    }

    /// Returns the tiles in which SIMD computes the sums, if it does.
    #[must_use]
    pub fn tiles(&self) -> Option<&Tiles<T>> {
        match &self.strategy {
            Strategy::Tiles(tiles) => Some(tiles),
            Strategy::Loops | Strategy::Lines(_) => None,
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
        !matches!(self.strategy, Strategy::Lines(_))
    }

    fn stack_numbers(&self) -> usize {
        self.outputs
    }

    fn explain(&self) -> Option<Explanation> {
        let (code, why, without_registers) = match &self.strategy {
            Strategy::Lines(parts) => (
                lines::describe(parts),
                "the file asks for straight-line code",
                lines::describe(parts),
            ),
            Strategy::Tiles(tiles) => (
                tiles.describe(),
                "each SIMD vector of weights is loaded once for several positions",
                "loops".into(),
            ),
            Strategy::Loops if Sums::of(&self.layer).is_some() => (
                "loops".into(),
                "the filters of a group are too few for a SIMD vector",
                "loops".into(),
            ),
            Strategy::Loops => return None,
        };
        Some(Explanation {
            code,
            why,
            without_registers,
        })
    }
}
