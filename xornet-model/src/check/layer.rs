//! The layers: a type each, and how their shapes follow from one another.

use super::external::Archives;
use super::lengths::Lengths;
use super::matrix::Matrix;
use super::value;
use super::{activation, limits, tables};
use crate::document::{Entries, Entry, Table, Value};
use crate::fault::{Fault, Faults, Read, Reported};
use crate::{Activation, Dense, Float, Layer, suggest};

/// The layers, and what is known of the network's shape even where some could not be read.
pub(super) struct Layers<T> {
    pub(super) list: Read<Vec<Layer<T>>>,
    /// Length of the last layer's output.
    pub(super) outputs: Option<usize>,
}

impl<T> From<Reported> for Layers<T> {
    fn from(reported: Reported) -> Self {
        Self {
            list: Err(reported),
            outputs: None,
        }
    }
}

/// Reads the layers of the model.
pub(super) fn layers<T: Float>(
    root: &Table<'_, '_>,
    inputs: Read<usize>,
    archives: &mut Archives<'_>,
    faults: &mut Faults,
) -> Layers<T> {
    let entry = match root.require("layers", "at least one `[[layers]]`", faults) {
        Ok(entry) => entry,
        Err(reported) => return reported.into(),
    };
    let tables = match tables(entry.value, "layers", "layer", faults) {
        Ok(tables) => tables,
        Err(reported) => return reported.into(),
    };
    if tables.is_empty() {
        let fault = Fault::new(entry.key, "the model has no layers")
            .label("expected at least one `[[layers]]`");
        return faults.push(fault).into();
    }
    if let Err(reported) = limits::layers(&tables, &entry.key, faults) {
        return Layers {
            list: Err(reported),
            outputs: last_units(&tables).or(inputs.ok()),
        };
    }
    let mut width = Width {
        fitting: inputs,
        declared: inputs.ok(),
    };
    let list: Vec<_> = tables
        .into_iter()
        .map(|entries| match entries {
            Ok(entries) => layer(entries, &mut width, archives, faults),
            Err(reported) => Err(width.lose(reported)),
        })
        .collect();
    Layers {
        list: list.into_iter().collect(),
        outputs: width.declared,
    }
}

/// Returns the units of the last layer that has some, where the layers are too many to be read.
fn last_units(tables: &[Read<Entries<'_, '_>>]) -> Option<usize> {
    let mut tables = tables.iter().rev().flatten();
    let units = tables.find_map(|table| table.get("units"))?;
    // Only the limit is to be reported.
    value::size(units.value, "`units`", &mut Faults::default()).ok()
}

/// The width of the vector between two layers.
struct Width {
    /// Where nothing is wrong with it.
    fitting: Read<usize>,
    /// What the file says, even where the weights disagree.
    declared: Option<usize>,
}

impl Width {
    /// Forgets the width, after an error that leaves it unknown.
    fn lose(&mut self, reported: Reported) -> Reported {
        self.fitting = Err(reported);
        self.declared = None;
        reported
    }
}

const TYPES: [&str; 2] = ["dense", "activation"];

fn layer<T: Float>(
    entries: Entries<'_, '_>,
    width: &mut Width,
    archives: &mut Archives<'_>,
    faults: &mut Faults,
) -> Read<Layer<T>> {
    let expected = "the layer's type, `type = \"dense\"` or `type = \"activation\"`";
    let kind = entries
        .kind("type", expected, faults)
        .and_then(|entry| Ok((value::string(entry.value, "`type`", faults)?, entry.value)));
    match kind {
        Ok(("dense", _)) => dense(entries, width, archives, faults).map(Layer::Dense),
        Ok(("activation", _)) => activation_layer(entries, faults).map(Layer::Activation),
        Ok((name, value)) => Err(width.lose(faults.push(unknown_type::<T>(name, value)))),
        Err(reported) => Err(width.lose(reported)),
    }
}

fn unknown_type<T: Float>(name: &str, value: &Value<'_>) -> Fault {
    let message = format!("unknown layer type {}", value::quoted(name));
    let fault = Fault::new(value.span(), message);
    match Activation::<T>::named(name) {
        Some(_) => fault
            .label("an activation is not a layer type")
            .help(format!(
                "write `type = \"activation\"` and `activation = \"{name}\"`"
            )),
        None => fault
            .label("not a layer type")
            .help(suggest::help(name, &TYPES)),
    }
}

fn activation_layer<T: Float>(
    entries: Entries<'_, '_>,
    faults: &mut Faults,
) -> Read<Activation<T>> {
    let table = entries.open(&["type", "activation"], faults);
    let expected = "a name, as in `activation = \"softmax\"`";
    let entry = table.require("activation", expected, faults)?;
    activation::activation(entry.value, faults)
}

fn dense<T: Float>(
    entries: Entries<'_, '_>,
    width: &mut Width,
    archives: &mut Archives<'_>,
    faults: &mut Faults,
) -> Read<Dense<T>> {
    let keys = ["type", "units", "activation", "weights", "biases"];
    let table = entries.open(&keys, faults);
    let units = table
        .require("units", "the number of units, as in `units = 4`", faults)
        .and_then(|entry| value::size(entry.value, "`units`", faults));
    let activation = match table.get("activation") {
        None => Ok(Activation::Linear),
        Some(entry) => activation::activation(entry.value, faults),
    };
    let expected = "one row per input of one number per unit";
    let weights = table
        .require("weights", expected, faults)
        .and_then(|entry| {
            let matrix = Matrix::read(&entry, &table.title, archives, faults)?;
            Ok((matrix, entry.key))
        });
    let biases = table
        .get("biases")
        .map(|entry| Ok((biases(&entry, &table.title, archives, faults)?, entry.key)))
        .transpose();

    let inputs = std::mem::replace(&mut width.fitting, units);
    width.declared = units.ok();
    let matrix = weights.as_ref().ok().map(|(matrix, _)| matrix);
    let lengths = Lengths {
        inputs: inputs.ok(),
        units: units.ok(),
        rows: matrix.map(|matrix| matrix.rows),
        columns: matrix.map(|matrix| matrix.columns),
        biases: biases
            .as_ref()
            .ok()
            .and_then(|biases| Some(biases.as_ref()?.0.len())),
    };
    let misfits = lengths.misfits();
    if !misfits.is_empty() {
        let only_biases = lengths.weights_fit();
        let weights_key = weights.as_ref().map(|(_, key)| key);
        let biases_key = biases.as_ref().ok().and_then(Option::as_ref);
        let place = match (weights_key, biases_key) {
            (_, Some((_, key))) if only_biases => key,
            (Ok(key), _) | (Err(_), Some((_, key))) => key,
            (Err(_), None) => &table.span,
        };
        let message = format!(
            "the shape of {} does not fit: {}",
            table.title,
            misfits.join("; ")
        );
        let fault = Fault::new(place.clone(), message).label(lengths.expected(only_biases));
        let origin = matrix.and_then(|matrix| matrix.tensor.as_ref());
        let reported = faults.push(match lengths.help(origin.filter(|_| !only_biases)) {
            Some(help) => fault.help(help),
            None => fault,
        });
        width.fitting = Err(reported);
        return Err(reported);
    }

    let (inputs, units, activation) = (inputs?, units?, activation?);
    let ((weights, _), biases) = (weights?, biases?);
    let biased = biases.is_some();
    let plus_zero = |bias: T| if bias.is_zero() { T::ZERO } else { bias };
    Ok(Dense {
        inputs,
        units,
        weights: weights.numbers,
        biases: match biases {
            None => vec![T::ZERO; units],
            Some((biases, _)) => biases.into_iter().map(plus_zero).collect(),
        },
        biased,
        activation,
    })
}

fn biases<T: Float>(
    entry: &Entry<'_, '_>,
    layer: &str,
    archives: &mut Archives<'_>,
    faults: &mut Faults,
) -> Read<Vec<T>> {
    let what = format!("`biases` of {layer}");
    match entry.value.get_ref().as_table() {
        None => value::vector(entry.value, &what, faults),
        Some(entries) => {
            let entries = Entries::new(entries, what, entry.key.clone());
            archives
                .tensor(entries, 1, faults)
                .map(|tensor| tensor.numbers)
        }
    }
}
