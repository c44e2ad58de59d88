//! Writes model files that together reach every kernel: all widths of tiles, with remainders, pruned
//! layers, straight-line code, all activations, in both number types.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

/// A width of every kind: below, at and above each size of a tile.
const UNITS: [usize; 22] = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 16, 17, 24, 31, 32, 33, 40, 48, 56, 65, 100,
];
/// Names, and what a model file says.
const ACTIVATIONS: [(&str, &str); 22] = [
    ("linear", "'linear'"),
    ("relu", "'relu'"),
    ("relu6", "'relu6'"),
    ("leaky_relu", "{ type = 'leaky_relu', slope = 0.02 }"),
    ("elu", "{ type = 'elu', alpha = 0.7 }"),
    ("selu", "'selu'"),
    ("celu", "{ type = 'celu', alpha = 1.3 }"),
    ("gelu", "'gelu'"),
    ("gelu_tanh", "'gelu_tanh'"),
    ("silu", "'silu'"),
    ("mish", "'mish'"),
    ("sigmoid", "'sigmoid'"),
    ("sigmoid_precise", "'sigmoid_precise'"),
    ("hard_sigmoid", "'hard_sigmoid'"),
    ("hard_swish", "'hard_swish'"),
    ("tanh", "'tanh'"),
    ("tanh_precise", "'tanh_precise'"),
    ("softplus", "'softplus'"),
    ("softsign", "'softsign'"),
    ("softmax", "'softmax'"),
    ("log_softmax", "'log_softmax'"),
    ("exponential", "'exponential'"),
];
const RELU: (&str, &str) = ACTIVATIONS[1];
const SIGMOID: (&str, &str) = ACTIVATIONS[11];
const TANH: (&str, &str) = ACTIVATIONS[15];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let mut writer = Writer::default();
    for dtype in ["f32", "f64"] {
        for units in UNITS {
            writer.dense(dtype, &[67, units], ACTIVATIONS[0], 100, "none");
        }
        writer.dense(dtype, &[37, 131, 70, 5], RELU, 100, "auto");
        writer.dense(dtype, &[130, 97, 33], TANH, 100, "auto");
        writer.dense(dtype, &[140, 100, 64, 10], RELU, 6, "auto");
        writer.dense(dtype, &[5, 7, 3], SIGMOID, 60, "full");
        for activation in ACTIVATIONS {
            writer.dense(dtype, &[3, 13], activation, 100, "auto");
            writer.dense(dtype, &[9, 70], activation, 100, "auto");
            writer.activation(dtype, activation);
        }
    }
    writer.finish();
}

#[derive(Default)]
struct Writer {
    count: u64,
    models: String,
    list: String,
}

impl Writer {
    fn dense(
        &mut self,
        dtype: &str,
        widths: &[usize],
        (name, activation): (&str, &str),
        percent: u64,
        unroll: &str,
    ) {
        self.count += 1;
        let shape: Vec<_> = widths.iter().map(usize::to_string).collect();
        let stem = format!("{dtype}_{}_{name}_{percent}_{unroll}", shape.join("x"));
        let text = model(self.count, dtype, widths, activation, percent, unroll);
        self.add(&stem, &text, "Within(1.0)");
    }

    /// An activation alone, of small and of large numbers.
    fn activation(&mut self, dtype: &str, (name, activation): (&str, &str)) {
        let text = format!(
            "dtype = '{dtype}'\ninput = 16\n[[layers]]\ntype = 'activation'\nactivation = {activation}\n"
        );
        self.add(&format!("{dtype}_{name}"), &text, "Magnitudes");
    }

    fn add(&mut self, stem: &str, text: &str, range: &str) {
        let folder = env::var("OUT_DIR").expect("cargo's folder");
        fs::write(Path::new(&folder).join(format!("{stem}.toml")), text).expect("a model file");
        let name = format!("N{stem}").replace('_', "");
        writeln!(self.models, "xornet::model!({name} = \"./{stem}.toml\");").expect("a string");
        writeln!(
            self.list,
            "{name} sweep_{stem} bits_{stem} \"{stem}\" sweep::Range::{range}, &[];"
        )
        .expect("a string");
    }

    fn finish(self) {
        let Self { models, list, .. } = self;
        let text = format!("{models}\nsweep::subjects! {{ sweep_shapes;\n{list}}}\n");
        let folder = env::var("OUT_DIR").expect("cargo's folder");
        fs::write(Path::new(&folder).join("shapes.rs"), text).expect("a source file");
    }
}

fn model(
    seed: u64,
    dtype: &str,
    widths: &[usize],
    activation: &str,
    percent: u64,
    unroll: &str,
) -> String {
    let mut random = Random(seed);
    let mut text = format!(
        "dtype = '{dtype}'\ninput = {}\nunroll = '{unroll}'\n",
        widths[0]
    );
    for pair in widths.windows(2) {
        let scale = (3.0 / pair[0] as f64).sqrt();
        let mut row = |percent| {
            let mut weight = || {
                let weight = if random.next() % 100 < percent {
                    random.signed() * scale
                } else {
                    0.0
                };
                // The shortest digits of an `f32` do for both types.
                format!("{:?}", weight as f32)
            };
            format!(
                "[{}]",
                (0..pair[1])
                    .map(|_| weight())
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        };
        let biases = row(100);
        let rows: Vec<_> = (0..pair[0]).map(|_| row(percent)).collect();
        write!(
            text,
            "[[layers]]\ntype = 'dense'\nunits = {}\nactivation = {activation}\nbiases = {biases}\nweights = [\n{}]\n",
            pair[1],
            rows.join(",\n")
        )
        .expect("a string");
    }
    text
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From -1 to below 1.
    fn signed(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }
}
