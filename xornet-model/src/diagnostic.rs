//! Diagnostics of a model file, and their rendering.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// One error of a model file, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    message: String,
    label: String,
    help: Option<String>,
    note: Option<String>,
    span: Range<usize>,
}

impl Diagnostic {
    pub(crate) fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            label: String::new(),
            help: None,
            note: None,
            span,
        }
    }

    /// Sets what was expected, which is shown next to the caret.
    pub(crate) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Sets how to fix the error.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Returns what is wrong, in one line.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns what was expected at the place of the error; it may be empty.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.label
    }

    /// Returns how to fix the error, if that is known.
    #[must_use]
    pub fn remedy(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// Returns the note with details of what was found, if there is one.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// Adds a note, which is shown last.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Returns the place of the error, in bytes of the file.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Returns the line and the column where the error begins, both from 1; columns count characters. `text`
    /// is the text of the file.
    #[must_use]
    pub fn position(&self, text: &str) -> (usize, usize) {
        let line = Line::of(text, &self.span);
        (
            line.number,
            line.text[..line.span.start].chars().count() + 1,
        )
    }

    /// Renders the error as a compiler does: the message, `path:line:column`, the line with a caret, what
    /// was expected, and how to fix it. `text` is the text of the file.
    #[must_use]
    pub fn render(&self, path: &str, text: &str) -> String {
        self.show(path, text, Level::ERROR.no_name(), &Renderer::plain())
    }

    /// Renders the error like [`Self::render`], but after `error:` and in the colours of the compiler, as
    /// ANSI escape sequences.
    #[must_use]
    pub fn render_styled(&self, path: &str, text: &str) -> String {
        self.show(path, text, Level::ERROR, &Renderer::styled())
    }

    fn show(&self, path: &str, text: &str, level: Level<'_>, renderer: &Renderer) -> String {
        let line = Line::of(text, &self.span);
        let annotation = AnnotationKind::Primary.span(line.span.clone());
        let label = (!self.label.is_empty()).then_some(self.label.as_str());
        let snippet = Snippet::source(line.text)
            .path(path)
            .line_start(line.number)
            .annotation(annotation.label(label));
        let help = self.help.as_ref().map(|help| Level::HELP.message(help));
        let note = self.note.as_ref().map(|note| Level::NOTE.message(note));
        let group = level.primary_title(&self.message).element(snippet);
        renderer.render(&[group.elements(help.into_iter().chain(note))])
    }
}

/// An index of the lines of a text, for finding the positions of many spans.
#[derive(Clone, Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Indexes the lines of a text.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(ends).collect();
        Self { text, starts }
    }

    /// Returns the line and the column of a byte of the text, both from 1; columns count characters. The
    /// result is that of [`Diagnostic::position`] for an error that begins there.
    #[must_use]
    pub fn position(&self, at: usize) -> (usize, usize) {
        let at = floor(self.text, at);
        let number = self.starts.partition_point(|&start| start <= at);
        let line = Line::at(self.text, self.starts[number - 1], number, &(at..at));
        (number, line.text[..line.span.start].chars().count() + 1)
    }
}

/// The first line of a span. The renderer gets only this line: the whole text may be long, and a span of
/// many lines would hide its own beginning.
struct Line<'a> {
    number: usize,
    text: &'a str,
    span: Range<usize>,
}

impl<'a> Line<'a> {
    fn of(text: &'a str, span: &Range<usize>) -> Self {
        let at = floor(text, span.start);
        let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let number = 1 + text[..start].bytes().filter(|&byte| byte == b'\n').count();
        Self::at(text, start, number, span)
    }

    /// Returns line `number`, which begins at `start`, and the part of the span in it.
    fn at(text: &'a str, start: usize, number: usize, span: &Range<usize>) -> Self {
        let at = floor(text, span.start);
        let rest = &text[start..];
        let line = rest.split('\n').next().unwrap_or(rest);
        // The byte-order mark is not shown, and does not count as a column.
        let mark = if start == 0 && line.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        let line = line[mark..].trim_end_matches('\r');
        let begin = (at - start).saturating_sub(mark).min(line.len());
        let end = floor(text, span.end)
            .saturating_sub(start + mark)
            .clamp(begin, line.len());
        Self {
            number,
            text: line,
            span: begin..end,
        }
    }
}

/// Returns the nearest character boundary at or before `index`.
fn floor(text: &str, index: usize) -> usize {
    let index = index.min(text.len());
    (0..=index)
        .rev()
        .find(|&index| text.is_char_boundary(index))
        .unwrap_or(0)
}

/// Proof that an error was reported. Only [`Diagnostics::push`] makes one, so that a reading function cannot
/// skip anything silently: it returns either what it read or this proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reported(());

/// The result of reading a part of the file: a value, or the proof that an error was reported.
pub(crate) type Read<T> = Result<T, Reported>;

/// The errors of a file. Beyond the first [`Diagnostics::MOST`] they are only counted.
#[derive(Debug, Default)]
pub(crate) struct Diagnostics {
    list: Vec<Diagnostic>,
    more: usize,
}

impl Diagnostics {
    /// The number of errors that are kept.
    const MOST: usize = 50;

    /// Reports an error.
    pub(crate) fn push(&mut self, error: Diagnostic) -> Reported {
        if self.list.len() < Self::MOST {
            self.list.push(error);
        } else {
            self.more += 1;
        }
        Reported(())
    }

    /// Returns an error if anything was reported.
    pub(crate) fn check_empty(&self) -> Read<()> {
        if self.list.is_empty() {
            Ok(())
        } else {
            Err(Reported(()))
        }
    }

    /// Returns the errors in the order of the file; the last one tells how many more there are.
    pub(crate) fn into_vec(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(|error| error.span.start);
        if self.more > 0
            && let Some(last) = self.list.last_mut()
        {
            let more = format!("and {} more errors in this file", self.more);
            last.help = Some(
                last.help
                    .take()
                    .map_or(more.clone(), |help| format!("{help}; {more}")),
            );
        }
        self.list
    }
}
