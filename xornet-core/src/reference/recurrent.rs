use super::{Inputs, Reference};
use crate::{Activation, Float, LayerKind, Recurrent};

impl<S: Float> Reference<S> for Recurrent<'_, S> {
    fn kind(&self) -> LayerKind {
        self.kind
    }

    /// Fills the sums with zeros: without a state, there is nothing to compute.
    fn sums(&self, _: Inputs<'_, S>, sums: &mut [S]) {
        sums.fill(S::ZERO);
    }

    fn state(&self) -> usize {
        self.initial.len()
    }

    fn is_stateful(&self) -> bool {
        self.stateful
    }

    fn reset(&self, state: &mut [S]) {
        state.copy_from_slice(self.initial);
    }

    fn work(&self) -> usize {
        self.candidate.map_or(0, |candidate| candidate.units)
    }

    /// Takes the frames one after the other.
    fn advance(&self, inputs: Inputs<'_, S>, state: &mut [S], work: &mut [S], sums: &mut [S]) {
        let (units, channels) = (self.units(), self.input.inputs);
        let count = inputs.first().len() / channels;
        for step in 0..count {
            let index = if self.reverse { count - 1 - step } else { step };
            let place = if self.return_sequences {
                index * units
            } else {
                0
            };
            let frame = &inputs.first()[index * channels..][..channels];
            self.frame(frame, state, work, &mut sums[place..place + units]);
        }
    }
}

impl<S: Float> Recurrent<'_, S> {
    /// Computes the state after a frame, and writes h to `new`.
    fn frame(&self, x: &[S], state: &mut [S], work: &mut [S], new: &mut [S]) {
        let units = self.units();
        let (h, cell) = state.split_at_mut(units);
        // The gates lie side by side.
        let place = |gate: usize, unit: usize| gate * units + unit;
        let total = |gate, unit, h: &[S]| {
            let place = place(gate, unit);
            self.input.sum(x, place) + self.state.sum(h, place)
        };
        let gate = |gate, unit, h: &[S]| apply(self.recurrent_activation, total(gate, unit, h));
        // The matrix of n takes all units after the reset.
        if self.candidate.is_some() {
            for (unit, reset) in work.iter_mut().enumerate() {
                *reset = gate(1, unit, h) * h[unit];
            }
        }
        for (unit, new) in new.iter_mut().enumerate() {
            *new = match self.kind {
                LayerKind::Lstm => {
                    let [i, f, o] = [0, 1, 2].map(|index| gate(index, unit, h));
                    let g = apply(self.activation, total(3, unit, h));
                    cell[unit] = (f * cell[unit] + i * g).settled();
                    o * apply(self.activation, cell[unit])
                }
                LayerKind::Gru => {
                    let z = gate(0, unit, h);
                    let input = self.input.sum(x, place(2, unit));
                    let n = match &self.candidate {
                        Some(candidate) => input + candidate.sum(work, unit),
                        None => input + gate(1, unit, h) * self.state.sum(h, place(2, unit)),
                    };
                    (S::ONE - z) * apply(self.activation, n) + z * h[unit]
                }
                _ => apply(self.activation, total(0, unit, h)),
            };
            *new = new.settled();
        }
        h.copy_from_slice(new);
    }
}

/// Applies an activation to one number.
fn apply<S: Float>(activation: Activation<S>, number: S) -> S {
    let mut number = [number];
    S::activate(activation, &mut number);
    number[0]
}
