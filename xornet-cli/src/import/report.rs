//! What is said of an import: which part of the source became what, and what was left out.

use super::fold::{How, Kind, Layer};

/// A line for each layer and each part of it, and the notes.
pub fn lines(inputs: usize, layers: &[Layer], notes: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut width = inputs;
    for (index, layer) in layers.iter().enumerate() {
        let what = match &layer.kind {
            Kind::Dense { linear, activation } => {
                let from = std::mem::replace(&mut width, linear.units);
                format!("dense {from} -> {width}, {}", activation.name())
            }
            Kind::Activation(activation) => format!("activation {width}, {}", activation.name()),
        };
        lines.push(format!("layer {}: {what}", index + 1));
        let mut last = None;
        for origin in &layer.origins {
            // Several operations of one node are named once.
            if last.replace(&origin.name) != Some(&origin.name) {
                lines.push(match origin.how {
                    How::Made => format!("  from {}", origin.name),
                    How::Folded => format!("  folded into it: {}", origin.name),
                    How::Alone => {
                        format!("  from {}, which has no dense layer beside it", origin.name)
                    }
                });
            }
        }
    }
    lines.extend(notes.iter().cloned());
    lines
}
