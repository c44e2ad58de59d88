use super::prelude::*;

/// Arrays and loops as in a textbook: one dot product per unit.
pub struct ByUnit;

impl Kernel for ByUnit {
    #[inline(always)]
    fn dense<const I: usize, const U: usize>(x: &[f32; I], layer: &Layer<I, U>) -> [f32; U] {
        let mut sums = layer.biases;
        for (sum, row) in sums.iter_mut().zip(&layer.by_unit) {
            for (x, weight) in x.iter().zip(row) {
                *sum += x * weight;
            }
        }
        sums
    }
}

impl<S: subject::Dense> Contender<S> for ByUnit {
    const NAME: &'static str = "Rust loops, by unit";

    fn new(_: &Network) -> Built<Self> {
        Ok(Some(Self))
    }

    #[inline(always)]
    fn forward(&mut self, x: &S::Input) -> S::Output {
        S::forward::<Self>(x)
    }
}
