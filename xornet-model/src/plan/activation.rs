//! How activations are applied, within a layer or as a layer of their own.

use std::marker::PhantomData;

use super::{Place, PlanLayer, Planned, Told};
use crate::{Activation, Float};

/// How an activation is applied to an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activate {
    /// It is not: it is linear, or the kernels have done it.
    Nothing,
    /// To exactly the outputs, since each depends on all.
    Exactly,
    /// To the whole array, inlined, which makes another.
    Inlined,
    /// To the whole array, where it is, by a kernel.
    InPlace,
}

/// Numbers up to which an activation is inlined.
const INLINED: usize = 32;

impl Activate {
    /// Chooses for an array of so many numbers, the padding included.
    pub(super) fn of<T: Float>(activation: Activation<T>, padded: usize) -> Self {
        match activation {
            Activation::Linear => Self::Nothing,
            _ if !activation.is_elementwise() => Self::Exactly,
            _ if padded <= INLINED => Self::Inlined,
            _ => Self::InPlace,
        }
    }

    /// Returns whether the array may be changed afterwards.
    pub(super) fn is_mutable(self) -> bool {
        matches!(self, Self::Nothing | Self::InPlace)
    }
}

/// The code of an activation layer.
#[derive(Debug)]
pub struct Code<'n, T> {
    /// What is applied.
    pub activation: Activation<T>,
    /// How it is applied to the array of the layer before, with the length of that, where it may be
    /// changed; otherwise a function makes another array.
    pub in_place: Option<(Activate, usize)>,
    length: usize,
    layer: PhantomData<&'n T>,
}

impl<T> Code<'_, T> {
    /// Returns how many numbers the layer takes and gives.
    #[must_use]
    pub fn length(&self) -> usize {
        self.length
    }
}

impl<'n, T: Float> PlanLayer<'n, Activation<T>> for Code<'n, T> {
    fn plan(layer: &'n Activation<T>, place: &Place) -> Self {
        let in_place = place.in_place.filter(|_| layer.is_elementwise());
        Self {
            activation: *layer,
            in_place: in_place.map(|padded| (Activate::of(*layer, padded), padded)),
            length: place.inputs,
            layer: PhantomData,
        }
    }

    fn straight_line_length(_: &Activation<T>) -> usize {
        0
    }
}

impl<T: Float> Planned for Code<'_, T> {
    fn padded(&self) -> usize {
        self.in_place.map_or(self.length, |(_, padded)| padded)
    }

    fn block_padded(&self) -> usize {
        self.length
    }

    fn is_mutable(&self) -> bool {
        self.in_place
            .is_some_and(|(activate, _)| activate.is_mutable())
    }

    fn has_loops(&self) -> bool {
        false
    }

    fn takes_blocks(&self) -> bool {
        false
    }

    fn fits_side_by_side(&self) -> bool {
        true
    }

    fn stack(&self) -> usize {
        2 * self.length
    }

    fn told(&self) -> Option<Told> {
        None
    }
}
