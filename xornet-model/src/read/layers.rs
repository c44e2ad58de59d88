//! The reading of layers, each of which takes the output of the one before, or the values that it names.

use super::names::{self, Names};
use super::ports::InputPorts;
use super::rates::Rates;
use super::{Reader, limits, tables, value};
use crate::diagnostic::{Diagnostic, Diagnostics, Read, Reported};
use crate::document::{Entries, Table, Value};
use crate::layer::{Arity, Input, Internals, Known, LayerType, Outcome};
use crate::{Activation, Element, Port, VALUE_LIMIT, suggest};
use xornet_core::LayerKind;
use xornet_core::quantized::Quantization;

/// A layer, and the indices of the values that it takes: first those of the network's inputs, then those of the layers.
pub(super) struct Placed<T: Element> {
    pub(super) layer: T::NetworkLayer,
    pub(super) inputs: Vec<usize>,
    pub(super) name: Option<String>,
    pub(super) span: std::ops::Range<usize>,
}

/// A layer of a file with possible errors: the layer, the values that it takes, and its name.
type Tried<T> = (
    Read<<T as Element>::NetworkLayer>,
    Read<Vec<usize>>,
    Option<String>,
);

/// The layers, and the knowledge about the outputs, even if some layers have errors.
pub(super) struct Layers<T: Element> {
    pub(super) list: Read<Vec<Placed<T>>>,
    /// The indices of the values that are outputs of the network.
    pub(super) outputs: Read<Vec<usize>>,
    /// The outputs as the file declares them.
    pub(super) declared: Option<Vec<Port>>,
    /// The number of frames of the input for each frame of the output, if all layers of a stream are known.
    pub(super) stride: Option<usize>,
}

impl<T: Element> From<Reported> for Layers<T> {
    fn from(reported: Reported) -> Self {
        Self {
            list: Err(reported),
            outputs: Err(reported),
            declared: None,
            stride: None,
        }
    }
}

/// Reads the layers of the model.
pub(super) fn layers<T: Element>(
    root: &Table<'_, '_>,
    ports: &Read<InputPorts>,
    quantizations: Result<&[Quantization], &Reported>,
    reader: &mut Reader<'_, '_>,
) -> Layers<T> {
    let entry = match root.require("layers", "at least one `[[layers]]`", reader.errors) {
        Ok(entry) => entry,
        Err(reported) => return reported.into(),
    };
    let tables = match tables(entry.value, "layers", "layer", reader.errors) {
        Ok(tables) => tables,
        Err(reported) => return reported.into(),
    };
    if tables.is_empty() {
        let error = Diagnostic::new(entry.key, "the model has no layers")
            .label("expected at least one `[[layers]]`");
        return reader.errors.push(error).into();
    }
    if let Err(reported) = limits::layers(&tables, &entry.key, reader.errors) {
        return Layers {
            list: Err(reported),
            outputs: Err(reported),
            declared: last_units(&tables).map(|shape| vec![Port { name: None, shape }]),
            stride: None,
        };
    }
    let inputs = match ports {
        Ok(ports) => {
            let ports = ports.list.iter();
            ports
                .map(|port| (port.name.clone(), port.span.clone()))
                .collect()
        }
        // The layers are read nevertheless, as if there were one input of an unknown shape.
        Err(_) => vec![("input".to_owned(), root.span.clone())],
    };
    let names = Names::new(
        &inputs,
        &tables,
        ports.as_ref().err().copied(),
        reader.errors,
    );
    let mut values: Vec<Known> = match ports {
        Ok(ports) => ports
            .list
            .iter()
            .enumerate()
            .map(|(index, port)| Known {
                quantization: match quantizations {
                    Ok(quantizations) => Ok(quantizations.get(index).copied()),
                    Err(reported) => Err(*reported),
                },
                ..Known::of(port.shape)
            })
            .collect(),
        Err(reported) => vec![Known::nothing(*reported)],
    };
    let spans: Vec<_> = inputs.iter().map(|(_, span)| span.clone()).collect();
    let mut places = spans;
    let mut list = Vec::with_capacity(tables.len());
    let mut rates = Rates::new(reader.stream, values.len());
    for (index, entries) in tables.into_iter().enumerate() {
        let (outcome, inputs) = match entries {
            Ok(entries) => {
                places.push(entries.span.clone());
                layer::<T>(entries, &names, &values, reader)
            }
            Err(reported) => {
                places.push(entry.key.clone());
                (Outcome::nothing(reported), Err(reported))
            }
        };
        let place = (index, &places[values.len()]);
        let paced = rates.push::<T>(
            &outcome.layer,
            inputs.as_deref(),
            &values,
            place,
            reader.errors,
        );
        values.push(outcome.output);
        let name = names.layer(index).map(str::to_owned);
        list.push((paced.and(outcome.layer), inputs, name));
    }
    let outputs = outputs(root, &names, values.len(), reader.errors);
    let used = unused::<T>(&list, &outputs, &names, &places, reader.errors);
    let declared = outputs.as_ref().ok().and_then(|outputs| {
        let port = |&value: &usize| {
            let layer = value.checked_sub(inputs.len())?;
            Some(Port {
                name: names
                    .layer(layer)
                    .filter(|_| outputs.len() > 1)
                    .map(str::to_owned),
                // The compiler would take gigabytes for the zeros of an array beyond the limit.
                shape: values[value]
                    .declared
                    .filter(|shape| shape.count() <= VALUE_LIMIT)?,
            })
        };
        outputs.iter().map(port).collect()
    });
    let placed = list.into_iter().zip(places.into_iter().skip(inputs.len()));
    let list = placed.map(|((layer, inputs, name), span)| {
        Ok(Placed {
            layer: layer?,
            inputs: inputs?,
            name,
            span,
        })
    });
    let list: Read<Vec<_>> = list.collect();
    Layers {
        list: used.and(list),
        stride: rates.last(),
        outputs,
        declared,
    }
}

/// Returns the units of the last layer that has this key, for a model of too many layers to read them.
fn last_units(tables: &[Read<Entries<'_, '_>>]) -> Option<xornet_core::Shape> {
    let mut tables = tables.iter().rev().flatten();
    let units = tables.find_map(|table| table.get("units"))?;
    // Errors are dropped, since only the limit is reported.
    let units = value::positive(units.value, "`units`", &mut Diagnostics::default()).ok()?;
    xornet_core::Shape::vector(units)
}

/// Reads a layer of any kind, and the indices of the values that it takes.
fn layer<T: Element>(
    entries: Entries<'_, '_>,
    names: &Names,
    values: &[Known],
    reader: &mut Reader<'_, '_>,
) -> (Outcome<T::NetworkLayer>, Read<Vec<usize>>) {
    // The inputs are read first: they count as used, even if the layer has an error.
    let inputs = match entries.get("inputs") {
        None => Ok(vec![values.len() - 1]),
        Some(entry) => names::list(entry.value, "inputs", reader.errors, |value, errors| {
            names.resolve(value, values.len(), errors)
        }),
    };
    let expected = "the layer's type, `type = \"dense\"` or `type = \"conv2d\"`";
    let layer_type = entries
        .kind("type", expected, reader.errors)
        .and_then(|entry| {
            let name = value::string(entry.value, "`type`", reader.errors)?;
            T::NetworkLayer::named(name)
                .ok_or_else(|| reader.errors.push(unknown_type::<T>(name, entry.value)))
        });
    let layer_type = match layer_type {
        Ok(layer_type) => layer_type,
        Err(reported) => return (Outcome::nothing(reported), inputs),
    };
    let keys: Vec<_> = ["type", "name", "inputs"]
        .iter()
        .chain(layer_type.keys)
        .copied()
        .collect();
    let table = entries.open(&keys, reader.errors);
    let inputs = inputs.and_then(|inputs| {
        count(&layer_type, &inputs, &table, reader.errors)?;
        Ok(inputs)
    });
    let taken: Vec<_> = match &inputs {
        Ok(inputs) => inputs
            .iter()
            .map(|&value| Input {
                known: values[value],
                from: names.describe(value),
                stream: reader.stream,
            })
            .collect(),
        Err(reported) => {
            let unknown = Input {
                known: Known::nothing(*reported),
                from: String::new(),
                stream: reader.stream,
            };
            vec![unknown; 2]
        }
    };
    let outcome = (layer_type.read)(layer_type.kind, &table, &taken, reader);
    (outcome, inputs)
}

/// Checks the number of inputs of a layer.
fn count<T: Element>(
    layer_type: &LayerType<T>,
    inputs: &[usize],
    table: &Table<'_, '_>,
    errors: &mut Diagnostics,
) -> Read<()> {
    let LayerType { kind, arity, .. } = *layer_type;
    let (fits, expected) = match arity {
        Arity::One => (inputs.len() == 1, "one input"),
        Arity::Two => (inputs.len() == 2, "two inputs"),
        Arity::Several if kind == LayerKind::Subtract => (inputs.len() == 2, "two inputs"),
        Arity::Several => (inputs.len() > 1, "two inputs or more"),
    };
    if fits {
        return Ok(());
    }
    let place = table.get("inputs").map(|entry| entry.value.span());
    let message = format!(
        "{} ({}) takes {}",
        table.title,
        kind.name(),
        crate::quantity(inputs.len(), "input")
    );
    let error = Diagnostic::new(place.unwrap_or_else(|| table.span.clone()), message)
        .label(format!("expected {expected}"));
    Err(errors.push(match arity {
        Arity::One => error.help("combine them first, by `add` or `concatenate`"),
        Arity::Two | Arity::Several => {
            error.help("name them, as in `inputs = [\"left\", \"right\"]`")
        }
    }))
}

/// Reads the outputs of the network: the named layers, or the last one.
fn outputs(
    root: &Table<'_, '_>,
    names: &Names,
    values: usize,
    errors: &mut Diagnostics,
) -> Read<Vec<usize>> {
    let Some(entry) = root.get("outputs") else {
        return Ok(vec![values - 1]);
    };
    let mut seen = Vec::new();
    names::list(entry.value, "outputs", errors, |value, errors| {
        let output = names.output(value, errors)?;
        if seen.contains(&output) {
            let message = format!("{} is twice in `outputs`", names.describe(output));
            let error = Diagnostic::new(value.span(), message);
            return Err(errors.push(error.label("expected each output once")));
        }
        seen.push(output);
        Ok(output)
    })
}

/// Reports the values that nothing takes. If it is not known what some layer takes, there is nothing to report.
fn unused<T: Element>(
    list: &[Tried<T>],
    outputs: &Read<Vec<usize>>,
    names: &Names,
    places: &[std::ops::Range<usize>],
    errors: &mut Diagnostics,
) -> Read<()> {
    let mut used = vec![false; places.len()];
    let taken = list.iter().map(|(_, inputs, _)| inputs);
    for taken in taken.chain([outputs]) {
        for &value in taken.as_ref().map_err(|reported| *reported)? {
            used[value] = true;
        }
    }
    let mut result = Ok(());
    for (value, _) in used.iter().enumerate().filter(|(_, used)| !**used) {
        let message = format!("nothing takes {}", names.describe(value));
        let error = Diagnostic::new(places[value].clone(), message)
            .label("its numbers are not used")
            .help("name it in `inputs` of a layer, or in `outputs`, or leave it out");
        result = Err(errors.push(error));
    }
    result
}

/// Makes the error of a layer type that does not exist.
fn unknown_type<T: Element>(name: &str, value: &Value<'_>) -> Diagnostic {
    let message = format!("unknown layer type {}", value::quoted(name));
    let error = Diagnostic::new(value.span(), message);
    let names = T::NetworkLayer::names();
    if LayerKind::ALL.iter().any(|kind| kind.name() == name) {
        let message = format!("{} does not exist in eight bits", value::quoted(name));
        return Diagnostic::new(value.span(), message)
            .label(format!("expected one of {}", suggest::list(&names)));
    }
    match Activation::<T>::named(name) {
        Some(_) => error
            .label("an activation is not a layer type")
            .help(format!(
                "write `type = \"activation\"` and `activation = \"{name}\"`"
            )),
        None => error
            .label("not a layer type")
            .help(suggest::help(name, &names)),
    }
}
