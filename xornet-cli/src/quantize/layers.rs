//! The network of eight bits, of a draft and the quantization of each value.

use xornet_model::quantized::{
    ActivationLayer, Convolution, Dense, Layer, Mean, Merge, Setting, Weights, WindowLayer,
};
use xornet_model::{
    Activation, Builder, InvalidNetwork, Network, Quantization, Rounding, TestCase,
};

use super::draft::{Draft, Form, Operation, Piece, Product};
use super::parameters;
use super::refusal::Refusal;
use crate::evaluate::FloatNumber;
use crate::import::draft::names::{Links, Names};

/// Builds the network of eight bits, with a name for its type and test cases. Limits, names of inputs and
/// the like are those of the network of floats.
///
/// # Errors
///
/// If a layer or the network is not valid.
pub fn network<T: FloatNumber>(
    draft: &Draft,
    chosen: &[Quantization],
    rounding: Rounding,
    floats: &Network<T>,
    name: Option<&str>,
    cases: Vec<TestCase<i8>>,
) -> Result<Network<i8>, Vec<Refusal>> {
    let whole = |error: InvalidNetwork| {
        vec![Refusal {
            layer: None,
            message: error.to_string(),
            help: String::new(),
        }]
    };
    let mut builder = Builder::<i8>::new();
    builder.rounding(rounding);
    if let Some(name) = name {
        builder.name(name).map_err(whole)?;
    }
    if let Some(description) = floats.description() {
        builder.description(description);
    }
    builder.unroll(floats.unroll());
    builder.limits(floats.limits().to_vec());
    builder.input_names(floats.input_names().to_vec());
    builder.output_names(floats.output_names().to_vec());
    let mut ids = vec![None; draft.values.len()];
    for &input in &draft.inputs {
        let shape = draft.values[input].shape;
        let id = match draft.stream {
            true => builder.stream(shape.count()),
            false => builder.input(shape),
        };
        builder.quantize(id, chosen[input]);
        ids[input] = Some(id);
    }
    for piece in &draft.pieces {
        let inputs: Vec<_> = piece
            .inputs
            .iter()
            .filter_map(|&input| ids[input])
            .collect();
        let made = layer(piece, draft, chosen, rounding);
        let made = made.and_then(|layer| builder.layer(layer, &inputs));
        let id = made.map_err(|error| vec![Refusal::new(piece.layer, error.to_string(), "")])?;
        ids[piece.output] = Some(id);
    }
    let names: Vec<_> = draft
        .values
        .iter()
        .map(|value| value.name.clone())
        .collect();
    let links = Links {
        inputs: draft.inputs.clone(),
        layers: draft
            .pieces
            .iter()
            .map(|piece| (&*piece.inputs, piece.output))
            .collect(),
        outputs: &draft.outputs,
        names: &names,
    };
    for (&value, name) in Names::of(&links).values() {
        if let Some(id) = ids[value] {
            builder.name_value(id, name);
        }
    }
    for case in cases {
        builder.test_case(case);
    }
    let outputs: Vec<_> = draft
        .outputs
        .iter()
        .filter_map(|&output| ids[output])
        .collect();
    builder.build(&outputs).map_err(|errors| {
        let errors = errors.into_iter();
        errors.flat_map(whole).collect()
    })
}

/// Makes a layer of eight bits.
fn layer(
    piece: &Piece,
    draft: &Draft,
    chosen: &[Quantization],
    rounding: Rounding,
) -> Result<Layer, InvalidNetwork> {
    let input = |index: usize| chosen[piece.inputs[index]];
    let output = chosen[piece.output];
    Ok(match &piece.operation {
        Operation::Product(product) => {
            let setting = Setting {
                rounding,
                input: input(0),
                output,
                activation: product.activation,
            };
            self::product(product, setting)?
        }
        Operation::Activation(activation) => {
            let output = Some(output).filter(|_| *activation != Activation::Softmax);
            Layer::Activation(ActivationLayer::new(
                *activation,
                rounding,
                input(0),
                output,
            )?)
        }
        Operation::Merge(kind, activation) => {
            let inputs = [input(0), input(1)];
            Layer::Merge(Merge::new(*kind, *activation, rounding, inputs, output)?)
        }
        Operation::Mean { keep_dims } => {
            let shape = draft.values[piece.inputs[0]].shape;
            Layer::Mean(Mean::new(*keep_dims, &shape, rounding, input(0), output)?)
        }
        Operation::Same(same) => Layer::Same((**same).clone()),
        Operation::Window(frames) => Layer::Window(WindowLayer::new(frames.clone(), output)),
    })
}

fn product(product: &Product, setting: Setting) -> Result<Layer, InvalidNetwork> {
    let integers = parameters::of_weights(&product.weights, &product.biases, setting.input);
    let weights = match integers {
        Some(integers) => Weights {
            weights: integers.weights,
            scales: integers.scales,
            biases: Some(integers.biases),
        },
        // The layer says what is wrong with them.
        None => Weights {
            weights: vec![0; product.weights.len()],
            scales: vec![f32::INFINITY],
            biases: None,
        },
    };
    Ok(match product.form {
        Form::Dense { inputs, units } => Layer::Dense(Dense::new(inputs, units, weights, setting)?),
        Form::Convolution {
            kind,
            window,
            channels,
        } => Layer::Convolution(Convolution::new(kind, window, channels, weights, setting)?),
    })
}
