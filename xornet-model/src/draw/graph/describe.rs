//! The description of layers and shapes in a few words.

use xornet_core::Shape;

use super::super::shown;
use super::super::words::spelling;
use crate::layer::window::dimensions;
use crate::{Activation, Attribute, Element, LayerKind, NetworkLayer, quantity};

/// The most characters of a line.
const LINE: usize = 30;

/// Returns a shape: `28 × 28 × 1`.
pub(super) fn shape(shape: &Shape) -> String {
    let axes: Vec<_> = shape.axes().iter().map(usize::to_string).collect();
    axes.join(" × ")
}

/// Returns the properties of a layer: those of its window, and the activation.
pub(super) fn properties<T: Element>(layer: &T::NetworkLayer) -> Vec<String> {
    let attributes = layer.attributes().into_iter();
    let mut parts: Vec<_> = attributes
        .filter_map(|(key, value)| property(layer.kind(), key, &value))
        .collect();
    if layer.kind() == LayerKind::Activation || layer.activation() != Activation::Linear {
        parts.push(spelling(layer.activation()).join(" "));
    }
    parts
}

/// Returns an attribute in short; `None` if the shape of the output tells it, or if it is no more than a detail.
fn property(kind: LayerKind, key: &str, value: &Attribute) -> Option<String> {
    match (key, value) {
        ("epsilon" | "shape" | "weight_scales" | "quantization", _) => None,
        ("filters", Attribute::Number(count)) => Some(quantity(*count, "filter")),
        ("units", Attribute::Number(count)) => Some(quantity(*count, "unit")),
        ("kernel_size" | "pool_size" | "size", Attribute::Numbers(sides)) => {
            let sides: Vec<_> = sides.iter().map(usize::to_string).collect();
            Some(sides.join("×"))
        }
        ("kernel_size" | "pool_size", Attribute::Number(side)) => match dimensions(kind) {
            1 => Some(format!("window {side}")),
            _ => Some(format!("{side}×{side}")),
        },
        ("size", value) => Some(format!("×{value}")),
        (_, Attribute::Boolean(true)) => Some(key.replace('_', " ")),
        ("padding", Attribute::Word(word)) => Some((*word).to_owned()),
        (key, value) => Some(format!("{} {value}", key.replace('_', " "))),
    }
}

/// Joins parts by commas to lines of a bounded width.
pub(super) fn lines(parts: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        let part = shown(part, LINE);
        match lines.last_mut() {
            Some(line) if line.chars().count() + part.chars().count() + 2 <= LINE => {
                line.extend([", ", &part]);
            }
            _ => lines.push(part),
        }
    }
    lines
}

/// Returns a name in quotes, cut if it is long.
pub(super) fn name(name: &str) -> String {
    format!("“{}”", shown(name, LINE - 4))
}
