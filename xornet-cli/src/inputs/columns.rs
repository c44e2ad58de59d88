//! The columns of a CSV file to read, as `--columns` names them.

use std::convert::Infallible;
use std::ops::RangeInclusive;
use std::str::FromStr;

use anyhow::{Context, ensure};
use xornet_model::VALUE_LIMIT;

use super::number::quoted;

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
                        *range.end() <= VALUE_LIMIT,
                        "column {} is more than the limit of {VALUE_LIMIT}",
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
                    indices.push(index(name, names)?);
                }
            }
        }
        Ok(indices)
    }
}

/// Returns the index of the column with a name.
fn index(name: &str, names: &[String]) -> anyhow::Result<usize> {
    let known: Vec<_> = names.iter().map(String::as_str).collect();
    let index = known.iter().position(|other| *other == name);
    index.with_context(|| {
        let help = xornet_model::suggest(name, &known);
        format!("there is no column {}; {help}", quoted(name))
    })
}

/// Returns the index of the column of each input of a network, by its name. Other columns are ignored.
pub(super) fn matched(inputs: &[String], names: &[String]) -> anyhow::Result<Vec<usize>> {
    let column = |input: &String| {
        let index = index(input, names).context(
            "the columns have other names than the inputs of the network, `input_names`; rename them, or choose them \
             with `--columns`",
        )?;
        ensure!(
            !names[index + 1..].contains(input),
            "there are two columns {}; choose one with `--columns`",
            quoted(input)
        );
        Ok(index)
    };
    inputs.iter().map(column).collect()
}
