//! The text of an SVG document.

use std::fmt::Write as _;

/// A builder of an SVG document.
#[derive(Debug, Default)]
pub(super) struct Svg {
    text: String,
}

impl Svg {
    /// Adds an element with attributes, whose content is added by `content`.
    pub(super) fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        content: impl FnOnce(&mut Self),
    ) {
        self.open(name, attributes);
        self.text.push('>');
        content(self);
        self.text.extend(["</", name, ">"]);
    }

    /// Adds an element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.open(name, attributes);
        self.text.push_str("/>");
    }

    /// Adds the beginning of a tag, up to its attributes.
    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.text.extend(["<", name]);
        for (name, value) in attributes {
            self.text.extend([" ", name, "=\""]);
            self.escaped(value);
            self.text.push('"');
        }
    }

    /// Adds text, and escapes the characters that have a meaning in XML. White space becomes spaces, and characters
    /// that XML does not allow are replaced.
    pub(super) fn escaped(&mut self, text: &str) {
        for (index, word) in text.split([' ', '\t', '\n', '\r']).enumerate() {
            if index > 0 {
                self.text.push(' ');
            }
            for c in word.chars() {
                match c {
                    '<' => self.text.push_str("&lt;"),
                    '>' => self.text.push_str("&gt;"),
                    '&' => self.text.push_str("&amp;"),
                    '"' => self.text.push_str("&quot;"),
                    '\'' => self.text.push_str("&#39;"),
                    '\u{fffe}' | '\u{ffff}' => self.text.push(char::REPLACEMENT_CHARACTER),
                    _ if c.is_control() => self.text.push(char::REPLACEMENT_CHARACTER),
                    _ => self.text.push(c),
                }
            }
        }
    }

    /// Adds a part of the document as it is.
    pub(super) fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Returns the text of the document.
    pub(super) fn into_text(self) -> String {
        self.text
    }
}

/// Writes a coordinate, rounded to a tenth.
pub(super) fn tenth(x: f64) -> String {
    let tenths = (x * 10.0).round();
    // `+ 0.0` turns minus zero into zero.
    (tenths / 10.0 + 0.0).to_string()
}

/// A builder of the data of a path.
#[derive(Debug, Default)]
pub(super) struct Path {
    text: String,
}

impl Path {
    /// Adds a line.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64)) {
        let [a, b, c, d] = [from.0, from.1, to.0, to.1].map(tenth);
        let written = write!(self.text, "M{a} {b}L{c} {d}");
        debug_assert!(written.is_ok(), "a string takes any text");
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }
}
