//! What a contender is.

use std::error::Error;

use xornet_race_networks::Network;

use crate::subject::Subject;

/// `None` where a contender has nothing to do with a network; an error where it should have, and
/// cannot: the report then says that it was left out.
pub type Built<C> = Result<Option<C>, Box<dyn Error>>;

/// A way to compute a network, one sample at a time.
pub trait Contender<S: Subject>: Sized + 'static {
    const NAME: &'static str;

    /// Made once, outside of what is measured.
    fn new(network: &Network) -> Built<Self>;

    fn forward(&mut self, x: &S::Input) -> S::Output;

    /// The largest error of an output, where this cannot be as near as the others.
    const TOLERANCE: Option<f64> = None;
}

/// A way to compute many samples at once.
pub trait Batch<S: Subject>: Contender<S> {
    fn forward_batch(&mut self, x: &[S::Input], y: &mut [S::Output]);
}
