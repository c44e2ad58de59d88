//! The reading of recurrent layers.

use xornet_core::LayerKind;

use super::{GateOrder, Recurrent, RecurrentOptions, RecurrentTensors, gates};
use crate::diagnostic::{Diagnostic, Read};
use crate::document::Table;
use crate::layer::{Input, Misfit, Outcome, ReadLayer};
use crate::read::tensor::{Expected, tensor, vector};
use crate::read::{Reader, activation, choice, keys, value};
use crate::{Activation, Float};

impl<T: Float> ReadLayer<T> for Recurrent<T> {
    fn keys(kind: LayerKind) -> &'static [&'static str] {
        match kind {
            LayerKind::Rnn => &[
                "units",
                "activation",
                "return_sequences",
                "reverse",
                "weights",
                "recurrent_weights",
                "biases",
                "recurrent_biases",
                "initial_state",
            ],
            LayerKind::Gru => &[
                "units",
                "activation",
                "recurrent_activation",
                "reset_after",
                "gate_order",
                "return_sequences",
                "reverse",
                "weights",
                "recurrent_weights",
                "biases",
                "recurrent_biases",
                "initial_state",
            ],
            _ => &[
                "units",
                "activation",
                "recurrent_activation",
                "gate_order",
                "return_sequences",
                "reverse",
                "weights",
                "recurrent_weights",
                "biases",
                "recurrent_biases",
                "initial_state",
                "initial_cell_state",
            ],
        }
    }

    fn read(
        kind: LayerKind,
        table: &Table<'_, '_>,
        inputs: &[Input],
        reader: &mut Reader<'_, '_>,
    ) -> Outcome<Self> {
        let expected = "the number of units, as in `units = 16`";
        let units = keys::positive(table, "units", expected, reader);
        let options = options(kind, table, reader);
        let channels = inputs[0].known.shape.map(|shape| shape.channels());
        let tensors = tensors(kind, table, [channels, units], reader);
        let layer = || -> Read<Self> {
            Self::new(kind, [channels?, units?], tensors?, options?)
                .map_err(|error| reader.errors.push(error.at(table.span.clone())))
        };
        let layer = layer();
        Outcome::of(layer, table, inputs, reader)
    }
}

/// Reads the keys that are not tensors.
fn options<T: Float>(
    kind: LayerKind,
    table: &Table<'_, '_>,
    reader: &mut Reader<'_, '_>,
) -> Read<RecurrentOptions<T>> {
    let defaults = RecurrentOptions::default();
    // A key that the kind does not take is reported already, and must not cause an error of its own.
    let known = Recurrent::<T>::keys(kind);
    let get = |key: &str| table.get(key).filter(|_| known.contains(&key));
    let mut activation = |key: &str, default: Activation<T>| {
        let Some(entry) = get(key) else {
            return Ok(default);
        };
        let activation = activation::read(entry.value, reader.errors)?;
        if Activation::is_elementwise(&activation) {
            return Ok(activation);
        }
        let message = format!("`{key}` of {} is {}", table.title, activation.name());
        let error = Diagnostic::new(entry.value.span(), message)
            .label("expected an activation that is applied to each number by itself");
        Err(reader.errors.push(error))
    };
    let state = activation("activation", defaults.activation);
    let recurrent = activation("recurrent_activation", defaults.recurrent_activation);
    let mut flag = |key: &str, default: bool| match get(key) {
        None => Ok(default),
        Some(entry) => value::boolean(entry.value, &format!("`{key}`"), reader.errors),
    };
    let reset_after = flag("reset_after", defaults.reset_after);
    let return_sequences = flag("return_sequences", defaults.return_sequences);
    let reverse = flag("reverse", defaults.reverse);
    let orders = GateOrder::ALL
        .iter()
        .filter(|order| order.kind() == kind)
        .map(|order| (order.name(), *order));
    let orders: Vec<_> = orders.collect();
    let gate_order = get("gate_order")
        .map(|entry| choice(entry.value, "gate_order", &orders, reader.errors))
        .transpose();
    Ok(RecurrentOptions {
        activation: state?,
        recurrent_activation: recurrent?,
        reset_after: reset_after?,
        gate_order: gate_order?,
        return_sequences: return_sequences?,
        reverse: reverse?,
    })
}

/// Reads the tensors.
fn tensors<T: Float>(
    kind: LayerKind,
    table: &Table<'_, '_>,
    [channels, units]: [Read<usize>; 2],
    reader: &mut Reader<'_, '_>,
) -> Read<RecurrentTensors<T>> {
    let gates = gates::count(kind).unwrap_or(1);
    let columns = units.map(|units| gates * units);
    let (first, second) = match kind {
        LayerKind::Rnn => ("[inputs][units]", "[units][units]"),
        LayerKind::Gru => ("[inputs][3 · units]", "[units][3 · units]"),
        _ => ("[inputs][4 · units]", "[units][4 · units]"),
    };
    let mut matrix = |key: &str, rows, meaning| {
        let expected = Expected {
            axes: vec![rows, columns],
            meaning,
            pytorch: &[1, 0],
            same: None,
        };
        tensor::<T>(table, key, &expected, reader)
    };
    let weights = matrix("weights", channels, first);
    let recurrent_weights = matrix("recurrent_weights", units, second);
    let each = match kind {
        LayerKind::Rnn => "unit",
        _ => "gate and unit",
    };
    let biases = vector(table, "biases", columns, each, reader);
    let recurrent_biases = vector(table, "recurrent_biases", columns, each, reader);
    let initial_state = vector(table, "initial_state", units, "unit", reader);
    let initial_cell_state = match kind {
        LayerKind::Lstm => vector(table, "initial_cell_state", units, "unit", reader),
        _ => Ok(None),
    };
    Ok(RecurrentTensors {
        weights: weights?,
        recurrent_weights: recurrent_weights?,
        biases: biases?,
        recurrent_biases: recurrent_biases?,
        initial_state: initial_state?,
        initial_cell_state: initial_cell_state?,
    })
}

/// Returns the error of a layer that needs the end of its sequence, on a stream.
pub(super) fn endless<T>(options: &RecurrentOptions<T>) -> Option<Misfit> {
    if options.reverse {
        let reason = "a stream has no last frame from which `reverse` could begin";
        return Some(Misfit::new(reason).at("reverse").help(
            "leave `reverse` out, or put a `window` in front of the layer, which it then takes backwards",
        ));
    }
    options.return_sequences.then(|| {
        Misfit::new("a stream gets the state after each frame in any case")
            .at("return_sequences")
            .help("leave `return_sequences` out")
    })
}
