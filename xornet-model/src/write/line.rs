//! Lines of a model file, with their comments.

use super::{Comments, Part};

/// The text of a model file in the making.
pub(super) struct Lines<'a> {
    text: String,
    comments: Option<&'a dyn Fn(Part<'_>) -> Comments>,
}

/// Where remarks begin, unless a line is longer.
const COLUMN: usize = 29;

impl<'a> Lines<'a> {
    pub(super) fn new(comments: Option<&'a dyn Fn(Part<'_>) -> Comments>) -> Self {
        Self {
            text: String::new(),
            comments,
        }
    }

    /// Adds a comment at the head of the file, with an empty line behind it.
    pub(super) fn header(&mut self, lines: &[String]) {
        for line in lines {
            let line = format!("# {line}");
            self.text.extend([line.trim_end(), "\n"]);
        }
        if !lines.is_empty() {
            self.text.push('\n');
        }
    }

    /// Adds a heading behind an empty line.
    pub(super) fn heading(&mut self, heading: &str) {
        self.text.extend(["\n", heading, "\n"]);
    }

    /// The same with comments between.
    pub(super) fn part_heading(&mut self, part: Part<'_>, heading: &str) {
        let Comments { before, .. } = self.comments(part);
        self.text.push('\n');
        self.comment(&before);
        self.text.extend([heading, "\n"]);
    }

    /// Adds a key with its value, which may have several lines; a remark stands behind the first.
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

    fn comments(&self, part: Part<'_>) -> Comments {
        self.comments
            .map(|comments| comments(part))
            .unwrap_or_default()
    }

    /// Adds a comment; an empty line stays empty.
    fn comment(&mut self, lines: &[String]) {
        for line in lines {
            let mark = if line.is_empty() { "" } else { "# " };
            self.text.extend([mark, line, "\n"]);
        }
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }
}
