//! What is too large to compile.

use std::ops::Range;

use crate::document::{Entries, Table};
use crate::fault::{Fault, Faults, Read};
use crate::{Float, Network, Unroll};

/// The longest input vector, and the most units of a layer.
pub const WIDTH_LIMIT: usize = 1 << 20;

/// The most weights and biases of a network.
pub const PARAMETER_LIMIT: usize = 1 << 26;

/// The most layers of a network. One of 9 units takes rustc some 30 ms and 1 MB in a dev build, and
/// 0.1 s in a release build (`cargo test --test limits -- --ignored` compiles networks at the limit).
pub const LAYER_LIMIT: usize = 256;

/// The most straight-line code that `unroll = "full"` writes: nonzero weights and units. At the
/// limit, rustc takes some seconds in a dev build and up to half a minute in a release build; its time
/// grows faster than linear beyond.
pub const FULL_LIMIT: usize = 16_384;

/// The most multiply-adds of all `[[checks]]` together. The macro runs them each time that the crate
/// compiles: in a dev build, a million take a third of a second.
pub const CHECK_LIMIT: usize = 1 << 26;

/// Reports the first layer beyond the limit.
pub(super) fn layers(
    tables: &[Read<Entries<'_, '_>>],
    key: &Range<usize>,
    faults: &mut Faults,
) -> Read<()> {
    let Some(first) = tables.get(LAYER_LIMIT) else {
        return Ok(());
    };
    let message = format!(
        "the network has {} layers, more than the limit of {LAYER_LIMIT}",
        tables.len()
    );
    let place = first.as_ref().map_or(key, |entries| &entries.span);
    Err(faults.push(
        Fault::new(place.clone(), message)
            .label(format!("layer {} is one too many", LAYER_LIMIT + 1))
            .help(
                "merge layers: a linear dense layer and the one after it are one, with the product of their weights; \
                 or make several networks, and call one after the other",
            ),
    ))
}

pub(super) fn check<T: Float>(network: &Network<T>, root: &Table<'_, '_>, faults: &mut Faults) {
    let place = |key: &str| root.get(key).map_or(root.span.clone(), |entry| entry.key);
    if network.parameters() > PARAMETER_LIMIT {
        let message = format!(
            "the network has {} parameters, more than the limit of {PARAMETER_LIMIT}",
            network.parameters()
        );
        faults.push(Fault::new(place("layers"), message));
    }

    let nonzero = network
        .dense()
        .flat_map(|dense| &dense.weights)
        .filter(|weight| !weight.is_zero())
        .count();
    let units: usize = network.dense().map(|dense| dense.units).sum();
    if network.unroll == Unroll::Full && nonzero + units > FULL_LIMIT {
        let message = format!(
            "`unroll = \"full\"` is limited to {FULL_LIMIT} nonzero weights and units, but the network has {}",
            nonzero + units
        );
        faults.push(
            Fault::new(place("unroll"), message)
                .label("straight-line code of this length would keep the compiler busy for minutes")
                .help(
                    "use `unroll = \"auto\"` or `\"none\"`, which compute the same bits with loops",
                ),
        );
    }

    let work = network.macs().saturating_mul(network.checks.len());
    if work > CHECK_LIMIT {
        let message = format!(
            "the {} checks take {work} multiply-adds, more than the limit of {CHECK_LIMIT} that are run while the crate compiles",
            network.checks.len()
        );
        faults.push(
            Fault::new(place("checks"), message)
                .help("keep fewer checks in the file, and the others in a test"),
        );
    }
}
