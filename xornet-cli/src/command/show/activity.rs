//! What the units do over many inputs.

use serde::Serialize;
use xornet_model::{Activation, Network};

use super::limits::{Place, place};
use crate::evaluate::{self, Number};

/// All layers' units, over the inputs seen so far.
pub(super) struct Activity<T> {
    /// How many inputs there were.
    pub(super) inputs: usize,
    /// By layer.
    pub(super) layers: Vec<Units<T>>,
}

/// The units of one layer.
pub(super) struct Units<T> {
    activation: Activation<T>,
    units: Vec<Unit<T>>,
}

/// One unit: what holds of all its outputs.
struct Unit<T> {
    smallest: T,
    largest: T,
    dead: bool,
    limited: bool,
}

/// Units that say nothing, by their indices; each is in one list at most.
#[derive(Serialize)]
pub(super) struct Idle {
    /// The output is 0 whatever the input, below where the activation begins.
    pub(super) dead: Vec<usize>,
    /// The output is at a limit of the activation whatever the input.
    pub(super) saturated: Vec<usize>,
    /// The output is the same whatever the input, but not at a limit.
    pub(super) constant: Vec<usize>,
}

impl<T: Number> Activity<T> {
    pub(super) fn new(network: &Network<T>) -> Self {
        let layers = network.layers().map(|layer| Units {
            activation: layer.activation(),
            units: Vec::new(),
        });
        Self {
            inputs: 0,
            layers: layers.collect(),
        }
    }

    /// Runs the network on one more input.
    pub(super) fn watch(&mut self, network: &Network<T>, input: &[T]) {
        self.inputs += 1;
        let mut layers = self.layers.iter_mut();
        evaluate::trace(network, input, |step| {
            if let Some(layer) = layers.next() {
                layer.watch(&step.outputs);
            }
        });
    }
}

impl<T: Number> Units<T> {
    fn watch(&mut self, outputs: &[T]) {
        if self.units.is_empty() {
            let unit = |&output| Unit {
                smallest: output,
                largest: output,
                dead: true,
                limited: true,
            };
            self.units = outputs.iter().map(unit).collect();
        }
        for (unit, &output) in self.units.iter_mut().zip(outputs) {
            if output < unit.smallest {
                unit.smallest = output;
            }
            if output > unit.largest {
                unit.largest = output;
            }
            let place = place(self.activation, output);
            unit.dead &= place == Some(Place::Dead);
            unit.limited &= place.is_some();
        }
    }

    /// The smallest and the largest output of any unit.
    pub(super) fn range(&self) -> Option<(T, T)> {
        let ranges = self.units.iter().map(|unit| (unit.smallest, unit.largest));
        ranges.reduce(|a, b| {
            let smallest = if b.0 < a.0 { b.0 } else { a.0 };
            (smallest, if b.1 > a.1 { b.1 } else { a.1 })
        })
    }

    pub(super) fn idle(&self) -> Idle {
        let those = |condition: fn(&Unit<T>) -> bool| {
            let units = self.units.iter().enumerate();
            let chosen = units.filter(|(_, unit)| condition(unit));
            chosen.map(|(index, _)| index).collect()
        };
        Idle {
            dead: those(|unit| unit.dead),
            saturated: those(|unit| unit.limited && !unit.dead),
            constant: those(|unit| !unit.limited && unit.smallest == unit.largest),
        }
    }
}
