use nexus_inference::{Activation, TinyGru, TinyLstm, TinyTcn};
use xornet_race_networks::{Cell, Convolution, Operation, Recurrent};

use super::prelude::*;

/// A recurrent layer, or convolutions with growing dilations, and a dense layer: what the library has.
pub enum Nexus {
    Gru(TinyGru),
    Lstm(TinyLstm),
    Tcn(TinyTcn),
}

impl<S: Subject> Contender<S> for Nexus {
    const NAME: &'static str = "nexus-inference";

    fn new(network: &Network) -> Built<Self> {
        let operations: Vec<_> = network
            .layers
            .iter()
            .map(|layer| &layer.operation)
            .collect();
        let built = match operations[..] {
            [Operation::Recurrent(recurrent), Operation::Dense(dense)] => {
                recurrent_layer(recurrent, dense)
            }
            [ref convolutions @ .., Operation::Dense(dense)] => {
                let layers = convolutions.iter().map(|operation| match operation {
                    Operation::Convolution(convolution) => Ok(convolution),
                    _ => Err("it has no sums of branches"),
                });
                tcn(&layers.collect::<Result<Vec<_>, _>>()?, dense)
            }
            _ => return Err("it has no such layers".into()),
        };
        Ok(Some(built?))
    }

    #[inline(always)]
    fn forward(&mut self, x: &S::Input) -> S::Output {
        let mut y = S::Output::ZEROS;
        let (frame, output) = (x.numbers(), y.numbers_mut());
        match self {
            Self::Gru(gru) => gru.predict_into(frame, output),
            Self::Lstm(lstm) => lstm.predict_into(frame, output),
            Self::Tcn(tcn) => tcn.predict_into(frame, output),
        }
        y
    }
}

fn recurrent_layer(layer: &Recurrent, dense: &Dense) -> Result<Nexus, Box<dyn std::error::Error>> {
    let (inputs, units) = (layer.inputs, layer.units);
    // PyTorch's order of gates: r before z, and for an LSTM the same as here.
    let order: &[usize] = match layer.cell {
        Cell::Gru => &[1, 0, 2],
        Cell::Lstm => &[0, 1, 2, 3],
    };
    let rows = |numbers: &[f32]| -> Vec<f32> {
        let row = order.len() * units;
        let columns = order
            .iter()
            .flat_map(|gate| gate * units..(gate + 1) * units);
        let column = |column| numbers[column..].iter().step_by(row).copied();
        columns.flat_map(column).collect()
    };
    let (weights, recurrent) = (rows(&layer.weights), rows(&layer.recurrent_weights));
    let (biases, recurrent_biases) = (rows(&layer.biases), rows(&layer.recurrent_biases));
    let numbers = [&weights, &recurrent, &biases, &recurrent_biases];
    let [weights, recurrent, biases, recurrent_biases] = numbers;
    let (outputs, head) = (dense.units, dense.transposed());
    let ends = &dense.biases;
    Ok(match layer.cell {
        Cell::Gru => Nexus::Gru(TinyGru::from_parts(
            inputs,
            units,
            outputs,
            weights,
            recurrent,
            biases,
            recurrent_biases,
            &head,
            ends,
        )?),
        Cell::Lstm => Nexus::Lstm(TinyLstm::from_parts(
            inputs,
            units,
            outputs,
            weights,
            recurrent,
            biases,
            recurrent_biases,
            &head,
            ends,
        )?),
    })
}

fn tcn(layers: &[&Convolution], dense: &Dense) -> Result<Nexus, Box<dyn std::error::Error>> {
    let weights: Vec<_> = layers.iter().map(|layer| newest_first(layer)).collect();
    let weights: Vec<_> = weights.iter().map(Vec::as_slice).collect();
    let biases: Vec<_> = layers.iter().map(|layer| layer.biases.as_slice()).collect();
    let first = layers[0];
    Ok(Nexus::Tcn(TinyTcn::from_parts(
        first.channels(),
        first.filters,
        first.window.size[0],
        dense.units,
        false,
        &weights,
        &biases,
        &dense.transposed(),
        &dense.biases,
        Activation::Tanh,
    )?))
}

/// Returns the weights as `[filters][frames][channels]`, the newest frame first.
fn newest_first(layer: &Convolution) -> Vec<f32> {
    let (frames, channels) = (layer.window.size[0], layer.channels());
    let mut weights = Vec::with_capacity(layer.weights.len());
    for filter in 0..layer.filters {
        for frame in (0..frames).rev() {
            let rows = (0..channels).map(|channel| frame * channels + channel);
            weights.extend(rows.map(|row| layer.weights[row * layer.filters + filter]));
        }
    }
    weights
}
