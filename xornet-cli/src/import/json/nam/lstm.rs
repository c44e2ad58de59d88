//! `LSTM`: layers with initial states, and a dense layer at the end.

use super::weights::Weights;
use crate::import::frames::{Frames, Rows};
use crate::import::graph::{Cell, Linear, Recurrent, ValueId};
use crate::import::json::value::Json;

/// Adds the network.
pub fn network(
    frames: &mut Frames,
    config: &Json<'_>,
    weights: &mut Weights,
    input: ValueId,
) -> Result<ValueId, String> {
    /// The maximal number of layers.
    const MAX_LAYERS: usize = 64;
    let units = config.need("hidden_size")?.length()?;
    let layers = config.need("num_layers")?.length()?;
    let inputs = config.need("input_size")?.length()?;
    let outputs = config
        .get("out_channels")
        .map_or(Ok(1), |outputs| outputs.length())?;
    if inputs != frames.channels(input) {
        return Err(format!(
            "its `input_size` is {inputs}, but its input has {} channels",
            frames.channels(input)
        ));
    }
    if layers > MAX_LAYERS {
        return Err(format!(
            "it has {layers} layers, and the limit is {MAX_LAYERS}"
        ));
    }
    let mut value = input;
    for layer in 0..layers {
        let own = frames.channels(value);
        // Each row has the weights of the input, and then those of the state.
        let width = own + units;
        let both = weights.take(4 * units * width)?;
        let part = |from: usize, to: usize| -> Vec<f64> {
            let rows = both.chunks_exact(width);
            rows.flat_map(|row| &row[from..to]).copied().collect()
        };
        let rows = Rows {
            weights: &part(0, own),
            recurrent_weights: &part(own, width),
            biases: Some(weights.take(4 * units)?),
            recurrent_biases: None,
        };
        let mut recurrent = Recurrent::of_rows(Cell::Lstm, [own, units], &rows);
        recurrent.initial_state = Some(weights.take(units)?);
        recurrent.initial_cell_state = Some(weights.take(units)?);
        value = frames.recurrent(recurrent, value, &format!("layer {}", layer + 1));
    }
    let head = weights.take(outputs.saturating_mul(units))?;
    let biases = weights.take(outputs)?;
    let linear = Linear::from_units(units, outputs, &head, Some(biases));
    Ok(frames.dense(linear, value, "the head"))
}
