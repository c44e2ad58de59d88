//! The lines of a model file, with their comments.

use super::{Comments, Part};

/// A builder of a model file's text.
pub(super) struct Lines<'a> {
    text: String,
    comments: Option<&'a dyn Fn(Part<'_>) -> Comments>,
}

/// The column at which remarks begin, unless the line is longer.
const COLUMN: usize = 29;

impl<'a> Lines<'a> {
    /// Starts an empty text.
    pub(super) fn new(comments: Option<&'a dyn Fn(Part<'_>) -> Comments>) -> Self {
        Self {
            text: String::new(),
            comments,
        }
    }

    /// Adds a comment for the beginning of the file, and an empty line.
    pub(super) fn header(&mut self, lines: &[String]) {
        for line in lines {
            let line = format!("# {line}");
            self.text.extend([line.trim_end(), "\n"]);
        }
        if !lines.is_empty() {
            self.text.push('\n');
        }
    }

    /// Adds an empty line and a heading.
    pub(super) fn heading(&mut self, heading: &str) {
        self.text.extend(["\n", heading, "\n"]);
    }

    /// Adds an empty line, the comments of a part, and its heading.
    pub(super) fn part_heading(&mut self, part: Part<'_>, heading: &str) {
        let Comments { before, .. } = self.comments(part);
        self.text.push('\n');
        self.comment(&before);
        self.text.extend([heading, "\n"]);
    }

    /// Adds a key with its value and its comments. The value may have several lines; a remark goes to the end of
    /// the first.
    pub(super) fn line(&mut self, part: Part<'_>, key: &str, value: &str) {
        let Comments {
            before,
            remark,
            after,
        } = self.comments(part);
        self.comment(&before);
        let (first, rest) = match value.split_once('\n') {
            Some((first, rest)) => (first, Some(rest)),
            None => (value, None),
        };
        let mut first = format!("{key} = {first}");
        let remark = remark.unwrap_or_default();
        for remark in remark.lines() {
            self.text += &format!("{first:<COLUMN$}  # {remark}\n");
            first.clear();
        }
        if !first.is_empty() {
            self.text.extend([&*first, "\n"]);
        }
        self.text.extend(rest.iter().flat_map(|rest| [*rest, "\n"]));
        self.comment(&after);
    }

    /// Returns the comments of a part.
    fn comments(&self, part: Part<'_>) -> Comments {
        self.comments
            .map(|comments| comments(part))
            .unwrap_or_default()
    }

    /// Adds lines as a comment; an empty line stays empty, without `#`.
    fn comment(&mut self, lines: &[String]) {
        for line in lines {
            let mark = if line.is_empty() { "" } else { "# " };
            self.text.extend([mark, line, "\n"]);
        }
    }

    /// Returns the text.
    pub(super) fn into_text(self) -> String {
        self.text
    }
}
