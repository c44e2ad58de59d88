//! The limit of the number of layers.

use std::ops::Range;

use crate::LAYER_LIMIT;
use crate::diagnostic::{Diagnostic, Diagnostics, Read};
use crate::document::Entries;

/// Reports the first layer that is one too many.
pub(super) fn layers(
    tables: &[Read<Entries<'_, '_>>],
    key: &Range<usize>,
    errors: &mut Diagnostics,
) -> Read<()> {
    let Some(first) = tables.get(LAYER_LIMIT) else {
        return Ok(());
    };
    let message = format!(
        "the network has {} layers, more than the limit of {LAYER_LIMIT}",
        tables.len()
    );
    let place = first.as_ref().map_or(key, |entries| &entries.span);
    Err(errors.push(
        Diagnostic::new(place.clone(), message)
            .label(format!("layer {} is one too many", LAYER_LIMIT + 1))
            .help(
                "merge layers: a linear dense layer and the one after it are one, with the product of their weights; \
                 or make several networks, and call one after the other",
            ),
    ))
}
