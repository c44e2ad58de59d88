//! Layers with memory, which take the frames of a sequence one after the other.

mod gates;
mod options;
mod read;

use xornet_core::{LayerKind, Shape};

pub use self::gates::GateOrder;
pub(crate) use self::gates::Gates;
pub use self::options::{RecurrentOptions, RecurrentTensors};

use super::stream::{Lowered, Streamed};
use super::tensors::{finite, other_channels};
use super::{Attribute, Connections, Dense, Kind, Misfit, Parameter, Written};
use crate::{Activation, Float, InvalidNetwork, Layer};

/// A layer with memory: `rnn`, `gru` or `lstm`.
#[derive(Clone, Debug, PartialEq)]
pub struct Recurrent<T> {
    kind: LayerKind,
    /// The tensors of the file.
    tensors: RecurrentTensors<T>,
    options: RecurrentOptions<T>,
    gates: Gates<T>,
    /// Whether the state stays from one step of a stream to the next.
    stateful: bool,
    /// The state before the first frame: h, and c of `lstm`.
    initial: Vec<T>,
}

impl<T: Float> Recurrent<T> {
    /// Makes a layer of these inputs and units.
    ///
    /// # Errors
    ///
    /// If a length does not fit, is zero or beyond the limit, if a number is not finite, if an activation is not
    /// elementwise, or if an option is one of another kind.
    pub fn new(
        kind: LayerKind,
        [inputs, units]: [usize; 2],
        tensors: RecurrentTensors<T>,
        options: RecurrentOptions<T>,
    ) -> Result<Self, InvalidNetwork> {
        let invalid = |reason: &str| {
            let message = format!("a layer ({}) {reason}", kind.name());
            Err(InvalidNetwork::new("layers", message))
        };
        let Some(count) = gates::count(kind) else {
            return invalid("is not recurrent");
        };
        let order = match options.gate_order {
            Some(order) if order.kind() != kind => {
                return invalid("has the order of another layer's gates");
            }
            order => order.map_or_else(|| gates::usual(kind), GateOrder::positions),
        };
        if !options.reset_after && kind != LayerKind::Gru
            || tensors.initial_cell_state.is_some() && kind != LayerKind::Lstm
        {
            return invalid("has an option of another kind");
        }
        let activations = [options.activation, options.recurrent_activation];
        if !activations.iter().all(Activation::is_elementwise) {
            return invalid("has an activation that is not elementwise");
        }
        for activation in activations {
            activation
                .check()
                .map_err(|error| InvalidNetwork::new("layers", error.to_string()))?;
        }
        let states = [&tensors.initial_state, &tensors.initial_cell_state];
        let mut initial = Vec::new();
        for state in &states[..if kind == LayerKind::Lstm { 2 } else { 1 }] {
            match state {
                Some(state) if state.len() != units => {
                    return invalid(&format!("has a state of {} numbers", state.len()));
                }
                Some(state) => initial.extend(state.iter().map(|number| number.settled())),
                None => initial.extend(vec![T::ZERO; units]),
            }
        }
        finite(kind, states.into_iter().flatten().flatten())?;
        let gates = Gates::new(
            [inputs, units, count],
            &order,
            &tensors,
            options.reset_after,
        )?;
        Ok(Self {
            kind,
            tensors,
            options,
            gates,
            stateful: false,
            initial,
        })
    }

    /// Returns the options.
    #[must_use]
    pub fn options(&self) -> &RecurrentOptions<T> {
        &self.options
    }

    /// Returns the number of units.
    #[must_use]
    pub fn units(&self) -> usize {
        self.gates.state.inputs()
    }

    /// Returns the matrices of the gates.
    pub(crate) fn gates(&self) -> &Gates<T> {
        &self.gates
    }

    /// Returns the layer as the reference computes it.
    pub(crate) fn as_reference(&self) -> xornet_core::Recurrent<'_, T> {
        let Gates {
            input,
            state,
            candidate,
        } = &self.gates;
        let RecurrentOptions {
            activation,
            recurrent_activation,
            return_sequences,
            reverse,
            ..
        } = self.options;
        let layer = xornet_core::Recurrent::new(
            self.kind,
            input.as_reference(),
            state.as_reference(),
            candidate.as_ref().map(Dense::as_reference),
            &self.initial,
            [activation, recurrent_activation],
            return_sequences,
            reverse,
        );
        match self.stateful {
            true => layer.stateful(),
            false => layer,
        }
    }

    /// Returns the multiply-adds of a frame.
    fn frame_macs(&self) -> usize {
        self.tensors.weights.len() + self.tensors.recurrent_weights.len()
    }
}

impl<T: Float> Kind<T> for Recurrent<T> {
    fn kind(&self) -> LayerKind {
        self.kind
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, Misfit> {
        let &[time, channels] = inputs[0].axes() else {
            return Err(Misfit::new("expected a sequence, [time, channels]").help(
                "set `input = [time, channels]`, or `input = [\"time\", channels]` for a stream",
            ));
        };
        if channels != self.gates.input.inputs() {
            return Err(other_channels(self.gates.input.inputs()));
        }
        let shape = match self.options.return_sequences {
            true => Shape::new(&[time, self.units()]),
            false => Shape::vector(self.units()),
        };
        shape.ok_or_else(|| Misfit::new("the output would be too large"))
    }

    fn streamed(&self, inputs: &[Shape]) -> Result<Streamed, Misfit> {
        let &[channels] = inputs[0].axes() else {
            return self.output(inputs).map(Streamed::of);
        };
        if let Some(misfit) = read::endless(&self.options) {
            return Err(misfit);
        }
        match channels == self.gates.input.inputs() {
            true => Streamed::vector(self.units(), 1, None),
            false => Err(other_channels(self.gates.input.inputs())),
        }
    }

    fn lowered(&self, inputs: &[Shape]) -> Option<Lowered<T>> {
        // Behind a window, each step has a sequence of its own.
        if inputs[0].rank() > 1 {
            return None;
        }
        let mut layer = self.clone();
        layer.options.return_sequences = true;
        layer.stateful = true;
        Some(Lowered::of(Layer::Recurrent(layer)))
    }

    fn attributes(&self) -> Vec<(&'static str, Attribute)> {
        let mut attributes = vec![("units", Attribute::Number(self.units()))];
        let options = &self.options;
        if !options.reset_after {
            attributes.push(("reset_after", Attribute::Boolean(false)));
        }
        if let Some(order) = options.gate_order {
            attributes.push(("gate_order", Attribute::Word(order.name())));
        }
        if options.return_sequences {
            attributes.push(("return_sequences", Attribute::Boolean(true)));
        }
        if options.reverse {
            attributes.push(("reverse", Attribute::Boolean(true)));
        }
        attributes
    }

    fn activations(&self) -> Vec<Written<T>> {
        let defaults = RecurrentOptions::default();
        let RecurrentOptions {
            activation,
            recurrent_activation,
            ..
        } = self.options;
        let mut activations = vec![Written {
            key: "activation",
            activation,
            is_default: activation == defaults.activation,
        }];
        if self.kind != LayerKind::Rnn {
            activations.push(Written {
                key: "recurrent_activation",
                activation: recurrent_activation,
                is_default: recurrent_activation == defaults.recurrent_activation,
            });
        }
        activations
    }

    fn parameters(&self) -> Vec<Parameter<'_>> {
        let Gates { input, .. } = &self.gates;
        let matrix = |key, rows, numbers| Parameter {
            key,
            shape: vec![rows, input.units()],
            numbers,
            given: true,
        };
        let tensors = &self.tensors;
        let mut parameters = vec![
            matrix("weights", input.inputs(), T::slice(&tensors.weights)),
            matrix(
                "recurrent_weights",
                self.units(),
                T::slice(&tensors.recurrent_weights),
            ),
        ];
        for (key, numbers) in [
            ("biases", &tensors.biases),
            ("recurrent_biases", &tensors.recurrent_biases),
            ("initial_state", &tensors.initial_state),
            ("initial_cell_state", &tensors.initial_cell_state),
        ] {
            parameters.extend(
                numbers
                    .iter()
                    .map(|numbers| Parameter::vector(key, numbers, true)),
            );
        }
        parameters
    }

    fn macs(&self, inputs: &[Shape]) -> usize {
        inputs[0].count() / self.gates.input.inputs() * self.frame_macs()
    }

    fn connections(&self) -> Connections<'_, T> {
        Connections::Other
    }

    fn memory(&self) -> usize {
        self.initial.len()
    }

    fn state(&self, _: &[Shape]) -> usize {
        if self.stateful { self.initial.len() } else { 0 }
    }

    fn reference(&self, _: &[Shape]) -> xornet_core::Layer<'_, T> {
        xornet_core::Layer::Recurrent(self.as_reference())
    }
}
