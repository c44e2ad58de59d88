//! What is said of an import: which part of the source became what, and what was left out.

use super::fold::{How, Kind, Layer};

/// A line for each layer, and for each part of it.
pub fn lines(inputs: usize, layers: &[Layer]) -> impl Iterator<Item = String> {
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
                        format!(
                            "  from {}, which has no dense layer next to it",
                            origin.name
                        )
                    }
                });
            }
        }
    }
    lines.into_iter()
}

/// A line about the recorded cases, of which the worst is off by that share of its tolerance.
pub fn checks(count: usize, worst: f64) -> Option<String> {
    let cases = match count {
        0 => return None,
        1 => "1 case is".to_owned(),
        count => format!("{count} cases are"),
    };
    Some(format!(
        "{cases} recorded; the largest error is {worst:.2} of its tolerance"
    ))
}
