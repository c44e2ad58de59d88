//! The rates of a stream's values, which differ behind strides.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Diagnostics, Read};
use crate::layer::{Internals, Known};
use crate::{Element, NetworkLayer};

/// The number of frames of the input for each frame of a value.
pub(super) struct Rates {
    stream: bool,
    /// `None` after an error.
    periods: Vec<Option<usize>>,
}

impl Rates {
    /// Starts with the inputs of the network.
    pub(super) fn new(stream: bool, inputs: usize) -> Self {
        Self {
            stream,
            periods: vec![Some(1); inputs],
        }
    }

    /// Adds the output of a layer, whose inputs must have the same rate.
    pub(super) fn push<T: Element>(
        &mut self,
        layer: &Read<T::NetworkLayer>,
        inputs: Result<&[usize], &crate::diagnostic::Reported>,
        values: &[Known],
        (index, place): (usize, &Range<usize>),
        errors: &mut Diagnostics,
    ) -> Read<()> {
        let mut result = Ok(());
        let mut period = || {
            let (layer, inputs) = (layer.as_ref().ok()?, inputs.ok()?);
            let shapes: Vec<_> = inputs
                .iter()
                .map(|&input| values[input].shape.ok())
                .collect();
            let periods: Vec<_> = inputs.iter().map(|&input| self.periods[input]).collect();
            let first = periods.first().copied().flatten()?;
            for period in periods {
                let period = period?;
                if period != first {
                    let every = |period: usize| match period {
                        1 => "with each frame".to_owned(),
                        period => format!("every {period} frames"),
                    };
                    let message = format!(
                        "layer {} ({}) gets inputs that come {} and {}",
                        index + 1,
                        layer.kind().name(),
                        every(first),
                        every(period)
                    );
                    let error = Diagnostic::new(place.clone(), message);
                    result = Err(errors.push(error.label("expected inputs behind equal strides")));
                    return None;
                }
            }
            if !self.stream {
                return Some(1);
            }
            let shapes: Vec<_> = shapes.into_iter().collect::<Option<_>>()?;
            first.checked_mul(layer.streamed(&shapes).ok()?.stride)
        };
        let period = period();
        self.periods.push(period);
        result
    }

    /// Returns the period of the last value.
    pub(super) fn last(&self) -> Option<usize> {
        self.periods.last().copied().flatten()
    }
}
