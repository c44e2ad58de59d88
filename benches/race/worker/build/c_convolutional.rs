//! Convolutional networks, with channels last and with channels first.

use std::fmt::Write as _;

use xornet_race_networks::{Activation, Layer, Network, Operation, Shape, Window};

use crate::c::array;

/// Returns the source of a network.
pub fn source(network: &Network) -> String {
    let mut text = String::from("#include \"dense.h\"\n#include \"convolution.h\"\n\n");
    for (index, layer) in network.layers.iter().enumerate() {
        let mut add = |kind: &str, numbers: &[f32]| {
            text.push_str(&array(&format!("{kind}_{index}"), numbers));
        };
        match &layer.operation {
            Operation::Dense(dense) => {
                add("direct", &dense.weights);
                add(
                    "channels_first",
                    &network.dense_channels_first(layer, dense),
                );
                add("biases", &dense.biases);
            }
            Operation::Convolution(convolution) => {
                add("direct", &convolution.weights);
                add("channels_first", &convolution.channels_first());
                add("biases", &convolution.biases);
            }
            _ => {}
        }
    }
    text.push_str(&function(network, "direct"));
    text.push_str(&function(network, "channels_first"));
    text
}

fn function(network: &Network, order: &str) -> String {
    let name = &network.name;
    let prototype = format!("void {name}_{order}(const float *restrict x, float *restrict y)");
    let mut body = String::new();
    // The variable of each value.
    let mut values = vec!["x".to_string()];
    let input = network.input();
    if order == "channels_first" && input.channels > 1 {
        values[0] = "x0".into();
        let (shape, count) = (shape(input), input.count());
        writeln!(
            body,
            "    static float x0[{count}];\n    to_channels_first({shape}, x, x0);"
        )
        .expect("a string");
    }
    for (index, layer) in network.layers.iter().enumerate() {
        let from = &values[layer.inputs[0]];
        if matches!(layer.operation, Operation::Flatten) {
            let from = from.clone();
            values.push(from);
            continue;
        }
        let (output, count) = (index + 1, network.values[index + 1].count());
        let to = if output == network.layers.len() {
            "y".to_string()
        } else {
            writeln!(body, "    static float x{output}[{count}];").expect("a string");
            format!("x{output}")
        };
        let call = match layer.inputs[..] {
            [_, other] => call(
                network,
                index,
                order,
                &format!("{from}, {}", values[other]),
                &to,
            ),
            _ => call(network, index, order, from, &to),
        };
        writeln!(body, "    {call}").expect("a string");
        let activation = activation(layer).name();
        writeln!(body, "    activate_{activation}({count}, {to});").expect("a string");
        values.push(to);
    }
    format!("\n{prototype};\n{prototype} {{\n{body}}}\n")
}

/// Returns the call for a layer.
fn call(network: &Network, index: usize, order: &str, from: &str, to: &str) -> String {
    let layer = &network.layers[index];
    let input = network.values[layer.inputs[0]];
    let output = network.values[index + 1];
    let shapes = format!("{}, {}", shape(input), shape(output));
    let numbers = format!("{from}, {order}_{index}, biases_{index}, {to}");
    match &layer.operation {
        Operation::Dense(dense) => {
            format!("by_input({}, {}, {numbers});", dense.inputs, dense.units)
        }
        Operation::Convolution(convolution) => {
            let kind = if convolution.is_depthwise {
                "depthwise"
            } else {
                "convolution"
            };
            let window = window(&convolution.window, input);
            format!("{order}_{kind}({shapes}, {window}, {numbers});")
        }
        Operation::MaxPool(pool) => {
            let window = window(pool, input);
            format!("{order}_max_pool({shapes}, {window}, {from}, {to});")
        }
        Operation::GlobalAveragePool => {
            format!("{order}_average({}, {from}, {to});", shape(input))
        }
        Operation::Add(_) => format!("add({}, {from}, {to});", output.count()),
        Operation::Flatten => unreachable!("the numbers stay where they are"),
        Operation::Recurrent(_) => unreachable!("recurrent layers are in streams alone"),
    }
}

fn activation(layer: &Layer) -> Activation {
    match &layer.operation {
        Operation::Dense(dense) => dense.activation,
        Operation::Convolution(convolution) => convolution.activation,
        Operation::Add(activation) => *activation,
        Operation::MaxPool(_)
        | Operation::GlobalAveragePool
        | Operation::Flatten
        | Operation::Recurrent(_) => Activation::Linear,
    }
}

fn shape(shape: Shape) -> String {
    let Shape {
        height,
        width,
        channels,
    } = shape;
    format!("(shape){{{height}, {width}, {channels}}}")
}

fn window(window: &Window, input: Shape) -> String {
    let ([height, width], [down, across]) = (window.size, window.strides);
    let [top, left] = window.before(input);
    format!("(window){{{height}, {width}, {down}, {across}, {top}, {left}}}")
}
