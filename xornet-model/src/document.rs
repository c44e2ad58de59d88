//! Tables with spans, on top of the TOML parser.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Diagnostics, Read, Reported};
use crate::suggest;

/// A value of the file, with its span in bytes.
pub(crate) type Value<'i> = Spanned<DeValue<'i>>;

/// Parses the file as a table, or returns its first syntax error.
pub(crate) fn parse(text: &str) -> Result<Spanned<DeTable<'_>>, Diagnostic> {
    DeTable::parse(text).map_err(|found| {
        let span = found.span().unwrap_or(0..0);
        let error = Diagnostic::new(span, format!("not valid TOML: {}", found.message()));
        if found.message() == "duplicate key" {
            return error.label("this table has the key already");
        }
        error.label("here the file stops being TOML")
    })
}

/// A table of the file whose keys are not checked yet.
pub(crate) struct Entries<'d, 'i> {
    entries: &'d DeTable<'i>,
    /// The name of the table in messages: `layer 1`.
    pub(crate) title: String,
    /// The place of errors about the table as a whole.
    pub(crate) span: Range<usize>,
}

/// A table of the file whose unknown keys have been reported.
pub(crate) struct Table<'d, 'i> {
    entries: &'d DeTable<'i>,
    pub(crate) title: String,
    pub(crate) span: Range<usize>,
    /// Known keys that an unknown one probably stands for.
    misspelt: Vec<(&'static str, Reported)>,
}

/// A key with its value.
#[derive(Clone)]
pub(crate) struct Entry<'d, 'i> {
    pub(crate) key: Range<usize>,
    pub(crate) value: &'d Value<'i>,
}

impl<'d, 'i> Entries<'d, 'i> {
    pub(crate) fn new(
        entries: &'d DeTable<'i>,
        title: impl Into<String>,
        span: Range<usize>,
    ) -> Self {
        Self {
            entries,
            title: title.into(),
            span,
        }
    }

    pub(crate) fn get(&self, key: &str) -> Option<Entry<'d, 'i>> {
        get(self.entries, key)
    }

    /// Returns the entry that names the kind of the table, or reports that its key is missing or
    /// misspelt.
    pub(crate) fn kind(
        &self,
        key: &'static str,
        expected: &str,
        errors: &mut Diagnostics,
    ) -> Read<Entry<'d, 'i>> {
        if let Some(entry) = self.get(key) {
            return Ok(entry);
        }
        let mut names = self.entries.keys();
        let misspelt = names.find(|name| suggest::suggest(name.get_ref(), &[key]).is_some());
        Err(errors.push(match misspelt {
            Some(name) => unknown(name.get_ref(), name.span(), &self.title, &[key]),
            None => missing(key, expected, &self.title, &self.span),
        }))
    }

    /// Reports each key that is not one of `known`.
    pub(crate) fn open(self, known: &[&'static str], errors: &mut Diagnostics) -> Table<'d, 'i> {
        let title = self.title.clone();
        self.open_as(known, errors, |key, span| unknown(key, span, &title, known))
    }

    /// Reports each key that is not one of `known`, by the error that `unknown` makes.
    pub(crate) fn open_as(
        self,
        known: &[&'static str],
        errors: &mut Diagnostics,
        unknown: impl Fn(&str, Range<usize>) -> Diagnostic,
    ) -> Table<'d, 'i> {
        let mut misspelt = Vec::new();
        for key in self.entries.keys() {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                let reported = errors.push(unknown(name, key.span()));
                misspelt.extend(suggest::suggest(name, known).map(|meant| (meant, reported)));
            }
        }
        Table {
            entries: self.entries,
            title: self.title,
            span: self.span,
            misspelt,
        }
    }
}

impl<'d, 'i> Table<'d, 'i> {
    pub(crate) fn get(&self, key: &str) -> Option<Entry<'d, 'i>> {
        get(self.entries, key)
    }

    /// Returns the entry of a required key. If there is none, reports that the key is missing, unless a
    /// misspelling of it has been reported.
    pub(crate) fn require(
        &self,
        key: &str,
        expected: &str,
        errors: &mut Diagnostics,
    ) -> Read<Entry<'d, 'i>> {
        self.get(key).ok_or_else(|| {
            let misspelt = self.misspelt.iter().find(|(meant, _)| *meant == key);
            match misspelt {
                Some((_, reported)) => *reported,
                None => errors.push(missing(key, expected, &self.title, &self.span)),
            }
        })
    }
}

fn get<'d, 'i>(entries: &'d DeTable<'i>, key: &str) -> Option<Entry<'d, 'i>> {
    entries.get_key_value(key).map(|(key, value)| Entry {
        key: key.span(),
        value,
    })
}

fn missing(key: &str, expected: &str, title: &str, span: &Range<usize>) -> Diagnostic {
    Diagnostic::new(span.clone(), format!("{title} has no `{key}`"))
        .label(format!("expected {expected}"))
}

/// Makes the error for a key that is not one of `known`.
pub(crate) fn unknown(name: &str, span: Range<usize>, title: &str, known: &[&str]) -> Diagnostic {
    let message = format!("unknown key `{}` in {title}", shorten(name));
    Diagnostic::new(span, message)
        .label("not a key of this table")
        .help(suggest::help(name, known))
}

/// Makes the error for a value whose type is not the expected one.
pub(crate) fn wrong_type(value: &Value<'_>, what: &str, expected: &str) -> Diagnostic {
    let found = match value.get_ref() {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    };
    Diagnostic::new(
        value.span(),
        format!("{what} is {found}, but should be {expected}"),
    )
    .label(format!("expected {expected}"))
}

/// Escapes a text from the file for a message, and cuts it if it is long.
pub(crate) fn shorten(text: &str) -> String {
    const MOST: usize = 60;
    let text = text.escape_debug().to_string();
    if text.chars().count() <= MOST {
        return text;
    }
    text.chars().take(MOST).chain("…".chars()).collect()
}
