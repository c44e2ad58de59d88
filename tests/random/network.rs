//! Random networks, and how they are written down.

use std::fmt::Write as _;

use crate::common::Random;

#[derive(Clone, Copy)]
pub enum Dtype {
    F32,
    F64,
}

impl Dtype {
    /// To the nearest number of the type.
    fn round(self, x: f64) -> f64 {
        match self {
            Self::F32 => f64::from(x as f32),
            Self::F64 => x,
        }
    }

    /// The shortest digits that read back the same.
    fn digits(self, x: f64) -> String {
        match self {
            Self::F32 => format!("{:?}", x as f32),
            Self::F64 => format!("{x:?}"),
        }
    }

    pub fn number_of(self, bits: &str) -> f64 {
        let bits = u64::from_str_radix(bits, 16).expect("bits");
        match self {
            Self::F32 => f32::from_bits(bits as u32).into(),
            Self::F64 => f64::from_bits(bits),
        }
    }
}

pub struct Network {
    pub dtype: Dtype,
    pub inputs: usize,
    pub layers: Vec<Layer>,
}

pub struct Layer {
    /// Rows of weights and biases; none for an activation layer.
    pub dense: Option<(Vec<Vec<f64>>, Vec<f64>)>,
    pub activation: Activation,
}

#[derive(Clone, Copy)]
pub struct Activation {
    pub name: &'static str,
    pub parameter: Option<(&'static str, f64)>,
}

const ACTIVATIONS: [(&str, Option<&str>); 22] = [
    ("linear", None),
    ("relu", None),
    ("relu6", None),
    ("leaky_relu", Some("slope")),
    ("elu", Some("alpha")),
    ("selu", None),
    ("celu", Some("alpha")),
    ("gelu", None),
    ("gelu_tanh", None),
    ("silu", None),
    ("mish", None),
    ("sigmoid", None),
    ("hard_sigmoid", None),
    ("hard_swish", None),
    ("tanh", None),
    ("sigmoid_precise", None),
    ("tanh_precise", None),
    ("softplus", None),
    ("softsign", None),
    ("softmax", None),
    ("log_softmax", None),
    ("exponential", None),
];

impl Network {
    pub fn random(random: &mut Random) -> Self {
        let dtype = if random.below(3) == 0 {
            Dtype::F64
        } else {
            Dtype::F32
        };
        let inputs = width(random);
        let mut wide = inputs;
        let count = 1 + random.below(4);
        let layers = (0..count)
            .map(|index| {
                let dense = (random.below(5) > 0).then(|| {
                    let units = width(random);
                    let weights = weights(random, dtype, wide, units);
                    wide = units;
                    let biases = (0..units).map(|_| dtype.round(random.signed())).collect();
                    (
                        weights,
                        if random.below(4) == 0 {
                            vec![0.0; units]
                        } else {
                            biases
                        },
                    )
                });
                // The exponential comes last: a chain of them overflows.
                let choices = ACTIVATIONS.len() - usize::from(index + 1 < count);
                let (name, parameter) = ACTIVATIONS[random.below(choices)];
                let parameter = parameter
                    .map(|parameter| (parameter, dtype.round(0.1 + random.signed().abs())));
                Layer {
                    dense,
                    activation: Activation { name, parameter },
                }
            })
            .collect();
        Self {
            dtype,
            inputs,
            layers,
        }
    }

    pub fn random_input(&self, random: &mut Random) -> Vec<f64> {
        (0..self.inputs)
            .map(|_| self.dtype.round(2.0 * random.signed()))
            .collect()
    }

    pub fn to_toml(&self, unroll: &str) -> String {
        let mut text = String::new();
        let dtype = match self.dtype {
            Dtype::F32 => "f32",
            Dtype::F64 => "f64",
        };
        writeln!(
            text,
            "dtype = '{dtype}'\ninput = {}\nunroll = '{unroll}'",
            self.inputs
        )
        .expect("a string");
        for layer in &self.layers {
            text.push_str("[[layers]]\n");
            let Activation { name, parameter } = layer.activation;
            match parameter {
                None => writeln!(text, "activation = '{name}'"),
                Some((parameter, value)) => writeln!(
                    text,
                    "activation = {{ type = '{name}', {parameter} = {} }}",
                    self.dtype.digits(value)
                ),
            }
            .expect("a string");
            let Some((weights, biases)) = &layer.dense else {
                text.push_str("type = 'activation'\n");
                continue;
            };
            writeln!(
                text,
                "type = 'dense'\nunits = {}\nweights = [",
                biases.len()
            )
            .expect("a string");
            for row in weights {
                writeln!(text, "  {},", self.list(row)).expect("a string");
            }
            text.push_str("]\n");
            if biases.iter().any(|&bias| bias != 0.0) {
                writeln!(text, "biases = {}", self.list(biases)).expect("a string");
            }
        }
        text
    }

    fn list(&self, values: &[f64]) -> String {
        let values: Vec<_> = values
            .iter()
            .map(|&value| self.dtype.digits(value))
            .collect();
        format!("[{}]", values.join(", "))
    }
}

/// Mostly narrow, at times past the width of a tile.
fn width(random: &mut Random) -> usize {
    let most = [3, 9, 20, 70][random.below(4)];
    1 + random.below(most)
}

/// Weights that keep the sums of a layer near one, some of them zero.
fn weights(random: &mut Random, dtype: Dtype, inputs: usize, units: usize) -> Vec<Vec<f64>> {
    let density = [1.0, 1.0, 0.5, 0.1, 0.0][random.below(5)];
    let scale = 1.5 / (inputs as f64 * density).max(1.0).sqrt();
    let mut weight = || {
        let value = random.signed() * scale;
        if (random.signed() + 1.0) / 2.0 < density {
            dtype.round(value)
        } else {
            0.0
        }
    };
    (0..inputs)
        .map(|_| (0..units).map(|_| weight()).collect())
        .collect()
}
