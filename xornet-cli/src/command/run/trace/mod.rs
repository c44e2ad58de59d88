//! A forward pass step by step, with the formula of each number.

mod line;
mod pools;
mod quantized;
mod softmax;
mod terms;

use std::io::{self, Write};

use xornet_model::plan::dense::partial_sums;
use xornet_model::{Activation, LayerKind, Network, NetworkLayer, Shape, ValueId, quantity};

use self::line::{Lines, is_stateful, shown_activation};
pub use self::terms::Explain;
use super::fold::Fold;
use super::formula::formula;
use crate::command::source;
use crate::evaluate::{Number, Step};
use crate::output::HEADING;

/// The maximal number of numbers that are shown of a vector.
const MAX_UNITS: usize = 16;

/// A forward pass: the input, and what each layer computes.
pub(super) struct Pass<'a, T: Number> {
    pub(super) network: &'a Network<T>,
    pub(super) input: &'a [T],
    pub(super) steps: &'a [Step<T>],
}

impl<'a, T: Number> Pass<'a, T> {
    /// Returns the numbers of a value.
    fn value(&self, id: ValueId) -> &'a [T] {
        if let Some(layer) = source::layer(self.network, id) {
            return self.steps.get(layer).map_or(&[], |step| &step.outputs);
        }
        let inputs = self.network.input_values();
        let before = inputs.iter().take_while(|input| **input != id);
        let start: usize = before.map(|&input| self.network.length(input)).sum();
        let end = start + self.network.length(id);
        self.input.get(start..end).unwrap_or_default()
    }

    /// Returns the output of the network, of several outputs one after the other.
    pub(super) fn output(&self) -> Vec<T> {
        let outputs = self.network.output_values().iter();
        outputs.flat_map(|&id| self.value(id)).copied().collect()
    }
}

/// Writes the trace of one input.
pub(super) fn write<T: Number>(
    out: &mut dyn Write,
    pass: &Pass<'_, T>,
    number: usize,
    fold: Fold,
) -> io::Result<()> {
    let network = pass.network;
    if number > 1 {
        writeln!(out)?;
    }
    let ids = network.input_values();
    let names = network.input_names();
    write!(out, "{HEADING}input {number}{HEADING:#}: ")?;
    ports(out, pass, ids, names, fold)?;
    for (index, step) in pass.steps.iter().enumerate() {
        write!(out, "\n{HEADING}layer {}{HEADING:#}", index + 1)?;
        heading(out, network, index)?;
        let activation = shown_activation::<T>(network.nodes()[index].layer());
        if activation != Activation::Linear {
            writeln!(out, "  {}(s) = {}", activation.name(), formula(activation))?;
        }
        Lines::of(pass, index, step).write(out, fold)?;
    }
    write!(out, "\n{HEADING}output{HEADING:#}: ")?;
    ports(
        out,
        pass,
        network.output_values(),
        network.output_names(),
        fold,
    )
}

/// Writes the heading of a layer, and how its sums are computed.
fn heading<T: Number>(out: &mut dyn Write, network: &Network<T>, index: usize) -> io::Result<()> {
    let node = &network.nodes()[index];
    let layer = node.layer();
    if let Some(name) = network.value_name(node.output()) {
        write!(out, ", {name}")?;
    }
    let kind = layer.kind();
    let activations = layer.activations().into_iter();
    let activations: Vec<_> = activations
        .map(|written| written.activation.name())
        .collect();
    let activation = activations.join(", ");
    let shapes = network.shapes(node.inputs());
    let output = network.value(node.output()).shape;
    write!(out, ": {}", kind.name())?;
    if !source::follows(network, index) {
        let inputs = node.inputs().iter();
        let origins: Vec<_> = inputs.map(|&id| source::name(network, id)).collect();
        write!(out, " of {}", source::and(&origins))?;
    }
    match (kind, &shapes[..]) {
        (LayerKind::Dense, [input]) if input.rank() == 1 => {
            let (inputs, units) = (input.count(), output.count());
            let (inputs_shown, units_shown) = (quantity(inputs, "input"), quantity(units, "unit"));
            writeln!(out, ", {inputs_shown} → {units_shown}, {activation}")?;
        }
        (LayerKind::Activation, [input]) if input.rank() == 1 => {
            writeln!(
                out,
                " of {}, {activation}",
                quantity(input.count(), "number")
            )?;
        }
        _ => {
            let inputs: Vec<_> = shapes.iter().map(Shape::to_string).collect();
            write!(out, ", {} → {output}", inputs.join(", "))?;
            match !layer.activations().is_empty() {
                true => writeln!(out, ", {activation}")?,
                false => writeln!(out)?,
            }
        }
    }
    let attributes = layer.attributes().into_iter();
    // The shape tells the units.
    let attributes = attributes.filter(|(key, _)| *key != "units");
    let attributes: Vec<_> = attributes
        .map(|(key, value)| format!("{key} = {value}"))
        .collect();
    if !attributes.is_empty() {
        writeln!(out, "  {}", attributes.join(", "))?;
    }
    let resets_before = attributes.iter().any(|key| key == "reset_after = false");
    if resets_before {
        writeln!(
            out,
            "  z, r = σ(x·W + b + h·U + c), n = φ(x·W + b + (r·h)·U + c), h' = (1 - z)n + z·h"
        )?;
    } else if let Some(formula) = sums(kind) {
        writeln!(out, "  {formula}")?;
    }
    if network.is_stream() && is_stateful(network, index) {
        writeln!(out, "  earlier frames of the stream are a part of it")?;
    }
    if kind == LayerKind::Dense {
        let channels = shapes.first().map_or(0, Shape::channels);
        let parts = partial_sums(channels, output.channels());
        if parts > 1 {
            writeln!(
                out,
                "  each sum is computed in {parts} parts, of every {parts}th product; then the upper half of the parts is added to the lower half, until one is left"
            )?;
        }
    }
    Ok(())
}

/// Returns the formula of a kind's sums, where the lines of its numbers do not tell it.
fn sums(kind: LayerKind) -> Option<&'static str> {
    Some(match kind {
        LayerKind::Dense => "s = bias + input·weight + …, for each unit",
        LayerKind::Conv1d | LayerKind::Conv2d => {
            "s = bias + input·weight + …, over the window inside the input, for each position and filter"
        }
        LayerKind::Conv1dTranspose | LayerKind::Conv2dTranspose => {
            "s = bias + input·weight + …, over the inputs whose kernels reach the position, for each filter"
        }
        LayerKind::BatchNorm => {
            "s = input·scale + shift, where scale = gamma / √(variance + epsilon), shift = beta - mean·scale"
        }
        LayerKind::LayerNorm => {
            "s = (input - mean) / √(variance + epsilon)·gamma + beta, mean and variance over the last axis"
        }
        LayerKind::L2Normalize => "s = input / max(√(Σ input²), epsilon), Σ over the last axis",
        LayerKind::Rnn => "h' = φ(x·W + b + h·U + c)",
        LayerKind::Gru => {
            "z, r = σ(x·W + b + h·U + c), n = φ(x·W + b + r(h·U + c)), h' = (1 - z)n + z·h"
        }
        LayerKind::Lstm => {
            "i, f, o = σ(x·W + b + h·U + c), g = φ(x·W + b + h·U + c), c' = f·c + i·g, h' = o·φ(c')"
        }
        LayerKind::Prelu => "input where input > 0, else input·slope",
        _ => return None,
    })
}

/// Writes inputs or outputs of the network, with the names of their numbers if they have any.
fn ports<T: Number>(
    out: &mut dyn Write,
    pass: &Pass<'_, T>,
    ids: &[ValueId],
    names: &[String],
    fold: Fold,
) -> io::Result<()> {
    let network = pass.network;
    let mut start = 0;
    for (index, &id) in ids.iter().enumerate() {
        let values = pass.value(id);
        if index > 0 {
            write!(out, "; ")?;
        }
        if ids.len() > 1 {
            write!(out, "{} ", network.value_name(id).unwrap_or_default())?;
        }
        let shape = network.value(id).shape;
        if shape.rank() > 1 {
            write!(out, "{shape}, row by row ")?;
        }
        let names = names.get(start..).unwrap_or_default();
        let items = fold.list(values.len(), MAX_UNITS, |index| {
            let number = values[index].shortest();
            match names.get(index) {
                Some(name) => format!("{} {number}", name.escape_debug()),
                None => number,
            }
        });
        write!(out, "[{}]", items.join(", "))?;
        start += values.len();
    }
    writeln!(out)
}
