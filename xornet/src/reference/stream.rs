use xornet_core::reference::{self, Scratch, Step};

use crate::Tensor;

/// A stream as the reference computes it: the oracle that the steps of a compiled one are tested against.
///
/// ```
/// use xornet::reference;
///
/// xornet::model!("models/balance.toml");
///
/// let (mut compiled, mut plain) = (Balance::new(), reference::Stream::<Balance>::new());
/// let frame = [0.5; Balance::INPUTS];
/// assert_eq!(compiled.step(&frame), plain.step(&frame));
/// ```
#[derive(Clone, Debug)]
pub struct Stream<S: crate::Stream> {
    state: S::State,
}

impl<S: crate::Stream> Default for Stream<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S: crate::Stream> Stream<S> {
    /// Starts before the first frame.
    #[must_use]
    pub fn new() -> Self {
        let mut stream = Self {
            state: S::State::ZEROS,
        };
        stream.reset();
        stream
    }

    /// Computes the output for the next frame.
    pub fn step(&mut self, input: &S::Input) -> S::Output {
        self.trace(input, |_| {})
    }

    /// Computes the output for the next frame, and passes each layer's input, sums and outputs to `visit`, first to last.
    pub fn trace(&mut self, input: &S::Input, visit: impl FnMut(Step<'_, S::Scalar>)) -> S::Output {
        let mut values = S::Scratch::ZEROS;
        let mut sums = S::Scratch::ZEROS;
        let mut outputs = S::Scratch::ZEROS;
        let scratch = Scratch {
            values: values.numbers_mut(),
            sums: sums.numbers_mut(),
            outputs: outputs.numbers_mut(),
        };
        let mut output = S::Output::ZEROS;
        reference::step(
            &S::GRAPH,
            self.state.numbers_mut(),
            input.numbers(),
            output.numbers_mut(),
            scratch,
            visit,
        );
        output
    }

    /// Goes back to the state before the first frame.
    pub fn reset(&mut self) {
        reference::reset(&S::GRAPH, self.state.numbers_mut());
    }
}
