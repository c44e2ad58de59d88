use std::fmt::Write as _;

use crate::{Class, Layer, Network, Operation, Padding, Window};

/// Returns the model file of a network.
pub fn write(network: &Network) -> String {
    let input = match network.class {
        Class::Stream => format!("['time', {}]", network.inputs()),
        _ => format!("{:?}", network.axes()),
    };
    let mut text = format!("dtype = 'f32'\ninput = {input}\n");
    for (index, layer) in network.layers.iter().enumerate() {
        text.push_str("\n[[layers]]\n");
        write_layer(network, index, layer, &mut text).expect("a string takes all");
    }
    text
}

fn write_layer(
    network: &Network,
    index: usize,
    layer: &Layer,
    text: &mut String,
) -> std::fmt::Result {
    writeln!(text, "name = '{}'", name(index + 1))?;
    if layer.inputs != [index] {
        let names: Vec<_> = layer.inputs.iter().map(|&value| name(value)).collect();
        writeln!(text, "inputs = {names:?}")?;
    }
    let rank = network.spatial();
    match &layer.operation {
        Operation::Dense(dense) => {
            writeln!(text, "type = 'dense'\nunits = {}", dense.units)?;
            writeln!(text, "activation = '{}'", dense.activation.name())?;
            let weights = nested(&dense.weights, &[dense.inputs, dense.units]);
            writeln!(text, "weights = {weights}\nbiases = {:?}", dense.biases)
        }
        Operation::Convolution(convolution) => {
            writeln!(text, "type = 'conv{rank}d'")?;
            writeln!(text, "filters = {}", convolution.filters)?;
            if convolution.is_depthwise {
                writeln!(text, "groups = {}", convolution.filters)?;
            }
            write_window("kernel_size", &convolution.window, rank, text)?;
            writeln!(text, "activation = '{}'", convolution.activation.name())?;
            let channels = [convolution.channels(), convolution.filters];
            let axes = [&convolution.window.size[..rank], &channels].concat();
            let weights = nested(&convolution.weights, &axes);
            writeln!(
                text,
                "weights = {weights}\nbiases = {:?}",
                convolution.biases
            )
        }
        Operation::MaxPool(window) => {
            writeln!(text, "type = 'max_pool{rank}d'")?;
            write_window("pool_size", window, rank, text)
        }
        Operation::GlobalAveragePool => writeln!(text, "type = 'global_average_pool'"),
        Operation::Flatten => writeln!(text, "type = 'flatten'"),
        Operation::Add(activation) => {
            writeln!(text, "type = 'add'\nactivation = '{}'", activation.name())
        }
        Operation::Recurrent(recurrent) => {
            writeln!(text, "type = '{}'", recurrent.cell.name())?;
            writeln!(text, "units = {}", recurrent.units)?;
            let width = recurrent.cell.gates() * recurrent.units;
            let weights = nested(&recurrent.weights, &[recurrent.inputs, width]);
            writeln!(text, "weights = {weights}\nbiases = {:?}", recurrent.biases)?;
            let weights = nested(&recurrent.recurrent_weights, &[recurrent.units, width]);
            writeln!(text, "recurrent_weights = {weights}")?;
            writeln!(text, "recurrent_biases = {:?}", recurrent.recurrent_biases)
        }
    }
}

fn write_window(size: &str, window: &Window, rank: usize, text: &mut String) -> std::fmt::Result {
    // One axis has a number, two have a pair.
    let value = |pair: [usize; 2]| match rank {
        1 => pair[0].to_string(),
        _ => format!("{pair:?}"),
    };
    let padding = match window.padding {
        Padding::Valid => "valid",
        Padding::Same => "same",
        Padding::Causal => "causal",
    };
    if window.dilation != 1 {
        writeln!(text, "dilation_rate = {}", window.dilation)?;
    }
    writeln!(text, "{size} = {}", value(window.size))?;
    writeln!(text, "strides = {}", value(window.strides))?;
    writeln!(text, "padding = '{padding}'")
}

fn name(value: usize) -> String {
    match value {
        0 => "input".into(),
        layer => format!("layer{layer}"),
    }
}

/// Writes numbers as arrays within arrays.
fn nested(numbers: &[f32], axes: &[usize]) -> String {
    match axes {
        [] | [_] => format!("{numbers:?}"),
        [_, inner @ ..] => {
            let rows = numbers.chunks(inner.iter().product());
            let rows: Vec<_> = rows.map(|row| nested(row, inner)).collect();
            format!("[{}]", rows.join(",\n"))
        }
    }
}
