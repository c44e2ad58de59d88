//! Diagnostics of a model file, and how they are shown.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// One thing that is wrong with a model file.
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

    /// What was expected, to stand beside the caret.
    pub(crate) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// How to mend it.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// What is wrong, in a line.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What was expected there; may be empty.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.label
    }

    /// How to mend it, where that is known.
    #[must_use]
    pub fn remedy(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// What was found, where that says more.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// The same with a note, which stands last.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Where, in bytes of the file.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The line and the column where the error begins, from 1; columns count characters.
    #[must_use]
    pub fn position(&self, text: &str) -> (usize, usize) {
        let line = Line::of(text, &self.span);
        (
            line.number,
            line.text[..line.span.start].chars().count() + 1,
        )
    }

    /// The error as a compiler shows it: the message, `path:line:column`, the line with a caret,
    /// what was expected, and how to mend it. `text` is the file's.
    #[must_use]
    pub fn render(&self, path: &str, text: &str) -> String {
        self.show(path, text, Level::ERROR.no_name(), &Renderer::plain())
    }

    /// The same headed `error:`, in the colours of the compiler, as ANSI sequences.
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

/// Where the lines of a text begin, for the places of many spans.
#[derive(Clone, Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Finds the lines of a text.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(ends).collect();
        Self { text, starts }
    }

    /// Returns the line and the column of a byte of the text, from 1; columns count characters. It is
    /// what [`Diagnostic::position`] returns of an error there.
    #[must_use]
    pub fn position(&self, at: usize) -> (usize, usize) {
        let at = floor(self.text, at);
        let number = self.starts.partition_point(|&start| start <= at);
        let line = Line::at(self.text, self.starts[number - 1], number, &(at..at));
        (number, line.text[..line.span.start].chars().count() + 1)
    }
}

/// The first line of a span. Only that is handed to the renderer: the whole text may be long, and a
/// span of many lines would hide its beginning.
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
        // A byte-order mark has no width.
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

/// The nearest character boundary at or before `index`.
fn floor(text: &str, index: usize) -> usize {
    let index = index.min(text.len());
    (0..=index)
        .rev()
        .find(|&index| text.is_char_boundary(index))
        .unwrap_or(0)
}

/// Proof that an error was reported. Only [`Diagnostics::push`] makes one, so that a reader cannot leave
/// anything out in silence: it returns what it read, or this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reported(());

/// What was read, unless an error was reported.
pub(crate) type Read<T> = Result<T, Reported>;

/// The errors of a file. Past [`Diagnostics::MOST`] they are only counted.
#[derive(Debug, Default)]
pub(crate) struct Diagnostics {
    list: Vec<Diagnostic>,
    more: usize,
}

impl Diagnostics {
    const MOST: usize = 50;

    pub(crate) fn push(&mut self, error: Diagnostic) -> Reported {
        if self.list.len() < Self::MOST {
            self.list.push(error);
        } else {
            self.more += 1;
        }
        Reported(())
    }

    /// Fails where anything was reported.
    pub(crate) fn none(&self) -> Read<()> {
        if self.list.is_empty() {
            Ok(())
        } else {
            Err(Reported(()))
        }
    }

    /// In the order of the file.
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
