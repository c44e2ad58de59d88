use xornet::{Network as _, Stream as _};

use super::prelude::*;

pub struct Xornet;

impl<S: subject::Forward> Contender<S> for Xornet {
    const NAME: &'static str = "xornet";

    fn new(_: &Network) -> Built<Self> {
        Ok(Some(Self))
    }

    #[inline(always)]
    fn forward(&mut self, x: &S::Input) -> S::Output {
        S::Xornet::forward(x)
    }
}

impl<S: subject::Forward> Batch<S> for Xornet {
    #[inline(always)]
    fn forward_batch(&mut self, x: &[S::Input], y: &mut [S::Output]) {
        S::Xornet::forward_batch(x, y);
    }
}

/// A stream, which carries its state on.
pub struct Stream<S: subject::Stream>(S::Xornet);

impl<S: subject::Stream> Contender<S> for Stream<S> {
    const NAME: &'static str = "xornet";

    fn new(_: &Network) -> Built<Self> {
        Ok(Some(Self(S::Xornet::default())))
    }

    #[inline(always)]
    fn forward(&mut self, x: &S::Input) -> S::Output {
        self.0.step(x)
    }
}

impl<S: subject::Stream> Batch<S> for Stream<S> {
    #[inline(always)]
    fn forward_batch(&mut self, x: &[S::Input], y: &mut [S::Output]) {
        self.0.process(x, y);
    }
}
