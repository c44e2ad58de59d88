//! Patterns of several nodes that are one operation of a network.

mod activation;
mod combination;
mod normalization;

use super::graph::{Lowering, Site};

/// Lowers a node: as a linear function of several nodes, as the end of a pattern, or by itself.
///
/// # Errors
///
/// The reason why it cannot be a part of a network.
pub fn lower(site: &Site<'_>) -> Result<Lowering, String> {
    combination::lower(site).map_or_else(|| single(site), Ok)
}

/// Lowers a node to operations on one of its inputs, or on one of a node before it.
fn single(site: &Site<'_>) -> Result<Lowering, String> {
    if let Some(lowering) = activation::lower(site) {
        return Ok(lowering);
    }
    if let Some(lowering) = normalization::lower(site) {
        return Ok(lowering);
    }
    let operator = site.node.operator.as_ref().map_err(String::clone)?;
    (operator.lower)(site)
}
