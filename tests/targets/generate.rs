//! Writes model files that together reach every kernel: all widths of tiles, with remainders, pruned
//! layers, straight-line code, all activations, in both number types.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

/// A width of every kind: below, at and above each size of a tile.
const UNITS: [usize; 22] = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 16, 17, 24, 31, 32, 33, 40, 48, 56, 65, 100,
];
const ACTIVATIONS: [&str; 20] = [
    "'linear'",
    "'relu'",
    "'relu6'",
    "{ type = 'leaky_relu', slope = 0.02 }",
    "{ type = 'elu', alpha = 0.7 }",
    "'selu'",
    "{ type = 'celu', alpha = 1.3 }",
    "'gelu'",
    "'gelu_tanh'",
    "'silu'",
    "'mish'",
    "'sigmoid'",
    "'hard_sigmoid'",
    "'hard_swish'",
    "'tanh'",
    "'softplus'",
    "'softsign'",
    "'softmax'",
    "'log_softmax'",
    "'exponential'",
];

fn main() {
    println!("cargo::rerun-if-changed=generate.rs");
    let mut writer = Writer::default();
    for dtype in ["f32", "f64"] {
        for units in UNITS {
            writer.add(dtype, &[67, units], "'linear'", 100, "none");
        }
        writer.add(dtype, &[37, 131, 70, 5], "'relu'", 100, "auto");
        writer.add(dtype, &[130, 97, 33], "'tanh'", 100, "auto");
        writer.add(dtype, &[200, 150, 64, 10], "'relu'", 6, "auto");
        writer.add(dtype, &[5, 7, 3], "'sigmoid'", 60, "full");
        for activation in ACTIVATIONS {
            writer.add(dtype, &[3, 13], activation, 100, "auto");
            writer.add(dtype, &[9, 70], activation, 100, "auto");
        }
    }
    writer.finish();
}

#[derive(Default)]
struct Writer {
    count: usize,
    models: String,
    calls: String,
}

impl Writer {
    fn add(&mut self, dtype: &str, widths: &[usize], activation: &str, percent: u64, unroll: &str) {
        self.count += 1;
        let name = format!("N{}", self.count);
        let text = model(
            self.count as u64,
            dtype,
            widths,
            activation,
            percent,
            unroll,
        );
        let folder = env::var("OUT_DIR").expect("cargo's folder");
        fs::write(Path::new(&folder).join(format!("{name}.toml")), text).expect("a model file");
        // Beside the file that calls.
        writeln!(self.models, "xornet::model!({name} = \"./{name}.toml\");").expect("a string");
        writeln!(
            self.calls,
            "sweep.network::<{name}>(\"{dtype} {widths:?} {activation} {percent} % {unroll}\", 1.0);"
        )
        .expect("a string");
    }

    fn finish(self) {
        let text = format!(
            "{}\nfn generated<W: core::fmt::Write>(sweep: &mut Sweep<'_, W>) {{\n{}}}\n",
            self.models, self.calls
        );
        let folder = env::var("OUT_DIR").expect("cargo's folder");
        fs::write(Path::new(&folder).join("generated.rs"), text).expect("a source file");
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
