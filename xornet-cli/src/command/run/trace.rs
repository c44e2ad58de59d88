//! A forward pass step by step, each number with where it comes from.

use std::io::{self, Write};

use xornet_model::plan::dense::partial_sums;
use xornet_model::quantity;
use xornet_model::{Activation, Connections, Layer, Network};

use super::fold::Fold;
use super::formula::formula;
use crate::evaluate::{Number, Step};
use crate::output::HEADING;

/// Products of one sum that are shown.
const PRODUCTS: usize = 8;
/// Units of one layer that are shown.
const UNITS: usize = 16;

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
        let weighed = Weighed::of(layer);
        match &weighed {
            Some(weighed) => weighed.heading(out, layer)?,
            None => {
                let width = quantity(step.sums.len(), "number");
                let kind = layer.kind().name();
                writeln!(out, "{kind} of {width}, {}", activation.name())?;
            }
        }
        if activation != Activation::Linear {
            writeln!(out, "  {}(s) = {}", activation.name(), formula(activation))?;
        }
        units(out, weighed.as_ref(), activation, step, fold)?;
    }
    let output = steps.last().map_or(input, |step| &step.outputs);
    writeln!(out, "\n{HEADING}output{HEADING:#}: {}", list(output, fold))
}

/// The weights and biases of a layer whose sums are weighed.
struct Weighed<'a, T> {
    inputs: usize,
    units: usize,
    weights: &'a [T],
    biases: &'a [T],
}

impl<'a, T: Number> Weighed<'a, T> {
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
                "  each sum is taken in {parts} parts, of every {parts}th product, and these are added by halves"
            )?;
        }
        Ok(())
    }

    /// Returns a sum in terms: `0.0 + 1.0·0.5 + 2.0·(-0.25)`.
    fn terms(&self, input: &[T], unit: usize, fold: Fold) -> String {
        let products = fold.list(self.inputs, PRODUCTS, |index| {
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

fn units<T: Number>(
    out: &mut dyn Write,
    weighed: Option<&Weighed<'_, T>>,
    activation: Activation<T>,
    step: &Step<T>,
    fold: Fold,
) -> io::Result<()> {
    let whole = Whole::of(activation, step);
    let lines = fold.list(step.outputs.len(), UNITS, |unit| {
        let (sum, output) = (step.sums[unit].shortest(), step.outputs[unit].shortest());
        let name = activation.name();
        let summed = weighed.map(|weighed| weighed.terms(&step.input, unit, fold) + " = " + &sum);
        let activated = match &whole {
            _ if activation == Activation::Linear && summed.is_some() => None,
            Some(whole) => Some(format!("{} = {output}", whole.of_unit(step.sums[unit]))),
            None => Some(format!("{name}({sum}) = {output}")),
        };
        let parts: Vec<_> = summed.into_iter().chain(activated).collect();
        format!("unit {unit}: {}", parts.join(";  "))
    });
    if let Some(whole) = &whole {
        let (largest, total) = (whole.largest.shortest(), whole.total.shortest());
        writeln!(out, "  m = {largest}, Σ e^(s - m) = {total}")?;
    }
    for line in lines {
        writeln!(out, "  {line}")?;
    }
    Ok(())
}

/// A negative number in brackets.
fn factor<T: Number>(value: T) -> String {
    let text = value.shortest();
    if text.starts_with('-') {
        format!("({text})")
    } else {
        text
    }
}

fn list<T: Number>(values: &[T], fold: Fold) -> String {
    let items = fold.list(values.len(), UNITS, |index| values[index].shortest());
    format!("[{}]", items.join(", "))
}

/// What an activation that is not elementwise takes of the layer.
struct Whole<T> {
    largest: T,
    total: T,
    logarithm: bool,
}

impl<T: Number> Whole<T> {
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

    fn of_unit(&self, sum: T) -> String {
        let shifted = format!("{} - {}", sum.shortest(), factor(self.largest));
        if self.logarithm {
            format!("({shifted}) - ln {}", self.total.shortest())
        } else {
            format!("e^({shifted}) / {}", self.total.shortest())
        }
    }
}
