//! The columns of a CSV file to read, as `--columns` names them.

use std::convert::Infallible;
use std::ops::RangeInclusive;
use std::str::FromStr;

use anyhow::{Context, ensure};
use xornet_model::WIDTH_LIMIT;

/// Columns by number or by name, in the order of the network's inputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns(Vec<Item>);

/// One part of a list of columns.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Item {
    /// A range of columns, counted from 1.
    Numbers(RangeInclusive<usize>),
    Name(String),
}

impl FromStr for Columns {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let item = |word: &str| {
            let (first, last) = word.split_once('-').unwrap_or((word, word));
            match (first.parse(), last.parse()) {
                (Ok(first), Ok(last)) => Item::Numbers(first..=last),
                _ => Item::Name(word.to_owned()),
            }
        };
        Ok(Self(
            text.split(',').map(|word| item(word.trim())).collect(),
        ))
    }
}

impl Columns {
    /// Returns the indices of the columns, from 0, in a file whose header is `names`.
    pub(super) fn indices(&self, names: Option<&[String]>) -> anyhow::Result<Vec<usize>> {
        let mut indices = Vec::new();
        for item in &self.0 {
            match item {
                Item::Numbers(range) => {
                    ensure!(
                        !range.contains(&0),
                        "columns are counted from 1, not from 0"
                    );
                    ensure!(
                        !range.is_empty(),
                        "the columns `{}-{}` are an empty range",
                        range.start(),
                        range.end()
                    );
                    ensure!(
                        *range.end() <= WIDTH_LIMIT,
                        "column {} is more than the limit of {WIDTH_LIMIT}",
                        range.end()
                    );
                    indices.extend(range.clone().map(|number| number - 1));
                }
                Item::Name(name) => {
                    let names = names.with_context(|| {
                        format!(
                            "there is no column `{name}`: the first row holds numbers, not names"
                        )
                    })?;
                    let index = names.iter().position(|other| other == name);
                    let known: Vec<_> = names.iter().map(String::as_str).collect();
                    indices.push(index.with_context(|| {
                        format!(
                            "there is no column `{name}`; {}",
                            xornet_model::suggest(name, &known)
                        )
                    })?);
                }
            }
        }
        Ok(indices)
    }
}
