//! Patterns of several nodes that are one operation of a network.

mod activation;
mod combination;

use super::graph::{Lowering, Site};

/// Lowers a node: as the end of a pattern, or by itself.
///
/// # Errors
///
/// The reason why it cannot be a part of a network.
pub fn lower(site: &Site<'_>) -> Result<Lowering, String> {
    single(site).or_else(|reason| combination::lower(site).ok_or(reason))
}

/// Lowers a node to operations on one of its inputs, or on one of a node before it.
fn single(site: &Site<'_>) -> Result<Lowering, String> {
    if let Some(lowering) = activation::lower(site) {
        return Ok(lowering);
    }
    let operator = site.node.operator.as_ref().map_err(String::clone)?;
    (operator.lower)(site)
}
