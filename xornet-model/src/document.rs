//! Spanned tables, over what the TOML parser gives.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::fault::{Fault, Faults, Read, Reported};
use crate::suggest;

pub(crate) type Value<'i> = Spanned<DeValue<'i>>;

/// The file as a table; a fault of syntax is the only one that is reported.
pub(crate) fn parse(text: &str) -> Result<Spanned<DeTable<'_>>, Fault> {
    DeTable::parse(text).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        let fault = Fault::new(span, format!("not valid TOML: {}", error.message()));
        if error.message() == "duplicate key" {
            return fault.label("this table has the key already");
        }
        fault.label("here the file stops being TOML")
    })
}

/// A table of the file before it is known which keys it may have.
pub(crate) struct Entries<'d, 'i> {
    entries: &'d DeTable<'i>,
    /// What the table is, for messages: `layer 1`.
    pub(crate) title: String,
    /// Where faults of the table as a whole are shown.
    pub(crate) span: Range<usize>,
}

/// A table of the file, all keys of which are known or have been reported.
pub(crate) struct Table<'d, 'i> {
    entries: &'d DeTable<'i>,
    pub(crate) title: String,
    pub(crate) span: Range<usize>,
    /// Keys that were meant by one that was reported as unknown.
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

    /// Returns the entry that says of which kind the table is. A misspelt key is reported as such,
    /// and a missing one as missing.
    pub(crate) fn kind(
        &self,
        key: &'static str,
        expected: &str,
        faults: &mut Faults,
    ) -> Read<Entry<'d, 'i>> {
        if let Some(entry) = self.get(key) {
            return Ok(entry);
        }
        let mut names = self.entries.keys();
        let misspelt = names.find(|name| suggest::suggest(name.get_ref(), &[key]).is_some());
        Err(faults.push(match misspelt {
            Some(name) => unknown(name.get_ref(), name.span(), &self.title, &[key]),
            None => missing(key, expected, &self.title, &self.span),
        }))
    }

    /// Reports each key that is not `known`.
    pub(crate) fn open(self, known: &[&'static str], faults: &mut Faults) -> Table<'d, 'i> {
        let title = self.title.clone();
        self.open_as(known, faults, |key, span| unknown(key, span, &title, known))
    }

    /// The same, where `unknown` makes the fault of a key that is not `known`.
    pub(crate) fn open_as(
        self,
        known: &[&'static str],
        faults: &mut Faults,
        unknown: impl Fn(&str, Range<usize>) -> Fault,
    ) -> Table<'d, 'i> {
        let mut misspelt = Vec::new();
        for key in self.entries.keys() {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                let reported = faults.push(unknown(name, key.span()));
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

    /// Returns the same, where the key must be there: it is reported as missing unless a misspelling
    /// of it has been reported.
    pub(crate) fn require(
        &self,
        key: &str,
        expected: &str,
        faults: &mut Faults,
    ) -> Read<Entry<'d, 'i>> {
        self.get(key).ok_or_else(|| {
            let misspelt = self.misspelt.iter().find(|(meant, _)| *meant == key);
            match misspelt {
                Some((_, reported)) => *reported,
                None => faults.push(missing(key, expected, &self.title, &self.span)),
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

fn missing(key: &str, expected: &str, title: &str, span: &Range<usize>) -> Fault {
    Fault::new(span.clone(), format!("{title} has no `{key}`"))
        .label(format!("expected {expected}"))
}

/// Makes the fault of a key that is not `known`.
pub(crate) fn unknown(name: &str, span: Range<usize>, title: &str, known: &[&str]) -> Fault {
    let message = format!("unknown key `{}` in {title}", shorten(name));
    Fault::new(span, message)
        .label("not a key of this table")
        .help(suggest::help(name, known))
}

/// A value that is of another type than expected.
pub(crate) fn wrong_type(value: &Value<'_>, what: &str, expected: &str) -> Fault {
    let found = match value.get_ref() {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    };
    Fault::new(
        value.span(),
        format!("{what} is {found}, but should be {expected}"),
    )
    .label(format!("expected {expected}"))
}

/// At most the beginning of a text from the file, for a message.
pub(crate) fn shorten(text: &str) -> String {
    const MOST: usize = 60;
    let text = text.escape_debug().to_string();
    if text.chars().count() <= MOST {
        return text;
    }
    text.chars().take(MOST).chain("…".chars()).collect()
}
