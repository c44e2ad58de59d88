//! The outputs of the units over many inputs.

use serde::Serialize;
use xornet_model::{Activation, DType, Network, NetworkLayer};

use super::saturation::{Saturation, saturation};
use crate::evaluate::{self, Number};

/// The outputs of all units, over the inputs seen so far.
pub(super) struct Activity<T> {
    /// The number of inputs.
    pub(super) inputs: usize,
    /// The units of each layer.
    pub(super) layers: Vec<Units<T>>,
}

/// The units of one layer, or its channels if its output is a sequence or an image.
pub(super) struct Units<T> {
    count: usize,
    activation: Activation<T>,
    units: Vec<Unit<T>>,
}

/// What holds for all outputs of one unit.
struct Unit<T> {
    smallest: T,
    largest: T,
    /// Whether it is dead.
    dead: bool,
    /// Whether it is saturated or dead.
    saturated: bool,
}

/// The indices of units that tell nothing about the input. Each is in one list at most.
#[derive(Serialize)]
pub(super) struct Idle {
    /// Units whose output is always the 0 of an activation like relu.
    pub(super) dead: Vec<usize>,
    /// Units whose output is always at another limit of the activation.
    pub(super) saturated: Vec<usize>,
    /// Units whose output is always the same, but not at a limit.
    pub(super) constant: Vec<usize>,
}

impl<T: Number> Activity<T> {
    /// Starts without inputs.
    pub(super) fn new(network: &Network<T>) -> Self {
        let layers = network.nodes().iter().map(|node| Units {
            count: network.value(node.output()).shape.channels(),
            // Integers of eight bits are not at the limits that their activation has.
            activation: match T::DTYPE {
                DType::I8 => Activation::Linear,
                _ => node.layer().activation(),
            },
            units: Vec::new(),
        });
        Self {
            inputs: 0,
            layers: layers.collect(),
        }
    }

    /// Runs the network on one more input, or on a sequence of frames of a stream.
    pub(super) fn watch(&mut self, network: &Network<T>, input: &[T]) {
        self.inputs += input.len() / (network.inputs() * network.stride());
        evaluate::trace(network, input, |step| {
            self.layers[step.layer].watch(&step.outputs);
        });
    }
}

impl<T: Number> Units<T> {
    /// Takes one more output into account: one number of each unit, or a number of each channel at each position.
    fn watch(&mut self, outputs: &[T]) {
        if self.units.is_empty() {
            let unit = |&output| Unit {
                smallest: output,
                largest: output,
                dead: true,
                saturated: true,
            };
            self.units = outputs.iter().take(self.count).map(unit).collect();
        }
        for row in outputs.chunks(self.count) {
            for (unit, &output) in self.units.iter_mut().zip(row) {
                if output < unit.smallest {
                    unit.smallest = output;
                }
                if output > unit.largest {
                    unit.largest = output;
                }
                let saturation = saturation(self.activation, output);
                unit.dead &= saturation == Some(Saturation::Dead);
                unit.saturated &= saturation.is_some();
            }
        }
    }

    /// Returns the smallest and the largest output of any unit.
    pub(super) fn range(&self) -> Option<(T, T)> {
        let ranges = self.units.iter().map(|unit| (unit.smallest, unit.largest));
        ranges.reduce(|a, b| {
            let smallest = if b.0 < a.0 { b.0 } else { a.0 };
            (smallest, if b.1 > a.1 { b.1 } else { a.1 })
        })
    }

    /// Returns the idle units.
    pub(super) fn idle(&self) -> Idle {
        let indices = |condition: fn(&Unit<T>) -> bool| {
            let units = self.units.iter().enumerate();
            let chosen = units.filter(|(_, unit)| condition(unit));
            chosen.map(|(index, _)| index).collect()
        };
        Idle {
            dead: indices(|unit| unit.dead),
            saturated: indices(|unit| unit.saturated && !unit.dead),
            constant: indices(|unit| !unit.saturated && unit.smallest == unit.largest),
        }
    }
}
