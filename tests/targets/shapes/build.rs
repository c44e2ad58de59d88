//! Writes model files that together reach every kernel: all widths of tiles, with remainders, pruned
//! layers, straight-line code, all activations, in both number types.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use xornet_core::Activation;
use xornet_testing::{Dtype, Model, Random, activations};

/// A width of every kind: below, at and above each size of a tile.
const UNITS: [usize; 22] = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 16, 17, 24, 31, 32, 33, 40, 48, 56, 65, 100,
];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let mut writer = Writer::default();
    for dtype in [Dtype::F32, Dtype::F64] {
        let mut dense = |widths: &[usize], activation, percent, unroll| {
            writer.dense(dtype, widths, activation, percent, unroll);
        };
        for units in UNITS {
            dense(&[67, units], Activation::Linear, 100, "none");
        }
        dense(&[37, 131, 70, 5], Activation::Relu, 100, "auto");
        dense(&[130, 97, 33], Activation::Tanh, 100, "auto");
        dense(&[140, 100, 64, 10], Activation::Relu, 6, "auto");
        dense(&[5, 7, 3], Activation::Sigmoid, 60, "full");
        for activation in activations() {
            dense(&[3, 13], activation, 100, "auto");
            dense(&[9, 70], activation, 100, "auto");
        }
        for activation in activations() {
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
        dtype: Dtype,
        widths: &[usize],
        activation: Activation<f64>,
        percent: usize,
        unroll: &'static str,
    ) {
        self.count += 1;
        let mut random = Random::new(self.count);
        let mut model = Model::new(widths[0]).of(dtype).unrolled(unroll);
        for &units in &widths[1..] {
            model = model.dense(&mut random, units, percent, activation);
        }
        let shape: Vec<_> = widths.iter().map(usize::to_string).collect();
        let [dtype, name, shape] = [dtype.name(), activation.name(), &shape.join("x")];
        let stem = format!("{dtype}_{shape}_{name}_{percent}_{unroll}");
        self.add(&stem, &model, "Within(1.0)");
    }

    /// An activation alone, of small and of large numbers.
    fn activation(&mut self, dtype: Dtype, activation: Activation<f64>) {
        let model = Model::new(16).of(dtype).activation(activation);
        let stem = format!("{}_{}", dtype.name(), activation.name());
        self.add(&stem, &model, "Magnitudes");
    }

    fn add(&mut self, stem: &str, model: &Model, range: &str) {
        let folder = env::var("OUT_DIR").expect("cargo's folder");
        let file = Path::new(&folder).join(format!("{stem}.toml"));
        fs::write(file, model.to_toml()).expect("a model file");
        let name = format!("N{stem}").replace('_', "");
        writeln!(self.models, "xornet::model!({name} = \"./{stem}.toml\");").expect("a string");
        writeln!(
            self.list,
            "Subject {name} sweep_{stem} bits_{stem} \"{stem}\" sweep::Range::{range}, &[];"
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
