//! The layers: a type each, and how their shapes follow from one another.

use super::external::Archives;
use super::lengths::Lengths;
use super::matrix::Matrix;
use super::value;
use super::{activation, limits, tables};
use crate::document::Table;
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
    let read = limits::layers(&tables, entry.key.clone(), faults);
    for table in read {
        let Some(table) = table else {
            shape = Shape::default();
            continue;
        };
        let layer = layer(table, &mut shape, archives, faults);
        layers.list.extend(layer);
    }
    layers.outputs = if read.len() < tables.len() {
        last_units(&tables).or(inputs)
    } else {
        shape.declared
    };
    layers
}

/// The units of the last layer that has some, where not all layers are read.
fn last_units(tables: &[Option<Table<'_, '_>>]) -> Option<usize> {
    let mut tables = tables.iter().rev().flatten();
    let units = tables.find_map(|table| table.get("units"))?;
    // Only the limit is to be reported.
    value::size(units.value, "`units`", &mut Faults::default())
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
