//! The networks, as code that is compiled for each.

use std::ffi::c_void;
use std::slice::{from_mut, from_ref};

use xornet_race_networks::Class;

/// A network that contenders are compiled for.
pub trait Subject: Sized + 'static {
    const CLASS: Class;
    type Input: Array;
    type Output: Array;
}

/// A network without memory.
pub trait Forward: Subject {
    /// What `xornet::model!` makes of it.
    type Xornet: xornet::Network<Scalar = f32, Input = Self::Input, Output = Self::Output>;
}

/// A network with memory.
pub trait Stream: Subject {
    /// What `xornet::model!` makes of it.
    type Xornet: xornet::Stream<Scalar = f32, Input = Self::Input, Output = Self::Output>;
    /// The plain loops of C.
    const DIRECT: Foreign;
    /// Loops in C of the shape that RTNeural has.
    const RTNEURAL: Foreign;
}

/// The functions of a stream in C, whose first argument is the state.
#[derive(Clone, Copy)]
pub struct Foreign {
    /// Returns a new state.
    pub new: unsafe extern "C" fn() -> *mut c_void,
    /// Takes a frame.
    pub step: unsafe extern "C" fn(*mut c_void, *const f32, *mut f32),
    /// Takes as many frames as the number says.
    pub process: unsafe extern "C" fn(*mut c_void, usize, *const f32, *mut f32),
}

/// A network of dense layers.
pub trait Dense: Forward {
    /// The chain of layers, each a [`Kernel::dense`] and an activation of `std`.
    fn forward<K: Kernel>(x: &Self::Input) -> Self::Output;

    fn c_by_input(x: &Self::Input) -> Self::Output;
    fn c_by_unit(x: &Self::Input) -> Self::Output;
    fn c_tiled(x: &Self::Input) -> Self::Output;
}

/// A convolutional network.
pub trait Convolutional: Forward {
    fn c_direct(x: &Self::Input) -> Self::Output;
    fn c_channels_first(x: &Self::Input) -> Self::Output;
}

/// A way to write a dense layer by hand.
pub trait Kernel {
    fn dense<const I: usize, const U: usize>(x: &[f32; I], layer: &'static Layer<I, U>)
    -> [f32; U];
}

/// The constants of a layer.
pub struct Layer<const I: usize, const U: usize> {
    /// One row per input.
    pub by_input: [[f32; U]; I],
    /// One row per unit.
    pub by_unit: [[f32; I]; U],
    pub biases: [f32; U],
}

/// `f32`, and arrays of these of any number of axes.
pub trait Array: Copy {
    const ZEROS: Self;

    fn flatten(arrays: &[Self]) -> &[f32];
    fn flatten_mut(arrays: &mut [Self]) -> &mut [f32];

    #[inline(always)]
    fn numbers(&self) -> &[f32] {
        Self::flatten(from_ref(self))
    }

    #[inline(always)]
    fn numbers_mut(&mut self) -> &mut [f32] {
        Self::flatten_mut(from_mut(self))
    }
}

impl Array for f32 {
    const ZEROS: Self = 0.0;

    #[inline(always)]
    fn flatten(arrays: &[Self]) -> &[f32] {
        arrays
    }

    #[inline(always)]
    fn flatten_mut(arrays: &mut [Self]) -> &mut [f32] {
        arrays
    }
}

impl<A: Array, const N: usize> Array for [A; N] {
    const ZEROS: Self = [A::ZEROS; N];

    #[inline(always)]
    fn flatten(arrays: &[Self]) -> &[f32] {
        A::flatten(arrays.as_flattened())
    }

    #[inline(always)]
    fn flatten_mut(arrays: &mut [Self]) -> &mut [f32] {
        A::flatten_mut(arrays.as_flattened_mut())
    }
}

pub mod networks {
    //! Written by the build script.

    use xornet_race_networks::Class;

    #[cfg(feature = "whole")]
    use super::{Array as _, Kernel, Layer};
    #[cfg(feature = "whole")]
    use crate::activation;

    include!(concat!(env!("OUT_DIR"), "/networks.rs"));
}
