//! A forward pass step by step, with the formula of each number.

use std::io::{self, Write};

use xornet_model::plan::dense::partial_sums;
use xornet_model::quantity;
use xornet_model::{Activation, Connections, Layer, Network};

use super::fold::Fold;
use super::formula::formula;
use crate::evaluate::{Number, Step};
use crate::output::HEADING;

/// The maximal number of products that are shown of a sum.
const MAX_PRODUCTS: usize = 8;
/// The maximal number of units that are shown of a layer.
const MAX_UNITS: usize = 16;

/// Writes the trace of one input.
pub(super) fn write<T: Number>(
    out: &mut dyn Write,
    network: &Network<T>,
    number: usize,
    input: &[T],
    steps: &[Step<T>],
    fold: Fold,
) -> io::Result<()> {
    if number > 1 {
        writeln!(out)?;
    }
    writeln!(
        out,
        "{HEADING}input {number}{HEADING:#}: {}",
        list(input, fold)
    )?;
    for (index, (layer, step)) in network.layers().zip(steps).enumerate() {
        write!(out, "\n{HEADING}layer {}{HEADING:#}: ", index + 1)?;
        let activation = layer.activation();
        let dense = Dense::of(layer);
        match &dense {
            Some(dense) => dense.heading(out, layer)?,
            None => {
                let width = quantity(step.sums.len(), "number");
                let kind = layer.kind().name();
                writeln!(out, "{kind} of {width}, {}", activation.name())?;
            }
        }
        if activation != Activation::Linear {
            writeln!(out, "  {}(s) = {}", activation.name(), formula(activation))?;
        }
        units(out, dense.as_ref(), activation, step, fold)?;
    }
    let output = steps.last().map_or(input, |step| &step.outputs);
    writeln!(out, "\n{HEADING}output{HEADING:#}: {}", list(output, fold))
}

/// The weights and biases of a layer that computes weighted sums.
struct Dense<'a, T> {
    inputs: usize,
    units: usize,
    weights: &'a [T],
    biases: &'a [T],
}

impl<'a, T: Number> Dense<'a, T> {
    /// Returns those of a layer, if it has any.
    fn of(layer: &'a Layer<T>) -> Option<Self> {
        let Connections::All {
            inputs,
            units,
            weights,
        } = layer.connections()
        else {
            return None;
        };
        let biases = layer
            .parameters()
            .into_iter()
            .find(|tensor| tensor.key == "biases")?;
        Some(Self {
            inputs,
            units,
            weights,
            biases: biases.numbers,
        })
    }

    /// Writes the type of the layer, and how its sums are computed.
    fn heading(&self, out: &mut dyn Write, layer: &Layer<T>) -> io::Result<()> {
        let inputs = quantity(self.inputs, "input");
        let units = quantity(self.units, "unit");
        let (kind, activation) = (layer.kind().name(), layer.activation().name());
        writeln!(out, "{kind}, {inputs} → {units}, {activation}")?;
        writeln!(out, "  s = bias + input·weight + …, for each unit")?;
        let parts = partial_sums(self.inputs, self.units);
        if parts > 1 {
            writeln!(
                out,
                "  each sum is computed in {parts} parts, of every {parts}th product; then the upper half of the parts is added to the lower half, until one is left"
            )?;
        }
        Ok(())
    }

    /// Writes a sum with its terms: `0.0 + 1.0·0.5 + 2.0·(-0.25)`.
    fn terms(&self, input: &[T], unit: usize, fold: Fold) -> String {
        let products = fold.list(self.inputs, MAX_PRODUCTS, |index| {
            let weight = self.weights[index * self.units + unit];
            format!("{}·{}", factor(input[index]), factor(weight))
        });
        let bias = self.biases[unit].shortest();
        std::iter::once(bias)
            .chain(products)
            .collect::<Vec<_>>()
            .join(" + ")
    }
}

/// Writes the sum and the output of each unit.
fn units<T: Number>(
    out: &mut dyn Write,
    dense: Option<&Dense<'_, T>>,
    activation: Activation<T>,
    step: &Step<T>,
    fold: Fold,
) -> io::Result<()> {
    let softmax = Softmax::of(activation, step);
    let lines = fold.list(step.outputs.len(), MAX_UNITS, |unit| {
        let (sum, output) = (step.sums[unit].shortest(), step.outputs[unit].shortest());
        let name = activation.name();
        let summed = dense.map(|dense| dense.terms(&step.input, unit, fold) + " = " + &sum);
        let activated = match &softmax {
            _ if activation == Activation::Linear && summed.is_some() => None,
            Some(softmax) => Some(format!("{} = {output}", softmax.of_unit(step.sums[unit]))),
            None => Some(format!("{name}({sum}) = {output}")),
        };
        let parts: Vec<_> = summed.into_iter().chain(activated).collect();
        format!("unit {unit}: {}", parts.join(";  "))
    });
    if let Some(softmax) = &softmax {
        let (largest, total) = (softmax.largest.shortest(), softmax.total.shortest());
        writeln!(out, "  m = {largest}, Σ e^(s - m) = {total}")?;
    }
    for line in lines {
        writeln!(out, "  {line}")?;
    }
    Ok(())
}

/// Writes a factor of a product: negative numbers are in brackets.
fn factor<T: Number>(value: T) -> String {
    let text = value.shortest();
    if text.starts_with('-') {
        format!("({text})")
    } else {
        text
    }
}

/// Writes a vector.
fn list<T: Number>(values: &[T], fold: Fold) -> String {
    let items = fold.list(values.len(), MAX_UNITS, |index| values[index].shortest());
    format!("[{}]", items.join(", "))
}

/// What softmax and log_softmax, which are not elementwise, compute from all sums of a layer.
struct Softmax<T> {
    /// The largest sum, m.
    largest: T,
    /// Σ e^(s - m).
    total: T,
    /// Whether the activation is log_softmax.
    logarithm: bool,
}

impl<T: Number> Softmax<T> {
    /// Computes them, unless the activation is elementwise.
    fn of(activation: Activation<T>, step: &Step<T>) -> Option<Self> {
        if activation.is_elementwise() {
            return None;
        }
        let larger = |a: T, b: T| if b > a { b } else { a };
        let largest = step.sums.iter().copied().reduce(larger)?;
        let mut shares: Vec<_> = step.sums.iter().map(|&sum| sum - largest).collect();
        T::activate(Activation::Exponential, &mut shares);
        Some(Self {
            largest,
            total: shares.into_iter().fold(T::ZERO, |a, b| a + b),
            logarithm: activation == Activation::LogSoftmax,
        })
    }

    /// Writes the formula of one unit.
    fn of_unit(&self, sum: T) -> String {
        let shifted = format!("{} - {}", sum.shortest(), factor(self.largest));
        if self.logarithm {
            format!("({shifted}) - ln {}", self.total.shortest())
        } else {
            format!("e^({shifted}) / {}", self.total.shortest())
        }
    }
}
