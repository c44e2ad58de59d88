//! The report of an import: what became of each part of the source.

use super::layer::{How, Layers};

/// Returns a line for each layer, and for each part of the source that it is made of.
pub fn lines(layers: &Layers) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, layer) in layers.layers.iter().enumerate() {
        lines.push(format!(
            "layer {}: {}",
            index + 1,
            layer.describe(layers.is_stream)
        ));
        let mut last = None;
        for origin in &layer.origins {
            // One node may become several operations.
            if last.replace(&origin.name) != Some(&origin.name) {
                lines.push(match origin.how {
                    How::Made => format!("  from {}", origin.name),
                    How::Folded => format!("  folded into it: {}", origin.name),
                    How::Alone => {
                        format!(
                            "  from {}, which has no layer next to it to go into",
                            origin.name
                        )
                    }
                });
            }
        }
    }
    lines
}

/// Says how many test cases are recorded; `worst` is the largest error, relative to the tolerance.
pub fn test_cases(count: usize, worst: f64) -> Option<String> {
    let cases = match count {
        0 => return None,
        1 => "1 test case is".to_owned(),
        count => format!("{count} test cases are"),
    };
    Some(format!(
        "{cases} recorded; the largest error is {worst:.2} of its tolerance"
    ))
}
