//! The size of a new network, before any of it is made: it could take all memory.

use anyhow::ensure;
use xornet_model::{PARAMETER_LIMIT, Shape};

use super::layer::{Form, Layer};

/// Checks the number of parameters.
pub(super) fn check(input: Shape, layers: &[Layer]) -> anyhow::Result<()> {
    // The lengths of all axes, the channels last.
    let mut axes = input.axes().to_vec();
    let mut parameters: usize = 0;
    for layer in layers {
        // A frame of a stream is a position of a sequence.
        let dimensions = (axes.len() as u32 - 1).max(1);
        let channels = axes.last().copied().unwrap_or(1);
        let (inputs, outputs) = match layer.form {
            Form::Dense(units) => (channels, units),
            Form::Convolution(filters, size) => {
                let positions = size.saturating_pow(dimensions);
                (channels.saturating_mul(positions), filters)
            }
            Form::Recurrent(_, units) => (channels.saturating_add(units), units.saturating_mul(4)),
            _ => (0, 0),
        };
        let own = inputs.saturating_add(1).saturating_mul(outputs);
        parameters = parameters.saturating_add(own);
        ensure!(
            parameters <= PARAMETER_LIMIT,
            "the network would have {parameters} parameters, more than the limit of {PARAMETER_LIMIT}"
        );
        match layer.form {
            Form::Dense(length) | Form::Convolution(length, _) => {
                if let Some(channels) = axes.last_mut() {
                    *channels = length;
                }
            }
            Form::Pool(size) => {
                let last = axes.len() - 1;
                axes[..last].iter_mut().for_each(|length| *length /= size);
            }
            Form::Recurrent(_, units) => axes = vec![units],
            Form::Window(frames) => axes = vec![frames, channels],
            Form::GlobalPool(_) => axes = vec![channels],
            Form::Flatten => {
                let count = axes.iter().fold(1, |a: usize, b| a.saturating_mul(*b));
                axes = vec![count];
            }
            Form::Activation => {}
        }
    }
    Ok(())
}
