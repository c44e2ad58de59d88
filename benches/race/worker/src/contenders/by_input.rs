use super::prelude::*;

/// Arrays and loops, written by hand in the order that the compiler vectorises.
pub struct ByInput;

impl Kernel for ByInput {
    #[inline(always)]
    fn dense<const I: usize, const U: usize>(x: &[f32; I], layer: &Layer<I, U>) -> [f32; U] {
        let mut sums = layer.biases;
        for (x, row) in x.iter().zip(&layer.by_input) {
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += x * weight;
            }
        }
        sums
    }
}

impl<S: subject::Dense> Contender<S> for ByInput {
    const NAME: &'static str = "Rust loops, by input";

    fn new(_: &Network) -> Built<Self> {
        Ok(Some(Self))
    }

    #[inline(always)]
    fn forward(&mut self, x: &S::Input) -> S::Output {
        S::forward::<Self>(x)
    }
}

impl<S: subject::Dense> Batch<S> for ByInput {
    #[inline(always)]
    fn forward_batch(&mut self, x: &[S::Input], y: &mut [S::Output]) {
        for (x, y) in x.iter().zip(y) {
            *y = S::forward::<Self>(x);
        }
    }
}
