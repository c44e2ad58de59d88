//! Writes model files of the sizes that are not worth keeping in the repository.

use std::path::Path;
use std::{env, fs};

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
        // Beside the file that calls.
        calls += &format!("xornet::model!(pub {name} = \"./{name}.toml\");\n");
    }
    fs::write(folder.join("models.rs"), calls).expect("a source file");
}

/// Random weights that keep the size of what goes through them.
fn model(widths: &[usize]) -> String {
    let mut seed = 1;
    let mut text = format!("input = {}\n", widths[0]);
    for pair in widths.windows(2) {
        let [inputs, units] = [pair[0], pair[1]];
        let scale = (6.0 / inputs as f64).sqrt();
        let mut row = || {
            let weights = (0..units).map(|_| format!("{:?}", (signed(&mut seed) * scale) as f32));
            format!("[{}]", weights.collect::<Vec<_>>().join(", "))
        };
        let rows: Vec<_> = (0..inputs).map(|_| row()).collect();
        text += &format!(
            "[[layers]]\ntype = 'dense'\nunits = {units}\nactivation = 'relu'\nbiases = {}\nweights = [\n{}]\n",
            row(),
            rows.join(",\n")
        );
    }
    text
}

/// From -1 to below 1, by SplitMix64.
fn signed(seed: &mut u64) -> f64 {
    *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (*seed ^ (*seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 52) as f64 - 1.0
}
