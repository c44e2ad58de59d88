//! Writes model files of the sizes that are not worth keeping in the repository.

use std::path::Path;
use std::{env, fs};

use xornet_testing::{Activation, Model, Random};

const NETWORKS: [(&str, &[usize]); 3] = [
    ("Small16x64x64x4", &[16, 64, 64, 4]),
    ("Mnist784x128x10", &[784, 128, 10]),
    ("Large784x512x512x10", &[784, 512, 512, 10]),
];

fn main() {
    println!("cargo::rerun-if-changed=generate.rs");
    let folder = env::var("OUT_DIR").expect("cargo's folder");
    let folder = Path::new(&folder);
    let mut calls = String::new();
    for (name, widths) in NETWORKS {
        fs::write(folder.join(format!("{name}.toml")), model(widths)).expect("a model file");
        // Next to the file that calls.
        calls += &format!("xornet::model!(pub {name} = \"./{name}.toml\");\n");
    }
    fs::write(folder.join("models.rs"), calls).expect("a source file");
}

fn model(widths: &[usize]) -> String {
    let mut random = Random::new(1);
    let mut model = Model::new(widths[0]);
    for &units in &widths[1..] {
        model = model.dense(&mut random, units, 100, Activation::Relu);
    }
    model.to_toml()
}
