//! Files of tensors alone: what the layers are is said beside them.

use std::str::FromStr;

use half::{bf16, f16};
use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};

use super::chain::{Activation, Chain, Linear, Operation, Step};
use super::function;
use super::refusal::Refusal;
use super::source::{Precision, Source};
use crate::onnx::{plain, shown};

/// A layer as the command line has it: `fc1:relu`, `fc1:leaky_relu=0.2`, `fc1`, or `:softmax`.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerSpec {
    /// What the names of its tensors begin with; empty for an activation of its own.
    prefix: String,
    activation: Activation,
}

impl FromStr for LayerSpec {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (prefix, function) = text.rsplit_once(':').unwrap_or((text, "linear"));
        let (name, parameter) = match function.split_once('=') {
            Some((name, parameter)) => (name, Some(parameter)),
            None => (function, None),
        };
        let activation = Activation::named(name).ok_or_else(|| {
            let near = Activation::NAMES
                .iter()
                .min_by_key(|known| strsim::damerau_levenshtein(known, name));
            match near {
                Some(near) if strsim::jaro_winkler(near, name) > 0.8 => {
                    format!("there is no activation `{name}`; did you mean `{near}`?")
                }
                _ => format!(
                    "there is no activation `{name}`; there are {}",
                    Activation::NAMES.join(", ")
                ),
            }
        })?;
        let activation = match parameter {
            None => activation,
            Some(_) if activation.parameter().is_none() => {
                return Err(format!("`{name}` takes no parameter"));
            }
            Some(text) => {
                let value: f64 = text
                    .parse()
                    .map_err(|_| format!("`{text}` is not a number"))?;
                if !value.is_finite() {
                    return Err(format!("the parameter of `{name}` must be finite"));
                }
                let refused = |why| format!("the parameter of `{name}` {why}");
                activation.with_parameter(value).map_err(refused)?
            }
        };
        if prefix.is_empty() && activation == Activation::Linear {
            return Err("it names neither tensors nor an activation".into());
        }
        Ok(Self {
            prefix: prefix.to_owned(),
            activation,
        })
    }
}

/// Which axis of a matrix is which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Layout {
    /// One row per unit, as PyTorch's `weight`
    OutIn,
    /// One row per input, as Keras' and JAX' `kernel`
    InOut,
}

/// Ends of a tensor's name, the usual layout with each.
const WEIGHTS: [(&str, Layout); 4] = [
    ("weight", Layout::OutIn),
    ("kernel", Layout::InOut),
    ("w", Layout::InOut),
    ("weights", Layout::InOut),
];
const BIASES: [&str; 3] = ["bias", "b", "biases"];
const JOINTS: [&str; 3] = [".", "/", "_"];

/// Reads the layers from a file of tensors. Without `layout`, a tensor's name tells: `weight` has one row
/// per unit, `kernel` one per input.
///
/// # Errors
///
/// All that is in the way.
pub fn read(
    bytes: &[u8],
    specs: &[LayerSpec],
    layout: Option<Layout>,
) -> Result<Source, Vec<Refusal>> {
    let tensors = SafeTensors::deserialize(bytes).map_err(|error| {
        vec![Refusal::new(format!(
            "this is no safetensors file: {error}"
        ))]
    })?;
    let mut reader = Reader {
        tensors,
        layout,
        used: Vec::new(),
        refusals: Vec::new(),
        precision: Precision::Half,
    };
    if specs.is_empty() {
        let help = format!(
            "name them, as in `--layer fc1:relu --layer fc2:softmax`; {}",
            reader.listed()
        );
        return Err(vec![
            Refusal::new("the file does not say what its layers are").help(help),
        ]);
    }
    let mut chain = Chain::default();
    let mut width = None;
    for spec in specs {
        if !spec.prefix.is_empty() {
            match reader.dense(&spec.prefix, width) {
                Some(linear) => {
                    if width.is_none() && chain.inputs == 0 {
                        chain.inputs = linear.inputs;
                    }
                    width = Some(linear.units);
                    chain.steps.push(Step {
                        operation: Operation::Linear(linear),
                        origin: shown(&spec.prefix),
                    });
                }
                None => width = None,
            }
        } else if width.is_none() && reader.refusals.is_empty() {
            reader.refusals.push(Refusal::new(format!(
                "the first layer is the activation `{}`, before which no tensor tells the number of inputs",
                spec.activation.name()
            )));
        }
        if spec.activation != Activation::Linear {
            chain.steps.push(Step {
                operation: Operation::Activation(spec.activation),
                origin: format!("`:{}`", spec.activation.name()),
            });
        }
    }
    if !reader.refusals.is_empty() {
        return Err(reader.refusals);
    }
    let steps = chain.steps.clone();
    Ok(Source {
        chain,
        precision: reader.precision,
        provenance: "safetensors".into(),
        files: Vec::new(),
        notes: reader.unused(),
        evaluate: Box::new(move |input| Ok(evaluate(&steps, input))),
    })
}

struct Reader<'a> {
    tensors: SafeTensors<'a>,
    layout: Option<Layout>,
    used: Vec<String>,
    refusals: Vec<Refusal>,
    precision: Precision,
}

impl<'a> Reader<'a> {
    /// All tensors with their shapes.
    fn listed(&self) -> String {
        let mut names: Vec<_> = self
            .tensors
            .iter()
            .map(|(name, tensor)| format!("{} {:?}", shown(name), tensor.shape()))
            .collect();
        names.sort_unstable();
        let more = names.len().saturating_sub(20);
        names.truncate(20);
        if more > 0 {
            names.push(format!("{more} more"));
        }
        format!("its tensors are {}", names.join(", "))
    }

    /// Tensors that no layer names.
    fn unused(&self) -> Vec<String> {
        let unused = self
            .tensors
            .iter()
            .filter(|(name, _)| !self.used.iter().any(|used| used == name));
        let mut notes: Vec<_> = unused
            .map(|(name, tensor)| {
                format!(
                    "left out: the tensor {} {:?}, which no layer names",
                    shown(name),
                    tensor.shape()
                )
            })
            .collect();
        notes.sort_unstable();
        notes
    }

    /// A tensor by the parts of its name; what comes before them may be left out, where that is clear.
    fn find(&self, prefix: &str, end: &str) -> Option<(String, TensorView<'a>)> {
        JOINTS.iter().find_map(|joint| {
            let name = format!("{prefix}{joint}{end}");
            if let Ok(tensor) = self.tensors.tensor(&name) {
                return Some((name, tensor));
            }
            let is_it = |whole: &str| {
                let before = whole.strip_suffix(&name);
                before.is_some_and(|before| JOINTS.iter().any(|joint| before.ends_with(joint)))
            };
            let mut found = self.tensors.iter().filter(|(whole, _)| is_it(whole));
            match (found.next(), found.next()) {
                (Some((name, tensor)), None) => Some((name.to_owned(), tensor)),
                _ => None,
            }
        })
    }

    fn refuse(&mut self, refusal: Refusal) -> Option<Linear> {
        self.refusals.push(refusal);
        None
    }

    fn dense(&mut self, prefix: &str, width: Option<usize>) -> Option<Linear> {
        let found = WEIGHTS
            .iter()
            .find_map(|(end, layout)| Some((self.find(prefix, end)?, *layout)));
        let Some(((name, weights), usual)) = found else {
            let refusal = Refusal::new(format!(
                "there is no tensor `{0}.weight` or `{0}.kernel`",
                plain(prefix)
            ));
            let help = self.listed();
            return self.refuse(refusal.help(help));
        };
        let layout = self.layout.unwrap_or(usual);
        let shape = weights.shape().to_vec();
        let (inputs, units) = match (&*shape, layout) {
            (&[units, inputs], Layout::OutIn) | (&[inputs, units], Layout::InOut) => {
                (inputs, units)
            }
            _ => {
                return self.refuse(Refusal::new(format!(
                    "{} has the shape {shape:?}, and a dense layer has a matrix",
                    shown(&name)
                )));
            }
        };
        if let Some(width) = width
            && width != inputs
        {
            let (rows, columns) = (shape[0], shape[1]);
            let other = if layout == Layout::OutIn {
                "in-out"
            } else {
                "out-in"
            };
            let turned = if units == width {
                format!("; `--layout {other}` would fit")
            } else {
                String::new()
            };
            return self.refuse(Refusal::new(format!(
                "{} is {rows} × {columns}, a layer of {inputs} inputs, but the layer before it has {width} units{turned}",
                shown(&name)
            )));
        }
        let numbers = match self.numbers(&name, &weights) {
            Ok(numbers) => numbers,
            Err(refusal) => return self.refuse(refusal),
        };
        self.used.push(name);
        let bias = BIASES.iter().find_map(|end| self.find(prefix, end));
        let biases = match bias {
            None => None,
            Some((name, tensor)) if tensor.shape() != [units] => {
                let shape = tensor.shape().to_vec();
                return self.refuse(Refusal::new(format!(
                    "{} has the shape {shape:?}, but its layer has {units} units",
                    shown(&name)
                )));
            }
            Some((name, tensor)) => match self.numbers(&name, &tensor) {
                Ok(numbers) => {
                    self.used.push(name);
                    Some(numbers)
                }
                Err(refusal) => return self.refuse(refusal),
            },
        };
        Some(match layout {
            Layout::OutIn => Linear::from_units(inputs, units, &numbers, biases),
            Layout::InOut => Linear {
                inputs,
                units,
                weights: numbers,
                biases,
            },
        })
    }

    fn numbers(&mut self, name: &str, tensor: &TensorView<'_>) -> Result<Vec<f64>, Refusal> {
        fn read<const N: usize>(bytes: &[u8], number: impl Fn([u8; N]) -> f64) -> Vec<f64> {
            bytes
                .as_chunks()
                .0
                .iter()
                .map(|&bytes| number(bytes))
                .collect()
        }
        let bytes = tensor.data();
        let (numbers, precision) = match tensor.dtype() {
            Dtype::F32 => (
                read(bytes, |b| f32::from_le_bytes(b).into()),
                Precision::Single,
            ),
            Dtype::F64 => (read(bytes, f64::from_le_bytes), Precision::Double),
            Dtype::F16 => (
                read(bytes, |b| f16::from_le_bytes(b).into()),
                Precision::Half,
            ),
            Dtype::BF16 => (
                read(bytes, |b| bf16::from_le_bytes(b).into()),
                Precision::Half,
            ),
            other => {
                return Err(Refusal::new(format!(
                    "{} is of the type {other}, which is none of floats",
                    shown(name)
                )));
            }
        };
        self.precision = self.precision.max(precision);
        Ok(numbers)
    }
}

/// The network in double precision.
fn evaluate(steps: &[Step], input: &[f64]) -> Vec<f64> {
    let mut values = input.to_vec();
    for step in steps {
        match &step.operation {
            Operation::Activation(activation) => function::apply(*activation, &mut values),
            Operation::Affine(affine) => {
                let numbers = affine
                    .picks
                    .iter()
                    .zip(affine.scale.iter().zip(&affine.shift));
                values = numbers
                    .map(|(&pick, (scale, shift))| values[pick] * scale + shift)
                    .collect();
            }
            Operation::Linear(linear) => {
                let mut sums = linear
                    .biases
                    .clone()
                    .unwrap_or_else(|| vec![0.0; linear.units]);
                for (value, row) in values
                    .iter()
                    .zip(linear.weights.chunks_exact(linear.units.max(1)))
                {
                    for (sum, weight) in sums.iter_mut().zip(row) {
                        *sum += value * weight;
                    }
                }
                values = sums;
            }
        }
    }
    values
}
