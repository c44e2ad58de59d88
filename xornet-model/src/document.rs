//! Spanned tables, over what the TOML parser gives.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::fault::{Fault, Faults};
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

/// A table of the file.
#[derive(Clone)]
pub(crate) struct Table<'d, 'i> {
    entries: &'d DeTable<'i>,
    /// What the table is, for messages: `layer 1`.
    pub(crate) title: String,
    /// Where faults of the table as a whole are shown.
    pub(crate) span: Range<usize>,
}

/// A key with its value.
#[derive(Clone)]
pub(crate) struct Entry<'d, 'i> {
    pub(crate) key: Range<usize>,
    pub(crate) value: &'d Value<'i>,
}

impl<'d, 'i> Table<'d, 'i> {
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
        self.entries.get_key_value(key).map(|(key, value)| Entry {
            key: key.span(),
            value,
        })
    }

    /// The same, where the key must be there.
    pub(crate) fn require(
        &self,
        key: &str,
        expected: &str,
        faults: &mut Faults,
    ) -> Option<Entry<'d, 'i>> {
        let entry = self.get(key);
        // A misspelt key is reported as such, and not as missing, too.
        let misspelt = || {
            self.entries
                .keys()
                .any(|found| suggest::suggest(found.get_ref(), &[key]).is_some())
        };
        if entry.is_none() && !misspelt() {
            let message = format!("{} has no `{key}`", self.title);
            faults
                .push(Fault::new(self.span.clone(), message).label(format!("expected {expected}")));
        }
        entry
    }

    /// Reports the keys that are not `known`.
    pub(crate) fn only(&self, known: &[&str], faults: &mut Faults) {
        for key in self.entries.keys() {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                let message = format!("unknown key `{}` in {}", shorten(name), self.title);
                faults.push(
                    Fault::new(key.span(), message)
                        .label("not a key of this table")
                        .help(suggest::help(name, known)),
                );
            }
        }
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = (&'d str, Range<usize>)> {
        self.entries
            .keys()
            .map(|key| (key.get_ref().as_ref(), key.span()))
    }
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
