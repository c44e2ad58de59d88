//! Layers of a network of floats that do not exist in eight bits.

use crate::output;

/// A layer that cannot be quantized, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The index of the layer, from 0; `None` for the network as a whole.
    pub layer: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Refusal {
    /// Refuses a layer.
    pub fn new(layer: usize, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            layer: Some(layer),
            message: message.into(),
            help: help.into(),
        }
    }

    /// Writes all errors, with the places of the layers in the text of the file. What to do about several is said once.
    pub fn report_all(refusals: &[Self], shown: &str, text: &str) {
        for (index, refusal) in refusals.iter().enumerate() {
            let others = &refusals[index + 1..];
            let last = others.iter().all(|other| other.help != refusal.help);
            refusal.report(shown, text, last);
        }
    }

    fn report(&self, shown: &str, text: &str, helps: bool) {
        let place = match self.layer {
            None => shown.to_owned(),
            Some(layer) => match line(text, layer) {
                Some(line) => format!("{shown}:{line}, layers[{layer}]"),
                None => format!("{shown}, layers[{layer}]"),
            },
        };
        let help = match helps && !self.help.is_empty() {
            true => format!("\n  = help: {}", self.help),
            false => String::new(),
        };
        output::error(format_args!("{place}: {}{help}", self.message));
    }
}

/// Returns the line of a layer's heading, from 1; `None` if layers are written in another way.
fn line(text: &str, layer: usize) -> Option<usize> {
    let is_heading = |line: &str| {
        let line = line.split('#').next().unwrap_or("");
        line.split_whitespace().collect::<String>() == "[[layers]]"
    };
    let lines = text.lines().enumerate();
    let mut headings = lines.filter(|(_, line)| is_heading(line));
    headings.nth(layer).map(|(line, _)| line + 1)
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn layers_have_the_lines_of_their_headings() {
        let text = "input = 2\n[[layers]]\ntype = \"dense\"\n\n [[ layers ]] # the last\n";
        assert_eq!(
            [0, 1, 2].map(|layer| line(text, layer)),
            [Some(2), Some(5), None]
        );
        assert_eq!(line("layers = [{ type = \"flatten\" }]", 0), None);
    }
}
