use std::ops::Range;

use crate::LAYER_LIMIT;
use crate::document::Entries;
use crate::fault::{Fault, Faults, Read};

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
