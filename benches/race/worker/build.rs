//! Writes what a contender has at compile time: the model files, the weights as constants of Rust
//! and of C, and one module of Rust code per network.

#[path = "build/c.rs"]
mod c;
#[path = "build/c_convolutional.rs"]
mod c_convolutional;
#[path = "build/c_dense.rs"]
mod c_dense;
#[path = "build/c_stream.rs"]
mod c_stream;
#[path = "build/microflow.rs"]
mod microflow;
#[path = "build/rust.rs"]
mod rust;
#[path = "build/rust_stream.rs"]
mod rust_stream;

use std::path::{Path, PathBuf};
use std::{env, fs};

use xornet_race_networks::{Class, Network};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=build");
    println!("cargo:rerun-if-changed=c");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    let mut networks = xornet_race_networks::all();
    let is_whole = env::var_os("CARGO_FEATURE_WHOLE").is_some();
    networks.retain(|network| is_whole || network.class == Class::Stream);

    c::compile(&out, &networks);
    println!("cargo:rustc-check-cfg=cfg(has_microflow)");
    if is_whole && microflow::find(&out) {
        println!("cargo:rustc-cfg=has_microflow");
    }

    let mut modules = String::new();
    for network in &networks {
        fs::write(out.join(format!("{}.toml", network.name)), network.toml()).expect("room");
        if matches!(network.class, Class::Dense | Class::Pruned(_)) {
            write_weights(&out, network);
        }
        modules.push_str(&match network.class {
            Class::Stream => rust_stream::module(network),
            _ => rust::module(network),
        });
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
