//! The pictures, in SVG that can be read on a light and on a dark page.

mod bars;
mod curves;

use xornet_race_networks::{Class, Network};

use crate::results::Results;

/// File names and contents; nothing for what was not raced.
pub fn all(results: &Results, networks: &[Network]) -> Vec<(&'static str, String)> {
    let of = |wanted: fn(Class) -> bool| -> Vec<_> {
        networks
            .iter()
            .filter(|network| wanted(network.class))
            .collect()
    };
    let dense = of(|class| class == Class::Dense);
    let pruned = of(|class| matches!(class, Class::Pruned(_)));
    let convolutional = of(|class| class == Class::Convolutional);
    let pictures = [
        ("networks.svg", bars::networks(results, &dense)),
        ("convolutions.svg", bars::networks(results, &convolutional)),
        ("batches.svg", curves::batches(results, &dense)),
        ("sparsity.svg", curves::sparsity(results, &pruned)),
    ];
    pictures
        .into_iter()
        .filter_map(|(file, picture)| Some((file, picture?)))
        .collect()
}

/// A colour for each kind of contender; all are of middle brightness, to stand out from white and
/// from black.
pub fn colour(name: &str) -> &'static str {
    let colours = [
        ("xornet", "#e8590c"),
        ("Rust loops, by input", "#3b8ee0"),
        ("Rust loops, by unit", "#7b79e0"),
        ("Rust loops, sparse rows", "#d6487e"),
        ("C, by input", "#37a34a"),
        ("C, by unit", "#8a951c"),
        ("C, in tiles", "#1a9c9c"),
        ("C, direct loops", "#37a34a"),
        ("C, channels first", "#8a951c"),
        ("nalgebra", "#9c6ade"),
        ("ndarray", "#d6487e"),
        ("faer", "#b8860b"),
    ];
    let found = colours.iter().find(|(start, _)| name.starts_with(start));
    found.map_or("#8a8f98", |&(_, colour)| colour)
}
