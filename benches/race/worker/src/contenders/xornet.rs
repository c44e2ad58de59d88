use xornet::Network as _;

use super::prelude::*;

pub struct Xornet;

impl<S: Subject> Contender<S> for Xornet {
    const NAME: &'static str = "xornet";

    fn new(_: &Network) -> Built<Self> {
        Ok(Some(Self))
    }

    #[inline(always)]
    fn forward(&mut self, x: &S::Input) -> S::Output {
        S::Xornet::forward(x)
    }
}

impl<S: Subject> Batch<S> for Xornet {
    #[inline(always)]
    fn forward_batch(&mut self, x: &[S::Input], y: &mut [S::Output]) {
        S::Xornet::forward_batch(x, y);
    }
}
