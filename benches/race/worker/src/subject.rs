//! The networks, as code that is compiled for each.

use xornet_race_networks::Class;

/// A network that contenders are compiled for.
pub trait Subject: Sized + 'static {
    const CLASS: Class;
    type Input: Array;
    type Output: Array;
    /// What `xornet::model!` makes of it.
    type Xornet: xornet::Network<Scalar = f32, Input = Self::Input, Output = Self::Output>;

    /// The chain of layers, each a [`Kernel::dense`] and an activation of `std`.
    fn forward<K: Kernel>(x: &Self::Input) -> Self::Output;

    fn c_by_input(x: &Self::Input) -> Self::Output;
    fn c_by_unit(x: &Self::Input) -> Self::Output;
    fn c_tiled(x: &Self::Input) -> Self::Output;
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

/// `[f32; N]`.
pub trait Array: Copy + AsRef<[f32]> + AsMut<[f32]> {
    const ZEROS: Self;

    fn flatten(arrays: &[Self]) -> &[f32];
    fn flatten_mut(arrays: &mut [Self]) -> &mut [f32];
}

impl<const N: usize> Array for [f32; N] {
    const ZEROS: Self = [0.0; N];

    fn flatten(arrays: &[Self]) -> &[f32] {
        arrays.as_flattened()
    }

    fn flatten_mut(arrays: &mut [Self]) -> &mut [f32] {
        arrays.as_flattened_mut()
    }
}

pub mod networks {
    //! Written by the build script.

    use xornet_race_networks::Class;

    use super::{Kernel, Layer};
    use crate::activation;

    include!(concat!(env!("OUT_DIR"), "/networks.rs"));
}
