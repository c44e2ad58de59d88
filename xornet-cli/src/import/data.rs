//! Files of test cases: inputs and outputs in a .npz, a CSV or a .npy file.

use std::path::Path;

use anyhow::{Context, anyhow, ensure};

use crate::archive::Archive;
use crate::inputs::{self, Reading, Width, npy};

/// The maximal number of elements in a file of test cases.
const MAX_NUMBERS: usize = 1 << 26;

/// The test cases of a file.
#[derive(Clone, Debug)]
pub struct Data {
    /// Inputs, each with its output.
    pub cases: Vec<(Vec<f64>, Vec<f64>)>,
}

/// The length of the inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inputs {
    /// Of each.
    Exactly(usize),
    /// Of each frame of a stream. An array has a sequence in each row, and a table a frame, all of one sequence.
    Frames(usize),
}

impl Data {
    /// Reads the test cases for a network with inputs of this length.
    pub fn open(path: &Path, inputs: Inputs) -> anyhow::Result<Self> {
        let read = match (
            path.extension().and_then(|extension| extension.to_str()),
            inputs,
        ) {
            (Some("npz"), _) => npz(path, inputs),
            (_, Inputs::Exactly(length)) => table(path, length),
            (_, Inputs::Frames(length)) => table(path, length).map(Self::joined),
        };
        read.with_context(|| format!("cannot read test cases from `{}`", path.display()))
    }

    /// Makes one test case of all, which are its frames.
    fn joined(self) -> Self {
        let mut sequence = (Vec::new(), Vec::new());
        for (input, output) in self.cases {
            sequence.0.extend(input);
            sequence.1.extend(output);
        }
        let cases = if sequence.0.is_empty() {
            Vec::new()
        } else {
            vec![sequence]
        };
        Self { cases }
    }
}

/// Names that the arrays of inputs and outputs may have.
const NAMES: [(&str, &str); 6] = [
    ("inputs", "outputs"),
    ("input", "output"),
    ("x", "y"),
    ("X", "y"),
    ("X", "Y"),
    ("arr_0", "arr_1"),
];

/// Reads an array of inputs and one of outputs.
fn npz(path: &Path, inputs: Inputs) -> anyhow::Result<Data> {
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
        let length = first.len();
        match inputs {
            Inputs::Exactly(inputs) => ensure!(
                length == inputs,
                "its inputs have {length} numbers, but the network takes {inputs}"
            ),
            Inputs::Frames(frame) => ensure!(
                length > 0 && length.is_multiple_of(frame.max(1)),
                "its sequences have {length} numbers, but the network takes frames of {frame}"
            ),
        }
    }
    Ok(Data {
        cases: inputs_given.into_iter().zip(outputs).collect(),
    })
}

/// Reads an array, along its first axis.
pub(crate) fn rows(file: npyz::NpyFile<impl std::io::Read>) -> anyhow::Result<Vec<Vec<f64>>> {
    ensure!(
        file.len() <= MAX_NUMBERS as u64,
        "it has {} numbers, more than {MAX_NUMBERS}",
        file.len()
    );
    let width = file.shape().iter().skip(1).product::<u64>();
    let mut rows = Vec::new();
    npy::array(
        file,
        Width::Inputs(usize::try_from(width)?, &[]),
        &mut |row| {
            rows.push(row.to_vec());
            Ok(())
        },
    )?;
    Ok(rows)
}

/// Reads a test case from each row: its input, then its output.
fn table(path: &Path, inputs: usize) -> anyhow::Result<Data> {
    let mut cases = Vec::new();
    let mut total = 0;
    let width = Width::Case(inputs);
    inputs::rows(path, &Reading::default(), width, false, &mut |row| {
        total += row.len();
        ensure!(
            total <= MAX_NUMBERS,
            "it has more than {MAX_NUMBERS} numbers"
        );
        let (input, output) = row.split_at(inputs);
        cases.push((input.to_vec(), output.to_vec()));
        Ok(())
    })?;
    Ok(Data { cases })
}
