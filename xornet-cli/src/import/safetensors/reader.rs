//! Tensors by their names, and dense layers of them.

use half::{bf16, f16};
use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};

use super::spec::Layout;
use crate::import::bytes::numbers;
use crate::import::graph::Linear;
use crate::import::names::{plain, shown};
use crate::import::source::Precision;
use crate::import::unsupported::Unsupported;

/// Ends of a tensor's name, the usual layout with each.
const WEIGHTS: [(&str, Layout); 4] = [
    ("weight", Layout::OutIn),
    ("kernel", Layout::InOut),
    ("w", Layout::InOut),
    ("weights", Layout::InOut),
];
const BIASES: [&str; 3] = ["bias", "b", "biases"];
const JOINTS: [&str; 3] = [".", "/", "_"];

pub(super) struct Reader<'a> {
    tensors: SafeTensors<'a>,
    layout: Option<Layout>,
    used: Vec<String>,
    pub(super) unsupported: Vec<Unsupported>,
    /// The finest of its tensors.
    pub(super) precision: Precision,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8], layout: Option<Layout>) -> Result<Self, Unsupported> {
        let tensors = SafeTensors::deserialize(bytes).map_err(|error| {
            Unsupported::new(format!("this is not a safetensors file: {error}"))
        })?;
        Ok(Self {
            tensors,
            layout,
            used: Vec::new(),
            unsupported: Vec::new(),
            precision: Precision::Half,
        })
    }

    /// Lists all tensors with their shapes.
    pub(super) fn listed(&self) -> String {
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

    /// Says which tensors no layer names.
    pub(super) fn unused(&self) -> Vec<String> {
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

    /// Returns a tensor by the parts of its name; what comes before them may be left out, where that is clear.
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

    fn reject(&mut self, unsupported: Unsupported) -> Option<Linear> {
        self.unsupported.push(unsupported);
        None
    }

    /// Reads the dense layer of the tensors that begin so, `width` being the number of its inputs, if known.
    pub(super) fn dense(&mut self, prefix: &str, width: Option<usize>) -> Option<Linear> {
        let found = WEIGHTS
            .iter()
            .find_map(|(end, layout)| Some((self.find(prefix, end)?, *layout)));
        let Some(((name, weights), usual)) = found else {
            let unsupported = Unsupported::new(format!(
                "there is no tensor `{0}.weight` or `{0}.kernel`",
                plain(prefix)
            ));
            let help = self.listed();
            return self.reject(unsupported.help(help));
        };
        let layout = self.layout.unwrap_or(usual);
        let shape = weights.shape().to_vec();
        let (inputs, units) = match (&*shape, layout) {
            (&[units, inputs], Layout::OutIn) | (&[inputs, units], Layout::InOut) => {
                (inputs, units)
            }
            _ => {
                return self.reject(Unsupported::new(format!(
                    "{} has the shape {shape:?}, and a dense layer has a matrix",
                    shown(&name)
                )));
            }
        };
        if let Some(width) = width
            && width != inputs
        {
            let (rows, columns) = (shape[0], shape[1]);
            let unsupported = Unsupported::new(format!(
                "{} is {rows} × {columns}, a layer of {inputs} inputs, but the layer before it has {width} units",
                shown(&name)
            ));
            return self.reject(turned(unsupported, layout, units == width));
        }
        let numbers = match self.numbers(&name, &weights) {
            Ok(numbers) => numbers,
            Err(unsupported) => return self.reject(unsupported),
        };
        self.used.push(name);
        let bias = BIASES.iter().find_map(|end| self.find(prefix, end));
        let biases = match bias {
            None => None,
            Some((name, tensor)) if tensor.shape() != [units] => {
                let shape = tensor.shape().to_vec();
                let unsupported = Unsupported::new(format!(
                    "{} has the shape {shape:?}, but its layer has {units} units",
                    shown(&name)
                ));
                return self.reject(turned(unsupported, layout, shape == [inputs]));
            }
            Some((name, tensor)) => match self.numbers(&name, &tensor) {
                Ok(numbers) => {
                    self.used.push(name);
                    Some(numbers)
                }
                Err(unsupported) => return self.reject(unsupported),
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

    fn numbers(&mut self, name: &str, tensor: &TensorView<'_>) -> Result<Vec<f64>, Unsupported> {
        let bytes = tensor.data();
        let (numbers, precision) = match tensor.dtype() {
            Dtype::F32 => (
                numbers(bytes, |b| f32::from_le_bytes(b).into()),
                Precision::Single,
            ),
            Dtype::F64 => (numbers(bytes, f64::from_le_bytes), Precision::Double),
            Dtype::F16 => (
                numbers(bytes, |b| f16::from_le_bytes(b).into()),
                Precision::Half,
            ),
            Dtype::BF16 => (
                numbers(bytes, |b| bf16::from_le_bytes(b).into()),
                Precision::Half,
            ),
            other => {
                return Err(Unsupported::new(format!(
                    "{} is of the type {other}, which is not a type of floats",
                    shown(name)
                )));
            }
        };
        self.precision = self.precision.max(precision);
        Ok(numbers)
    }
}

/// Says that the other layout would do, if it would.
fn turned(unsupported: Unsupported, layout: Layout, fits: bool) -> Unsupported {
    match fits {
        true => unsupported.help(format!("`--layout {}` would fit", layout.other())),
        false => unsupported,
    }
}
