//! The contenders: a file for each, and a line in [`dense`],
//! in [`convolutional`] or in [`stream`].

#[cfg(feature = "whole")]
mod burn;
#[cfg(feature = "whole")]
mod by_input;
#[cfg(feature = "whole")]
mod by_unit;
#[cfg(feature = "whole")]
mod c;
mod c_stream;
#[cfg(feature = "whole")]
mod candle;
#[cfg(feature = "whole")]
mod csr;
#[cfg(feature = "whole")]
mod faer;
#[cfg(feature = "whole")]
mod layers;
#[cfg(feature = "whole")]
mod microflow;
#[cfg(feature = "whole")]
mod nalgebra_dynamic;
#[cfg(feature = "whole")]
mod nalgebra_static;
#[cfg(feature = "whole")]
mod ndarray;
mod nexus;
#[cfg(feature = "whole")]
mod tract;
mod xornet;

mod prelude {
    #[cfg(feature = "whole")]
    pub use xornet_race_networks::Activation;
    pub use xornet_race_networks::{Dense, Network};

    pub use crate::contender::{Batch, Built, Contender};
    pub(super) use crate::subject;
    pub use crate::subject::{Array, Subject};
    #[cfg(feature = "whole")]
    pub use crate::subject::{Kernel, Layer};
}

use xornet_race_networks::Network;
#[cfg(feature = "whole")]
use xornet_race_networks::{BATCH_NETWORKS, Class};

use crate::entrant::Entrants;
use crate::subject;

/// All that race over a network of dense layers.
#[cfg(feature = "whole")]
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
#[cfg(feature = "whole")]
pub fn convolutional<S: subject::Convolutional>(network: &Network, entrants: &mut Entrants) {
    let mut race = entrants.race::<S>(network);
    race.single::<xornet::Xornet>();
    race.single::<c::Direct>();
    race.single::<c::ChannelsFirst>();
    race.single::<tract::Tract>();
}

/// All that race over a stream, step by step; and in blocks, if there is more to gain than a call.
pub fn stream<S: subject::Stream>(network: &Network, entrants: &mut Entrants) {
    let mut race = entrants.race::<S>(network);
    race.single::<xornet::Stream<S>>();
    race.single::<c_stream::Direct<S>>();
    race.single::<c_stream::Rtneural<S>>();
    race.single::<nexus::Nexus>();
    if network.has_convolutions() {
        race.batch::<xornet::Stream<S>>();
        race.batch::<c_stream::Direct<S>>();
        race.batch::<c_stream::Rtneural<S>>();
    }
}
