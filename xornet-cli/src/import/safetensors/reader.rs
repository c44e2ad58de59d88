//! Dense layers, made of tensors that are found by their names.

use half::{bf16, f16};
use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};

use super::spec::Layout;
use crate::import::bytes::numbers;
use crate::import::graph::Linear;
use crate::import::names::{plain, shown};
use crate::import::source::Precision;
use crate::import::unsupported::Unsupported;

/// The last part of the names of weights, with the usual layout of each.
const WEIGHTS: [(&str, Layout); 4] = [
    ("weight", Layout::OutIn),
    ("kernel", Layout::InOut),
    ("w", Layout::InOut),
    ("weights", Layout::InOut),
];
/// The last part of the names of biases.
const BIASES: [&str; 3] = ["bias", "b", "biases"];
/// The characters between the parts of a name.
const SEPARATORS: [&str; 3] = [".", "/", "_"];

/// The tensors of a file, and what was found while they are read.
pub(super) struct Reader<'a> {
    tensors: SafeTensors<'a>,
    layout: Option<Layout>,
    /// The names of the tensors that layers are made of.
    used: Vec<String>,
    pub(super) unsupported: Vec<Unsupported>,
    /// The highest precision of the tensors.
    pub(super) precision: Precision,
}

impl<'a> Reader<'a> {
    /// Reads the names and shapes of the tensors.
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

    /// Returns a line for each tensor that no layer uses.
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

    /// Finds a tensor by the last parts of its name. The parts before them may be left out if only one tensor ends so.
    pub(super) fn find(&self, prefix: &str, end: &str) -> Option<(String, TensorView<'a>)> {
        SEPARATORS.iter().find_map(|separator| {
            let name = format!("{prefix}{separator}{end}");
            if let Ok(tensor) = self.tensors.tensor(&name) {
                return Some((name, tensor));
            }
            let matches = |whole: &str| {
                let before = whole.strip_suffix(&name);
                before.is_some_and(|before| {
                    SEPARATORS
                        .iter()
                        .any(|separator| before.ends_with(separator))
                })
            };
            let mut found = self.tensors.iter().filter(|(whole, _)| matches(whole));
            match (found.next(), found.next()) {
                (Some((name, tensor)), None) => Some((name.to_owned(), tensor)),
                _ => None,
            }
        })
    }

    /// Adds a reason why the layers cannot be read.
    fn reject(&mut self, unsupported: Unsupported) -> Option<Linear> {
        self.unsupported.push(unsupported);
        None
    }

    /// Reads the dense layer of the tensors with this prefix. `width` is the number of its inputs, if known.
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
                    "{} has the shape {shape:?}, but the weights of a dense layer are a matrix",
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
            return self.reject(suggest_layout(unsupported, layout, units == width));
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
                return self.reject(suggest_layout(unsupported, layout, shape == [inputs]));
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

    /// Reads the numbers of a tensor, which must have this shape.
    pub(super) fn named(&mut self, name: &str, shape: &[usize]) -> Result<Vec<f64>, Unsupported> {
        let tensor = self.tensors.tensor(name);
        let tensor =
            tensor.map_err(|_| Unsupported::new(format!("there is no tensor {}", shown(name))))?;
        if tensor.shape() != shape {
            return Err(Unsupported::new(format!(
                "{} has the shape {:?}, not {shape:?}",
                shown(name),
                tensor.shape()
            )));
        }
        let numbers = self.numbers(name, &tensor)?;
        self.used.push(name.to_owned());
        Ok(numbers)
    }

    /// Reads the numbers of a tensor.
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
                    "{} has the type {other}, which is not a floating-point type",
                    shown(name)
                )));
            }
        };
        self.precision = self.precision.max(precision);
        Ok(numbers)
    }
}

/// Suggests the other layout, if that fits.
fn suggest_layout(unsupported: Unsupported, layout: Layout, fits: bool) -> Unsupported {
    match fits {
        true => unsupported.help(format!("`--layout {}` would fit", layout.other())),
        false => unsupported,
    }
}
