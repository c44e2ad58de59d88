//! The activations for contenders that have none, with the functions of `std`.

use xornet_race_networks::Activation;

#[inline(always)]
pub fn linear<const N: usize>(x: [f32; N]) -> [f32; N] {
    x
}

#[inline(always)]
pub fn relu<const N: usize>(x: [f32; N]) -> [f32; N] {
    x.map(|x| x.max(0.0))
}

#[inline(always)]
pub fn sigmoid<const N: usize>(x: [f32; N]) -> [f32; N] {
    x.map(|x| 1.0 / (1.0 + (-x).exp()))
}

#[inline(always)]
pub fn tanh<const N: usize>(x: [f32; N]) -> [f32; N] {
    x.map(f32::tanh)
}

#[inline(always)]
pub fn softmax<const N: usize>(mut x: [f32; N]) -> [f32; N] {
    softmax_in_place(&mut x);
    x
}

#[inline(always)]
fn softmax_in_place(x: &mut [f32]) {
    let largest = x.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    x.iter_mut().for_each(|x| *x = (*x - largest).exp());
    let total: f32 = x.iter().sum();
    x.iter_mut().for_each(|x| *x /= total);
}

/// Applied to the sums of one sample after another, `units` each.
pub fn apply(activation: Activation, units: usize, sums: &mut [f32]) {
    match activation {
        Activation::Linear => {}
        Activation::Relu => sums.iter_mut().for_each(|x| *x = x.max(0.0)),
        Activation::Sigmoid => sums.iter_mut().for_each(|x| *x = 1.0 / (1.0 + (-*x).exp())),
        Activation::Tanh => sums.iter_mut().for_each(|x| *x = x.tanh()),
        Activation::Softmax => sums.chunks_mut(units).for_each(softmax_in_place),
    }
}
