//! The contenders: a file for each, and a line in [`dense`] or
//! in [`convolutional`].

mod burn;
mod by_input;
mod by_unit;
mod c;
mod candle;
mod csr;
mod faer;
mod layers;
mod microflow;
mod nalgebra_dynamic;
mod nalgebra_static;
mod ndarray;
mod tract;
mod xornet;

mod prelude {
    pub use xornet_race_networks::{Activation, Dense, Network};

    pub use crate::contender::{Batch, Built, Contender};
    pub(super) use crate::subject;
    pub use crate::subject::{Array, Kernel, Layer, Subject};
}

use xornet_race_networks::{BATCH_NETWORKS, Class, Network};

use crate::entrant::Entrants;
use crate::subject;

/// All that race over a network of dense layers.
pub fn dense<S: subject::Dense>(network: &Network, entrants: &mut Entrants) {
    let mut race = entrants.race::<S>(network);
    race.single::<xornet::Xornet>();
    race.single::<by_input::ByInput>();
    race.single::<by_unit::ByUnit>();
    race.single::<c::ByInput>();
    race.single::<c::ByUnit>();
    race.single::<c::Tiled>();
    if let Class::Pruned(_) = S::CLASS {
        race.single::<csr::Csr>();
        return;
    }
    race.single::<nalgebra_static::NalgebraStatic>();
    race.single::<nalgebra_dynamic::NalgebraDynamic>();
    race.single::<ndarray::Ndarray>();
    race.single::<faer::Faer>();
    race.single::<tract::Tract>();
    race.single::<candle::Candle>();
    race.single::<burn::Burn>();
    race.single::<microflow::Microflow>();
    if BATCH_NETWORKS.contains(&network.name.as_str()) {
        race.batch::<xornet::Xornet>();
        race.batch::<by_input::ByInput>();
        race.batch::<nalgebra_dynamic::NalgebraDynamic>();
        race.batch::<ndarray::Ndarray>();
        race.batch::<faer::Faer>();
    }
}

/// All that race over a convolutional network.
pub fn convolutional<S: subject::Convolutional>(network: &Network, entrants: &mut Entrants) {
    let mut race = entrants.race::<S>(network);
    race.single::<xornet::Xornet>();
    race.single::<c::Direct>();
    race.single::<c::ChannelsFirst>();
    race.single::<tract::Tract>();
}
