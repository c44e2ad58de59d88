//! Text of an SVG document.

use std::fmt::Write as _;

/// What is drawn so far.
#[derive(Debug, Default)]
pub(super) struct Svg {
    text: String,
}

impl Svg {
    /// Begins an element; its attributes are pairs, and what it holds is written by `content`.
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

    /// An element that holds nothing.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.open(name, attributes);
        self.text.push_str("/>");
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.text.extend(["<", name]);
        for (name, value) in attributes {
            self.text.extend([" ", name, "=\""]);
            self.escaped(value);
            self.text.push('"');
        }
    }

    /// Characters that stand for themselves, whatever they are. White space is folded, and what XML
    /// does not allow is replaced.
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

    /// A part of the document that is known to be right.
    pub(super) fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }
}

/// A coordinate, to a tenth.
pub(super) fn tenth(x: f64) -> String {
    let tenths = (x * 10.0).round();
    // `+ 0.0` for minus zero.
    (tenths / 10.0 + 0.0).to_string()
}

/// The outline of a path.
#[derive(Debug, Default)]
pub(super) struct Path {
    text: String,
}

impl Path {
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
