//! The layers: a type each, and how their shapes follow from one another.

use super::external::{Archives, External};
use super::value::{self, Numbers, count};
use super::{activation, tables};
use crate::document::{Entry, Table, wrong_type};
use crate::fault::{Fault, Faults};
use crate::{Activation, Dense, Float, Layer, suggest};

/// The layers that could be read, and what is known of the network's shape.
pub(super) struct Layers<T> {
    pub(super) list: Vec<Layer<T>>,
    /// Length of the last layer's output.
    pub(super) outputs: Option<usize>,
}

pub(super) fn layers<T: Float>(
    root: &Table<'_, '_>,
    inputs: Option<usize>,
    archives: &mut Archives<'_>,
    faults: &mut Faults,
) -> Layers<T> {
    let mut layers = Layers {
        list: Vec::new(),
        outputs: None,
    };
    let Some(entry) = root.require("layers", "at least one `[[layers]]`", faults) else {
        return layers;
    };
    let tables = tables(entry.value, "layers", "layer", faults);
    if entry
        .value
        .get_ref()
        .as_array()
        .is_some_and(|array| array.is_empty())
    {
        faults.push(
            Fault::new(entry.key, "the model has no layers")
                .label("expected at least one `[[layers]]`"),
        );
        return layers;
    }
    let mut shape = Shape {
        inputs,
        declared: inputs,
    };
    for table in tables {
        let Some(table) = table else {
            shape = Shape::default();
            continue;
        };
        let layer = layer(&table, &mut shape, archives, faults);
        layers.list.extend(layer);
    }
    layers.outputs = shape.declared;
    layers
}

/// The width of the vector between two layers.
#[derive(Default)]
struct Shape {
    /// Where nothing is wrong with it.
    inputs: Option<usize>,
    /// What the file says, even where the weights disagree.
    declared: Option<usize>,
}

const TYPES: [&str; 2] = ["dense", "activation"];

fn layer<T: Float>(
    table: &Table<'_, '_>,
    shape: &mut Shape,
    archives: &mut Archives<'_>,
    faults: &mut Faults,
) -> Option<Layer<T>> {
    let known = table
        .require(
            "type",
            "the layer's type, `type = \"dense\"` or `type = \"activation\"`",
            faults,
        )
        .and_then(|entry| Some((value::string(entry.value, "`type`", faults)?, entry)));
    match known {
        Some(("dense", _)) => dense(table, shape, archives, faults).map(Layer::Dense),
        Some(("activation", _)) => {
            table.only(&["type", "activation"], faults);
            let entry = table.require(
                "activation",
                "a name, as in `activation = \"softmax\"`",
                faults,
            )?;
            activation::activation(entry.value, faults).map(Layer::Activation)
        }
        unknown => {
            *shape = Shape::default();
            let (name, entry) = unknown?;
            let fault = Fault::new(
                entry.value.span(),
                format!("unknown layer type {}", value::quoted(name)),
            );
            let fault = match Activation::<T>::named(name) {
                Some(_) => fault
                    .label("an activation is not a layer type")
                    .help(format!(
                        "write `type = \"activation\"` and `activation = \"{name}\"`"
                    )),
                None => fault
                    .label("not a layer type")
                    .help(suggest::help(name, &TYPES)),
            };
            faults.push(fault);
            None
        }
    }
}

fn dense<T: Float>(
    table: &Table<'_, '_>,
    shape: &mut Shape,
    archives: &mut Archives<'_>,
    faults: &mut Faults,
) -> Option<Dense<T>> {
    table.only(
        &["type", "units", "activation", "weights", "biases"],
        faults,
    );
    let inputs = shape.inputs;
    let units = table
        .require("units", "the number of units, as in `units = 4`", faults)
        .and_then(|entry| value::size(entry.value, "`units`", faults));
    let activation = match table.get("activation") {
        None => Some(Activation::Linear),
        Some(entry) => activation::activation(entry.value, faults),
    };
    let weights = table
        .require(
            "weights",
            "one row per input of one number per unit",
            faults,
        )
        .map(|entry| Matrix::read(&entry, &table.title, archives, faults));
    let biases = table.get("biases").map(|entry| {
        let what = format!("`biases` of {}", table.title);
        let biases = if entry.value.get_ref().is_table() {
            let tensor = archives.tensor(&entry, &what, 1, faults);
            tensor.map(|tensor| tensor.numbers)
        } else {
            value::vector::<T>(entry.value, &what, faults)
        };
        (biases, entry)
    });

    *shape = Shape {
        inputs: units,
        declared: units,
    };
    // What a shape is compared with must be known; what is not has a fault already.
    let weights = weights?;
    let lengths = Lengths {
        inputs,
        units,
        rows: weights.rows,
        columns: weights.columns,
        biases: biases
            .as_ref()
            .and_then(|(biases, _)| biases.as_ref().map(Vec::len)),
    };
    let misfits = lengths.misfits();
    if !misfits.is_empty() {
        shape.inputs = None;
        let only_biases = lengths.weights_fit();
        let place = match &biases {
            Some((_, entry)) if only_biases => entry.key.clone(),
            _ => weights.key.clone(),
        };
        let message = format!(
            "the shape of {} does not fit: {}",
            table.title,
            misfits.join("; ")
        );
        let fault = Fault::new(place, message).label(lengths.expected(only_biases));
        let help = lengths.help(weights.tensor.as_ref().filter(|_| !only_biases));
        faults.push(match help {
            Some(help) => fault.help(help),
            None => fault,
        });
        return None;
    }

    let (inputs, units) = (inputs?, units?);
    let biased = biases.is_some();
    let biases = match biases {
        None => vec![T::ZERO; units],
        Some((biases, _)) => {
            let plus_zero = |bias: T| if bias.is_zero() { T::ZERO } else { bias };
            biases?.into_iter().map(plus_zero).collect()
        }
    };
    if weights.numbers.len() != inputs * units {
        return None;
    }
    Some(Dense {
        inputs,
        units,
        weights: weights.numbers,
        biases,
        biased,
        activation: activation?,
    })
}

/// What was found as `weights`.
struct Matrix<T> {
    numbers: Vec<T>,
    key: std::ops::Range<usize>,
    /// Unknown where the rows could not be counted.
    rows: Option<usize>,
    /// Unknown where the rows differ in length, which has been reported.
    columns: Option<usize>,
    /// Where the numbers are in another file.
    tensor: Option<Origin>,
}

/// The tensor of another file that a matrix was.
struct Origin {
    name: String,
    shape: Vec<usize>,
    transposed: bool,
}

impl<T: Float> Matrix<T> {
    fn read(
        entry: &Entry<'_, '_>,
        layer: &str,
        archives: &mut Archives<'_>,
        faults: &mut Faults,
    ) -> Self {
        let mut matrix = Self {
            numbers: Vec::new(),
            key: entry.key.clone(),
            rows: None,
            columns: None,
            tensor: None,
        };
        let what = format!("`weights` of {layer}");
        if entry.value.get_ref().is_table() {
            if let Some(tensor) = archives.tensor(entry, &what, 2, faults) {
                matrix.take(tensor);
            }
            return matrix;
        }
        let Some(rows) = entry.value.get_ref().as_array() else {
            let expected = "an array of rows, one per input";
            let fault = wrong_type(entry.value, &what, expected);
            let path = entry.value.get_ref().as_str();
            faults.push(if path.is_some_and(|path| path.ends_with(".safetensors")) {
                fault.help("name a tensor of the file: `{ file = \"…\", tensor = \"…\" }`")
            } else {
                fault
            });
            return matrix;
        };
        if rows
            .iter()
            .next()
            .is_some_and(|row| row.get_ref().is_float() || row.get_ref().is_integer())
        {
            let message = format!("{what} is an array of numbers, but should be an array of rows");
            faults.push(
                Fault::new(entry.value.span(), message)
                    .label("expected one row per input")
                    .help("a single input has one row, `[[1.0, 2.0]]`; a single unit has rows of one, `[[1.0], [2.0]]`"),
            );
            return matrix;
        }
        let mut numbers = Numbers::new(faults);
        let mut lengths = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            let what = || format!("row {} of {what}", index + 1);
            lengths.push(numbers.extend(row, what, &mut matrix.numbers));
        }
        if !numbers.finish(entry.value, &what) {
            return matrix;
        }
        let columns = lengths.first().copied().flatten();
        let odd = rows
            .iter()
            .zip(&lengths)
            .position(|(_, length)| *length != columns);
        if let (Some(index), Some(columns)) = (odd, columns) {
            let length = lengths[index].unwrap_or_default();
            let row = rows
                .get(index)
                .map_or(entry.key.clone(), toml::Spanned::span);
            let message = format!(
                "the rows of {what} differ in length: row {} has {}",
                index + 1,
                count(length, "number")
            );
            faults.push(
                Fault::new(row, message).label(format!("row 1 has {}", count(columns, "number"))),
            );
            return matrix;
        }
        matrix.rows = Some(rows.len());
        matrix.columns = columns;
        matrix
    }

    /// The numbers of a tensor of two dimensions, row by row.
    fn take(&mut self, tensor: External<T>) {
        let External {
            mut numbers,
            shape,
            transposed,
            name,
        } = tensor;
        let (mut rows, mut columns) = (shape[0], shape[1]);
        if transposed {
            let column = |index| numbers.iter().skip(index).step_by(columns.max(1)).copied();
            numbers = (0..columns).flat_map(column).collect();
            (rows, columns) = (columns, rows);
        }
        self.numbers = numbers;
        self.rows = Some(rows);
        self.columns = Some(columns);
        self.tensor = Some(Origin {
            name,
            shape,
            transposed,
        });
    }
}

/// The lengths that a dense layer's shape is made of, as far as they are known.
struct Lengths {
    inputs: Option<usize>,
    units: Option<usize>,
    rows: Option<usize>,
    columns: Option<usize>,
    biases: Option<usize>,
}

impl Lengths {
    fn misfits(&self) -> Vec<String> {
        let unequal = |a: Option<usize>, b: Option<usize>| a.zip(b).filter(|(a, b)| a != b);
        let rows = unequal(self.rows, self.inputs).map(|(rows, inputs)| {
            format!(
                "`weights` has {} for {}",
                count(rows, "row"),
                count(inputs, "input")
            )
        });
        let columns = unequal(self.columns, self.units)
            .map(|(columns, units)| {
                format!(
                    "its rows have {} for {}",
                    count(columns, "number"),
                    count(units, "unit")
                )
            })
            .map(|text| {
                if rows.is_none() {
                    text.replacen("its rows", "the rows of `weights`", 1)
                } else {
                    text
                }
            });
        let biases = unequal(self.biases, self.units).map(|(biases, units)| {
            format!(
                "`biases` has {} for {}",
                count(biases, "number"),
                count(units, "unit")
            )
        });
        rows.into_iter().chain(columns).chain(biases).collect()
    }

    fn weights_fit(&self) -> bool {
        (self.rows, self.columns) == (self.inputs, self.units)
    }

    fn expected(&self, only_biases: bool) -> String {
        let units = self
            .units
            .map_or("one number per unit".into(), |units| count(units, "number"));
        if only_biases {
            return format!("expected {units}, one per unit");
        }
        let rows = self
            .inputs
            .map_or("one row per input".into(), |inputs| count(inputs, "row"));
        format!("expected {rows} of {units}: one row per input, one column per unit")
    }

    fn help(&self, tensor: Option<&Origin>) -> Option<String> {
        let transposed = self.rows.is_some()
            && (self.rows, self.columns) == (self.units, self.inputs)
            && self.rows != self.columns;
        if let Some(Origin {
            name,
            shape,
            transposed: was,
        }) = tensor
        {
            return Some(match (transposed, was) {
                (true, true) => {
                    format!("tensor {name} has one row per input already: leave `transpose` out")
                }
                (true, false) => format!(
                    "tensor {name} is the transpose, as PyTorch's `Linear.weight`: add `transpose = true`"
                ),
                (false, true) => {
                    format!("tensor {name} has the shape {shape:?} before `transpose`")
                }
                (false, false) => format!("tensor {name} has the shape {shape:?}"),
            });
        }
        if transposed {
            return Some(
                "the weights are transposed: PyTorch's `Linear.weight` has one row per unit, write its transpose `weight.T`".into(),
            );
        }
        let agreed = self
            .columns
            .filter(|_| self.columns == self.biases && self.rows == self.inputs);
        agreed.map(|units| format!("weights and biases agree on `units = {units}`"))
    }
}
