//! Writes a model file from the numbers in `weights.csv`, and the call that compiles it.
//!
//! The last line has the biases, each line before it the weights of an input.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=weights.csv");
    let text = fs::read_to_string("weights.csv")?;
    let lines: Vec<_> = text.lines().collect();
    let (biases, weights) = lines.split_last().ok_or("weights.csv is empty")?;
    let model = format!(
        "input = {inputs}

[[layers]]
type = \"dense\"
units = {units}
activation = \"sigmoid\"
weights = [
    [{weights}],
]
biases = [{biases}]
",
        inputs = weights.len(),
        units = biases.split(',').count(),
        weights = weights.join("],\n    ["),
    );

    let folder = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    let folder = Path::new(&folder);
    fs::write(folder.join("net.toml"), model)?;
    // The path begins with a dot: it starts at this file, next to which the model file is.
    let call = "xornet::model!(pub Net = \"./net.toml\");\n";
    fs::write(folder.join("net.rs"), call)?;
    Ok(())
}
