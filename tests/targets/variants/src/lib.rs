//! The files of `models/` in every unroll mode and number type, for build scripts.

use std::path::{Path, PathBuf};
use std::{env, fs};

use toml_edit::{DocumentMut, value};
use xornet_model::{Element, FULL_LIMIT, Layer, Model, Network};

const DTYPES: [(&str, &str); 2] = [("f32", ""), ("f64", "_f64")];
const SHAPES: [&str; 3] = ["auto", "full", "none"];

/// Streams of `tests/streams`, for layers that those of `models/` do not have.
const STREAMS: [&str; 3] = ["gru_reset_before", "strides_gru", "wavenet"];

/// Networks of eight bits of `tests/quantized`.
const QUANTIZED: [&str; 9] = [
    "conv2d_wide_dilation_single",
    "dense_rows_double",
    "depthwise_wide_strides_double",
    "keyword_double",
    "residual_single",
    "multiply_single",
    "shapes_double",
    "sigmoid_double",
    "stream_window_double",
];

/// A model file, as it is there.
pub struct Source {
    /// The file's stem.
    pub stem: String,
    pub model: Model,
    text: String,
}

/// Calls a function with the network of a model.
macro_rules! with {
    ($model:expr, $network:ident => $result:expr) => {
        match $model {
            Model::F32($network) => $result,
            Model::F64($network) => $result,
            Model::I8($network) => $result,
        }
    };
}

/// A network in one unroll mode and number type.
pub struct Variant {
    /// `xor_auto`, `xor_auto_f64`.
    pub stem: String,
    /// `XorAuto`: the type.
    pub name: String,
    /// The inputs of all checks, as Rust writes them.
    pub inputs: String,
    /// The largest of their numbers.
    pub largest: f64,
}

/// Every file of `models/`, in the order of their names, a few streams, a few networks of eight bits, and one more: `sine_relu`, of which other
/// tools publish what it costs.
pub fn sources() -> Vec<Source> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../models");
    println!("cargo::rerun-if-changed={}", folder.display());
    let files = fs::read_dir(&folder).expect("a folder of models");
    let mut paths: Vec<PathBuf> = files
        .map(|file| file.expect("a file").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    paths.sort();
    let streams = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../streams");
    paths.extend(STREAMS.map(|stem| streams.join(format!("{stem}.toml"))));
    let quantized = streams.with_file_name("quantized");
    paths.extend(QUANTIZED.map(|stem| quantized.join(format!("{stem}.toml"))));
    let mut sources: Vec<_> = paths.iter().map(|path| Source::read(path)).collect();
    let sine = sources.iter().find(|source| source.stem == "sine");
    sources.push(sine.expect("models/sine.toml").with_relu());
    sources
}

impl Source {
    fn read(path: &Path) -> Self {
        println!("cargo::rerun-if-changed={}", path.display());
        let text = fs::read_to_string(path).expect("a model file");
        let stem = path.file_stem().expect("a name").to_string_lossy();
        Self::new(&stem, text)
    }

    fn new(stem: &str, text: String) -> Self {
        let Ok(model) = xornet_model::read(&text, stem) else {
            panic!("{stem} is not a good model");
        };
        Self {
            stem: stem.into(),
            model,
            text,
        }
    }

    /// The same weights with another activation. Only the inputs of its checks are right.
    fn with_relu(&self) -> Self {
        let mut document: DocumentMut = self.text.parse().expect("TOML");
        let layers = document["layers"].as_array_of_tables_mut();
        for layer in layers.expect("layers").iter_mut() {
            if layer
                .get("activation")
                .is_some_and(|name| name.as_str() == Some("tanh"))
            {
                layer["activation"] = value("relu");
            }
        }
        let checks = document["checks"].as_array_of_tables_mut();
        for check in checks.expect("checks").iter_mut() {
            check["tolerance"] = value(f64::from(f32::MAX));
        }
        Self::new(&format!("{}_relu", self.stem), document.to_string())
    }

    /// Writes its variants as model files next to the generated source.
    pub fn variants(&self) -> Vec<Variant> {
        let mut all = Vec::new();
        for (dtype, suffix) in DTYPES {
            for shape in SHAPES {
                // Layers that are not dense have the same code in all modes, and the same source for both types.
                let same = (dtype, shape) != ("f32", "auto") && !self.is_chain();
                if same || shape == "full" && self.parameters() > FULL_LIMIT {
                    continue;
                }
                let stem = format!("{}_{shape}{suffix}", self.stem);
                let text = match self.float() {
                    Some(_) => self.variant(dtype, shape),
                    None => self.text.clone(),
                };
                let name = xornet_model::type_name(&stem).expect("a name");
                let model = xornet_model::read(&text, &stem).expect("a good model");
                let (inputs, largest) = with!(&model, network => inputs(network, &name));
                fs::write(out(&format!("{stem}.toml")), text).expect("a model file");
                all.push(Variant {
                    name,
                    stem,
                    inputs,
                    largest,
                });
            }
        }
        all
    }

    /// The network, if its numbers are `f32`.
    pub fn float(&self) -> Option<&Network<f32>> {
        match &self.model {
            Model::F32(network) => Some(network),
            _ => None,
        }
    }

    pub fn is_stream(&self) -> bool {
        with!(&self.model, network => network.is_stream())
    }

    fn parameters(&self) -> usize {
        with!(&self.model, network => network.parameters())
    }

    /// Whether the network is a chain of dense layers and activations on vectors, in `f32`.
    pub fn is_chain(&self) -> bool {
        let Some(network) = self.float() else {
            return false;
        };
        let mut layers = network.layers();
        let vectors = network.values().iter().all(|value| value.shape.rank() == 1);
        vectors
            && !network.is_stream()
            && layers.all(|layer| matches!(layer, Layer::Dense(_) | Layer::Activation(_)))
    }

    /// Whether the smallest machine, with 16 KB of memory, can compute the reference: three arrays for all values, and
    /// the inputs and outputs of two samples.
    pub fn fits_smallest_machine(&self) -> bool {
        let (samples, state, activations) = with!(&self.model, network => (
            2 * (network.inputs() + network.outputs()),
            network.state_bytes(),
            network.activation_bytes(),
        ));
        // A stream's own state, that of the reference, and a copy.
        3 * activations + 3 * state + samples * size_of::<f32>() <= 6 * 1024
    }

    fn variant(&self, dtype: &str, shape: &str) -> String {
        let mut document: DocumentMut = self.text.parse().expect("TOML");
        document["dtype"] = value(dtype);
        document["unroll"] = value(shape);
        document.remove("name");
        document.to_string()
    }
}

/// The path of a generated file.
pub fn out(file: &str) -> PathBuf {
    Path::new(&env::var("OUT_DIR").expect("cargo's folder")).join(file)
}

fn inputs<T: Element>(network: &Network<T>, name: &str) -> (String, f64) {
    // The inputs of a stream are the frames of its steps.
    let length = network.inputs() * network.stride();
    let checks = network.test_cases().iter();
    let inputs = checks.flat_map(|check| check.input().chunks(length));
    let all = inputs.clone().flat_map(|input| input.iter());
    let largest = all.map(|&x| x.to_f64().abs()).fold(1.0, f64::max);
    let literals: Vec<_> = inputs.map(|input| literal(network, name, input)).collect();
    (format!("[{}]", literals.join(", ")), largest)
}

/// Writes an input as Rust does: nested arrays, or a struct of several.
fn literal<T: Element>(network: &Network<T>, name: &str, mut numbers: &[T]) -> String {
    let ports = network.input_ports();
    if network.stride() > 1 {
        return nested(&[network.stride(), network.inputs()], numbers);
    }
    let fields = ports.iter().map(|port| {
        let (part, rest) = numbers.split_at(port.shape.count());
        numbers = rest;
        (port.name.clone(), nested(port.shape.axes(), part))
    });
    let fields: Vec<_> = fields.collect();
    match &fields[..] {
        [(None, array)] => array.clone(),
        fields => {
            let fields = fields.iter().map(|(field, array)| {
                format!("{}: {array}", field.as_deref().expect("a name of a field"))
            });
            format!(
                "{name}Input {{ {} }}",
                fields.collect::<Vec<_>>().join(", ")
            )
        }
    }
}

fn nested<T: Element>(axes: &[usize], numbers: &[T]) -> String {
    match axes {
        [_, inner @ ..] if !inner.is_empty() => {
            let parts = numbers.chunks(inner.iter().product());
            let parts: Vec<_> = parts.map(|part| nested(inner, part)).collect();
            format!("[{}]", parts.join(", "))
        }
        _ => format!("{numbers:?}"),
    }
}
