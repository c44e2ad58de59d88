//! Cases that the user has: inputs and outputs in an `.npz` or a `.csv` file.

use std::path::Path;

use anyhow::{Context, anyhow, ensure};

use crate::archive::Archive;
use crate::inputs::npy;

/// The most numbers in a file of cases.
const NUMBERS: usize = 1 << 26;

/// Cases, each an input with its output.
#[derive(Clone, Debug)]
pub struct Data {
    pub cases: Vec<(Vec<f64>, Vec<f64>)>,
}

impl Data {
    /// Reads a file of cases for a network with that many inputs.
    pub fn open(path: &Path, inputs: usize) -> anyhow::Result<Self> {
        let read = match path.extension().and_then(|ending| ending.to_str()) {
            Some("npz") => npz(path, inputs),
            Some("csv") => csv(path, inputs),
            _ => Err(anyhow!("its name should end with `.npz` or `.csv`")),
        };
        read.with_context(|| format!("cannot take cases from `{}`", path.display()))
    }
}

/// What the arrays of inputs and outputs may be called.
const NAMES: [(&str, &str); 6] = [
    ("inputs", "outputs"),
    ("input", "output"),
    ("x", "y"),
    ("X", "y"),
    ("X", "Y"),
    ("arr_0", "arr_1"),
];

fn npz(path: &Path, inputs: usize) -> anyhow::Result<Data> {
    let mut archive = Archive::open(path)?;
    let names = archive.names();
    let known = |name: &str| names.iter().any(|known| known == name);
    let pair = NAMES.into_iter().find(|(x, y)| known(x) && known(y));
    let (x, y) = pair.ok_or_else(|| {
        anyhow!(
            "it should have arrays `inputs` and `outputs`, or `x` and `y`; it has {}",
            names.join(", ")
        )
    })?;
    let mut array =
        |name| rows(archive.array(name)?).with_context(|| format!("the array `{name}`"));
    let (inputs_given, outputs) = (array(x)?, array(y)?);
    ensure!(
        inputs_given.len() == outputs.len(),
        "it has {} inputs and {} outputs",
        inputs_given.len(),
        outputs.len()
    );
    if let Some(first) = inputs_given.first() {
        ensure!(
            first.len() == inputs,
            "its inputs have {} numbers, but the network takes {inputs}",
            first.len()
        );
    }
    Ok(Data {
        cases: inputs_given.into_iter().zip(outputs).collect(),
    })
}

/// The numbers of an array, by its first axis.
pub(super) fn rows<R: std::io::Read>(file: npyz::NpyFile<R>) -> anyhow::Result<Vec<Vec<f64>>> {
    ensure!(
        file.order() == npyz::Order::C,
        "it is in the order of Fortran; save `numpy.ascontiguousarray(…)`"
    );
    ensure!(
        file.len() <= NUMBERS as u64,
        "it has {} numbers, more than {NUMBERS}",
        file.len()
    );
    let shape = file.shape().to_vec();
    let count = usize::try_from(shape.first().copied().unwrap_or(1))?;
    let numbers: Vec<f64> = npy::numbers(file)?.collect::<Result<_, _>>()?;
    ensure!(
        count > 0 && numbers.len().is_multiple_of(count) && !numbers.is_empty(),
        "it is empty"
    );
    let rows = numbers.chunks_exact(numbers.len() / count);
    Ok(rows.map(<[f64]>::to_vec).collect())
}

/// A case a line, first its input and then its output; a first line of names is passed over.
fn csv(path: &Path, inputs: usize) -> anyhow::Result<Data> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .comment(Some(b'#'))
        .trim(csv::Trim::All)
        .from_path(path)?;
    let mut cases = Vec::new();
    for (index, record) in reader.records().enumerate() {
        let record = record?;
        let numbers: Result<Vec<f64>, _> = record.iter().map(str::parse).collect();
        let numbers = match numbers {
            Ok(numbers) => numbers,
            Err(_) if index == 0 => continue,
            Err(error) => {
                let line = record.position().map_or(0, csv::Position::line);
                return Err(error).with_context(|| format!("line {line}"));
            }
        };
        ensure!(
            numbers.len() > inputs,
            "its lines have {} numbers: expected {inputs} of the input, and the output behind them",
            numbers.len()
        );
        let (input, output) = numbers.split_at(inputs);
        cases.push((input.to_vec(), output.to_vec()));
    }
    ensure!(!cases.is_empty(), "it has no cases");
    Ok(Data { cases })
}
