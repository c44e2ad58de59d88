//! The samples that ranges come from, and their labels.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use xornet_model::{Network, quantity};

use super::draft::Draft;
use super::passes::{self, Numbers};
use crate::archive::Archive;
use crate::evaluate::FloatNumber;
use crate::import::data;
use crate::inputs::{self, Columns, Reading, Width};
use crate::source;

/// The maximal number of numbers of all samples together.
const MAX_NUMBERS: usize = 1 << 26;

/// The names that the array of samples of an archive may have.
const NAMES: [&str; 6] = ["inputs", "input", "samples", "x", "X", "arr_0"];

/// The samples of a file.
#[derive(Clone, Debug)]
pub struct Samples<T> {
    /// The samples, or the sequences of frames of a stream, which are as long as whole steps.
    pub sequences: Vec<Vec<T>>,
    /// The class of each sample, if it is known.
    pub labels: Option<Vec<f64>>,
}

impl<T: FloatNumber> Samples<T> {
    /// Reads the samples. `labels` is the name of a file, or of a column or an array next to the samples.
    ///
    /// # Errors
    ///
    /// If a file cannot be read or does not fit the network.
    pub fn open(
        network: &Network<T>,
        path: &Path,
        reading: &Reading,
        labels: Option<&str>,
    ) -> anyhow::Result<Self> {
        let is_archive = path.extension().is_some_and(|extension| extension == "npz");
        let mut sequences = match is_archive {
            true => archive(network, path)?,
            false => table(network, path, reading)?,
        };
        let step = passes::step_length(network);
        for sequence in &mut sequences {
            sequence.truncate(sequence.len() / step * step);
        }
        sequences.retain(|sequence| !sequence.is_empty());
        ensure!(
            !sequences.is_empty(),
            "`{}` has no samples: a step of this stream takes {}",
            source::shown(path),
            quantity(network.stride(), "frame")
        );
        let Some(name) = labels else {
            return Ok(Self {
                sequences,
                labels: None,
            });
        };
        ensure!(
            !network.is_stream(),
            "`--labels` is for networks that are not streams, whose outputs are many for a sequence"
        );
        let file = PathBuf::from(name);
        let labels = match file.is_file() {
            true => column(&file, &Reading::default()),
            false if is_archive => array(path, name),
            false => {
                ensure!(
                    !source::is_standard_input(path),
                    "labels cannot be a column of standard input; name a file of labels"
                );
                let columns = name.parse::<Columns>().ok();
                column(
                    path,
                    &Reading {
                        columns,
                        header: reading.header,
                    },
                )
            }
        };
        let labels = labels.with_context(|| format!("cannot read the labels `{name}`"))?;
        ensure!(
            labels.len() == sequences.len(),
            "there are {} and {}",
            quantity(sequences.len(), "sample"),
            quantity(labels.len(), "label")
        );
        check_labels(network, &labels)?;
        Ok(Self {
            sequences,
            labels: Some(labels),
        })
    }

    /// Runs the network of floats on all samples, and hands the input and the numbers of all values to `visit`, a step after
    /// the other.
    ///
    /// # Errors
    ///
    /// If a number is not finite; and those of `visit`.
    pub fn each(
        &self,
        network: &Network<T>,
        draft: &Draft,
        visit: &mut dyn FnMut(&[T], &Numbers) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        for (index, sequence) in self.sequences.iter().enumerate() {
            passes::floats(network, draft, sequence, visit)
                .with_context(|| format!("sample {}", index + 1))?;
        }
        Ok(())
    }
}

/// Reads a sample from each row; for a stream, a frame of one sequence.
fn table<T: FloatNumber>(
    network: &Network<T>,
    path: &Path,
    reading: &Reading,
) -> anyhow::Result<Vec<Vec<T>>> {
    let mut sequences: Vec<Vec<T>> = Vec::new();
    let mut total = 0;
    let width = Width::Inputs(network.inputs(), network.input_names());
    inputs::rows(path, reading, width, false, &mut |row: &[T]| {
        total += row.len();
        ensure!(
            total <= MAX_NUMBERS,
            "there are more than {MAX_NUMBERS} numbers"
        );
        match sequences.last_mut().filter(|_| network.is_stream()) {
            Some(sequence) => sequence.extend_from_slice(row),
            None => sequences.push(row.to_vec()),
        }
        Ok(())
    })?;
    Ok(sequences)
}

/// Reads a sample, or a sequence of a stream, from each row of an array.
fn archive<T: FloatNumber>(network: &Network<T>, path: &Path) -> anyhow::Result<Vec<Vec<T>>> {
    let shown = source::shown(path);
    let names = Archive::open(path)
        .with_context(|| format!("cannot read `{shown}`"))?
        .names();
    let known = NAMES
        .iter()
        .find(|name| names.iter().any(|known| known == *name));
    let name = match (known, &names[..]) {
        (Some(name), _) => (*name).to_owned(),
        (None, [only]) => only.clone(),
        (None, _) => bail!(
            "`{shown}` should have an array `inputs` or `x`; it has {}",
            names.join(", ")
        ),
    };
    let rows = rows(path, &name)?;
    let (width, is_stream) = (network.inputs(), network.is_stream());
    let read = |(index, row): (usize, &Vec<f64>)| {
        let fits = row.len() == width || is_stream && row.len().is_multiple_of(width.max(1));
        let frames = if is_stream { "frames of " } else { "" };
        ensure!(
            fits,
            "`{shown}`: the samples have {}, but the network takes {frames}{width}",
            quantity(row.len(), "number")
        );
        let numbers: Option<Vec<_>> = row.iter().map(|&number| T::from_wide(number)).collect();
        let large = || {
            format!(
                "`{shown}`: a number of sample {} is too large for `{}`",
                index + 1,
                T::DTYPE
            )
        };
        numbers.with_context(large)
    };
    rows.iter().enumerate().map(read).collect()
}

fn rows(path: &Path, name: &str) -> anyhow::Result<Vec<Vec<f64>>> {
    let context = || format!("cannot read `{}`: the array `{name}`", source::shown(path));
    let mut archive = Archive::open(path).with_context(context)?;
    let file = archive.array(name).with_context(context)?;
    data::rows(file).with_context(context)
}

/// Reads labels from an array with one number in each row.
fn array(path: &Path, name: &str) -> anyhow::Result<Vec<f64>> {
    let label = |row: Vec<f64>| match row[..] {
        [label] => Ok(label),
        _ => bail!(
            "the array has {} in a row; labels have one",
            quantity(row.len(), "number")
        ),
    };
    rows(path, name)?.into_iter().map(label).collect()
}

/// Reads labels from a table of one column, or from a column of a table.
fn column(path: &Path, reading: &Reading) -> anyhow::Result<Vec<f64>> {
    let mut labels = Vec::new();
    inputs::rows(
        path,
        reading,
        Width::Inputs(1, &[]),
        false,
        &mut |row: &[f64]| {
            labels.push(row[0]);
            Ok(())
        },
    )?;
    Ok(labels)
}

/// Checks that labels are classes of the network's output.
fn check_labels<T: FloatNumber>(network: &Network<T>, labels: &[f64]) -> anyhow::Result<()> {
    let [port] = &network.output_ports()[..] else {
        bail!("`--labels` needs a network with one output");
    };
    let outputs = port.shape.count();
    for (index, &label) in labels.iter().enumerate() {
        let is_class = match outputs {
            1 => [-1.0, 0.0, 1.0].contains(&label),
            _ => label.fract() == 0.0 && (0.0..outputs as f64).contains(&label),
        };
        let classes = match outputs {
            1 => "0 and 1, or -1 and 1".to_owned(),
            _ => format!("integers from 0 to {}", outputs - 1),
        };
        ensure!(
            is_class,
            "label {} is {label}, but the classes of this network are {classes}",
            index + 1
        );
    }
    Ok(())
}
