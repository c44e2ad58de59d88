//! The networks of GuitarML's trainers: recurrent layers `rec`, a layer `lin`, and often the input added at the end.

use super::value::Json;
use crate::import::frames::{Frames, Rows};
use crate::import::graph::{Cell, LayerKind, Linear, Recurrent};
use crate::import::source::{Precision, Source};

/// The maximal number of layers.
const MAX_LAYERS: usize = 64;

/// Reads a network.
pub fn read(file: &Json<'_>) -> Result<Source, String> {
    let about = file.need("model_data")?;
    let tensors = file.need("state_dict")?;
    let length =
        |key: &str, default: usize| about.get(key).map_or(Ok(default), |value| value.length());
    let (inputs, outputs) = (length("input_size", 1)?, length("output_size", 1)?);
    let (units, layers) = (
        about.need("hidden_size")?.length()?,
        length("num_layers", 1)?,
    );
    if layers > MAX_LAYERS {
        return Err(format!(
            "it has {layers} recurrent layers, and the limit is {MAX_LAYERS}"
        ));
    }
    let cell = match about
        .get("unit_type")
        .map_or(Ok("LSTM"), |kind| kind.text())?
    {
        "LSTM" => Cell::Lstm,
        "GRU" => Cell::Gru { reset_after: true },
        "RNN" => Cell::Rnn,
        other => {
            return Err(format!(
                "its `unit_type` is `{other:.20}`, not LSTM, GRU or RNN"
            ));
        }
    };
    let mut frames = Frames::default();
    let input = frames.input(inputs);
    let mut value = input;
    for layer in 0..layers {
        let own = if layer == 0 { inputs } else { units };
        let rows = cell.gates() * units;
        let tensor = |name: &str, shape: &[usize]| {
            let tensor = tensors.get(&format!("rec.{name}_l{layer}"));
            tensor.map(|tensor| tensor.shaped(shape)).transpose()
        };
        let needed = |name: &str, shape: &[usize]| {
            tensor(name, shape)?.ok_or_else(|| format!("it has no tensor `rec.{name}_l{layer}`"))
        };
        let (weights, recurrent_weights) = (
            needed("weight_ih", &[rows, own])?,
            needed("weight_hh", &[rows, units])?,
        );
        let rows = Rows {
            weights: &weights,
            recurrent_weights: &recurrent_weights,
            biases: tensor("bias_ih", &[rows])?,
            recurrent_biases: tensor("bias_hh", &[rows])?,
        };
        let recurrent = Recurrent::of_rows(cell, [own, units], &rows);
        value = frames.recurrent(recurrent, value, &format!("`rec`, layer {}", layer + 1));
    }
    let weights = tensors.need("lin.weight")?.shaped(&[outputs, units])?;
    let biases = tensors.get("lin.bias");
    let biases = biases.map(|biases| biases.shaped(&[outputs])).transpose()?;
    value = frames.dense(
        Linear::from_units(units, outputs, &weights, biases),
        value,
        "`lin`",
    );
    let skip = about.get("skip").map_or(Ok(false), |skip| skip.truth())?;
    if skip {
        if inputs < outputs {
            return Err("it adds its input to an output of more numbers".into());
        }
        // The first numbers of the input are those of the signal.
        let signal = match inputs == outputs {
            true => input,
            false => frames.slice(input, 0, outputs, "`skip`"),
        };
        value = frames.merge(LayerKind::Add, vec![value, signal], "`skip`");
    }
    let provenance = "JSON of GuitarML".to_owned();
    Ok(frames.source(value, Precision::Single, provenance, Vec::new()))
}
