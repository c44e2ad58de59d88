//! Writes what a contender has at compile time: the model files, the weights as constants of Rust
//! and of C, and one module of Rust code per network.

#[path = "build/c.rs"]
mod c;
#[path = "build/c_convolutional.rs"]
mod c_convolutional;
#[path = "build/c_dense.rs"]
mod c_dense;
#[path = "build/microflow.rs"]
mod microflow;
#[path = "build/rust.rs"]
mod rust;

use std::path::{Path, PathBuf};
use std::{env, fs};

use xornet_race_networks::{Class, Network};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=build");
    println!("cargo:rerun-if-changed=c");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    let networks = xornet_race_networks::all();

    c::compile(&out, &networks);
    println!("cargo:rustc-check-cfg=cfg(has_microflow)");
    if microflow::find(&out) {
        println!("cargo:rustc-cfg=has_microflow");
    }

    let mut modules = String::new();
    for network in &networks {
        fs::write(out.join(format!("{}.toml", network.name)), network.toml()).expect("room");
        if network.class != Class::Convolutional {
            write_weights(&out, network);
        }
        modules.push_str(&rust::module(network));
    }
    modules.push_str(&rust::list(&networks));
    fs::write(out.join("networks.rs"), modules).expect("room");
}

/// Writes the weights of dense layers, for constants of Rust.
fn write_weights(out: &Path, network: &Network) {
    for (index, layer) in network.dense().enumerate() {
        let write = |kind: &str, numbers: &[f32]| {
            let bytes: Vec<_> = numbers.iter().flat_map(|n| n.to_ne_bytes()).collect();
            let file = out.join(format!("{}.{index}.{kind}", network.name));
            fs::write(file, bytes).expect("room");
        };
        write("by_input", &layer.weights);
        write("by_unit", &layer.transposed());
        write("biases", &layer.biases);
    }
}

/// Whether the compiler is asked for all that this processor has.
fn is_native() -> bool {
    env::var("CARGO_ENCODED_RUSTFLAGS").is_ok_and(|flags| flags.contains("target-cpu=native"))
}
