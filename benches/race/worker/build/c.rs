//! The networks as C, compiled with the best flags of either kind.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use xornet_race_networks::Network;

const ORDERS: [&str; 3] = ["by_input", "by_unit", "tiled"];

/// Compiles and links it all. tract needs a C compiler, too, so there is one.
pub fn compile(out: &Path, networks: &[Network]) {
    let mut build = cc::Build::new();
    build.include("c").opt_level(3).warnings(true);
    if crate::is_native() {
        build.flag("-march=native").flag("-ffast-math");
    }
    for network in networks {
        let file = out.join(format!("{}.c", network.name));
        fs::write(&file, source(network)).expect("room");
        build.file(file);
    }
    build.compile("race");
    // Also where a linker script hides the vectorised functions that fast math may call.
    println!("cargo:rustc-link-lib=m");
}

fn source(network: &Network) -> String {
    let mut text = String::from("#include \"dense.h\"\n\n");
    for (index, layer) in network.layers.iter().enumerate() {
        let mut array = |kind, numbers: &[f32]| {
            let numbers: Vec<_> = numbers.iter().map(|n| format!("{n:e}f")).collect();
            writeln!(
                text,
                "static const float {kind}_{index}[{}] = {{{}}};",
                numbers.len(),
                numbers.join(",")
            )
            .expect("a string");
        };
        array("by_input", &layer.weights);
        array("by_unit", &layer.transposed());
        array("biases", &layer.biases);
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
    for (index, layer) in network.layers.iter().enumerate() {
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
