//! Dense networks, in three orders of their loops.

use std::fmt::Write as _;

use xornet_race_networks::Network;

use crate::c::array;

const ORDERS: [&str; 3] = ["by_input", "by_unit", "tiled"];

/// Returns the source of a network.
pub fn source(network: &Network) -> String {
    let mut text = String::from("#include \"dense.h\"\n\n");
    for (index, layer) in network.dense().enumerate() {
        let mut add = |kind: &str, numbers: &[f32]| {
            text.push_str(&array(&format!("{kind}_{index}"), numbers));
        };
        add("by_input", &layer.weights);
        add("by_unit", &layer.transposed());
        add("biases", &layer.biases);
    }
    for order in ORDERS {
        text.push_str(&function(network, order));
    }
    text
}

fn function(network: &Network, order: &str) -> String {
    // Tiles are rows of `by_input`, read in another order.
    let weights = if order == "tiled" { "by_input" } else { order };
    let prototype = format!(
        "void {}_{order}(const float *restrict x, float *restrict y)",
        network.name
    );
    let mut text = format!("\n{prototype};\n{prototype} {{\n");
    let last = network.layers.len() - 1;
    let mut from = "x".to_string();
    for (index, layer) in network.dense().enumerate() {
        let to = if index == last {
            "y".to_string()
        } else {
            writeln!(text, "    float x{index}[{}];", layer.units).expect("a string");
            format!("x{index}")
        };
        writeln!(
            text,
            "    {order}({}, {}, {from}, {weights}_{index}, biases_{index}, {to});\n    activate_{}({}, {to});",
            layer.inputs,
            layer.units,
            layer.activation.name(),
            layer.units
        )
        .expect("a string");
        from = to;
    }
    text.push_str("}\n");
    text
}
