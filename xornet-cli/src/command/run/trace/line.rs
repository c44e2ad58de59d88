//! The lines of a layer's numbers: for each, its terms, its sum and its output.

use std::io::{self, Write};

use xornet_core::Scalar;
use xornet_model::{Activation, DType, LayerKind, Network, NetworkLayer, Shape};

use super::softmax::Softmax;
use super::terms::Terms;
use super::{Fold, MAX_UNITS, Pass};
use crate::evaluate::{Number, Step};

/// The maximal number of positions that are shown of a sequence or an image.
const MAX_POSITIONS: usize = 4;

/// The numbers of a layer.
pub(super) struct Lines<'a, T: Number> {
    layer: <T as Scalar>::Layer<'a>,
    activation: Activation<T>,
    inputs: Vec<(Shape, &'a [T])>,
    shape: Shape,
    step: &'a Step<T>,
    /// Whether the layer computes a step of a stream from more than one frame.
    is_stateful: bool,
    /// The names of the units, if they are the output of the network.
    names: &'a [String],
}

/// Returns whether a layer computes a step of a stream from more than one frame.
pub(super) fn is_stateful<T: Number>(network: &Network<T>, index: usize) -> bool {
    let node = &network.nodes()[index];
    let frames = node
        .inputs()
        .iter()
        .all(|&id| network.value(id).shape.rank() == 1);
    let one = matches!(
        node.layer().kind(),
        LayerKind::Dense | LayerKind::Activation | LayerKind::BatchNorm | LayerKind::Add
    );
    network.is_stream() && frames && (!one || network.stride() > 1)
}

/// Returns the activation that is applied to a layer's sums as they are shown; in eight bits, the numbers are those behind
/// it.
pub(super) fn shown_activation<T: Number>(layer: &T::NetworkLayer) -> Activation<T> {
    match T::DTYPE {
        DType::I8 => Activation::Linear,
        _ => layer.activation(),
    }
}

impl<'a, T: Number> Lines<'a, T> {
    /// Takes the numbers of the layer with this index.
    pub(super) fn of(pass: &Pass<'a, T>, index: usize, step: &'a Step<T>) -> Self {
        let network: &'a Network<T> = pass.network;
        let node = &network.nodes()[index];
        let shapes = network.shapes(node.inputs());
        let layer = node.layer().reference(&shapes);
        let inputs = node.inputs().iter().map(|&id| pass.value(id));
        let is_output = network.output_values() == [node.output()];
        Self {
            layer,
            activation: shown_activation::<T>(node.layer()),
            inputs: shapes.into_iter().zip(inputs).collect(),
            shape: network.value(node.output()).shape,
            step,
            is_stateful: is_stateful(network, index),
            names: if is_output {
                network.output_names()
            } else {
                &[]
            },
        }
    }

    /// Writes the lines that are to be shown.
    pub(super) fn write(&self, out: &mut dyn Write, fold: Fold) -> io::Result<()> {
        let is_vector = self.shape.rank() == 1;
        if let Some(softmax) = T::softmax(self.activation, &self.step.sums).filter(|_| is_vector) {
            let (largest, total) = (softmax.largest.shortest(), softmax.total.shortest());
            writeln!(out, "  m = {largest}, Σ e^(s - m) = {total}")?;
        }
        let most = if is_vector { MAX_UNITS } else { MAX_POSITIONS };
        for line in fold.list(self.step.outputs.len(), most, |place| {
            self.line(place, fold)
        }) {
            writeln!(out, "  {line}")?;
        }
        Ok(())
    }

    /// Writes one number.
    fn line(&self, place: usize, fold: Fold) -> String {
        let (sum, output) = (self.step.sums[place], self.step.outputs[place]);
        let (shown, result) = (sum.shortest(), output.shortest());
        let terms = (!self.is_stateful)
            .then(|| T::terms(&self.layer, &self.inputs, &self.shape, place, fold));
        let (terms, is_copy) = match terms.unwrap_or(Terms::Result) {
            Terms::Result => (Some(shown.clone()), false),
            Terms::Sum(terms) => (Some(format!("{terms} = {shown}")), false),
            Terms::From(number) => (Some(format!("{number} → {shown}")), false),
            Terms::Copy => (Some(shown.clone()), true),
            Terms::Input => (None, false),
        };
        let activated = match self.softmax(place) {
            _ if self.activation == Activation::Linear && terms.is_some() || is_copy => None,
            Some(softmax) => Some(format!("{} = {result}", softmax.of_unit(sum))),
            None => Some(format!("{}({shown}) = {result}", self.activation.name())),
        };
        let parts: Vec<_> = terms.into_iter().chain(activated).collect();
        format!("{}: {}", self.title(place), parts.join(";  "))
    }

    /// Computes softmax over the row of a number.
    fn softmax(&self, place: usize) -> Option<Softmax<T>> {
        let channels = self.shape.channels();
        let start = place / channels * channels;
        T::softmax(self.activation, &self.step.sums[start..start + channels])
    }

    /// Names a number: `unit 3`, or its index in a sequence or an image.
    fn title(&self, place: usize) -> String {
        match (self.shape.axes(), self.names.get(place)) {
            ([_], None) => format!("unit {place}"),
            ([_], Some(name)) => format!("unit {place}, {}", name.escape_debug()),
            (axes, _) => {
                let mut place = place;
                let mut index = String::new();
                for &length in axes.iter().rev() {
                    index = format!("[{}]{index}", place % length);
                    place /= length;
                }
                index
            }
        }
    }
}
