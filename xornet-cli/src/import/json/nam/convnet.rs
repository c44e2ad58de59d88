//! `ConvNet`: convolutions of two frames with growing dilations.

use super::activation::Function;
use super::weights::{Sizes, Weights};
use crate::import::frames::Frames;
use crate::import::graph::{Affine, Linear, Operation, ValueId};
use crate::import::json::value::Json;

/// The maximal number of blocks.
const MAX_BLOCKS: usize = 1 << 10;

/// Adds the network.
pub fn network(
    frames: &mut Frames,
    config: &Json<'_>,
    weights: &mut Weights,
    input: ValueId,
) -> Result<ValueId, String> {
    let channels = config.need("channels")?.length()?;
    let normalised = config.need("batchnorm")?.truth()?;
    let activation = Function::read(&config.need("activation")?)?;
    let groups = config
        .get("groups")
        .map_or(Ok(1), |groups| groups.length())?;
    let outputs = config
        .get("out_channels")
        .map_or(Ok(1), |outputs| outputs.length())?;
    let dilations = config.need("dilations")?.items()?;
    if dilations.len() > MAX_BLOCKS {
        return Err(format!(
            "it has {} blocks, and the limit is {MAX_BLOCKS}",
            dilations.len()
        ));
    }
    let mut value = input;
    for (index, dilation) in dilations.iter().enumerate() {
        let origin = format!("block {}", index + 1);
        let sizes = Sizes {
            channels: frames.channels(value),
            filters: channels,
            size: 2,
            dilation: dilation.length()?,
            groups,
        };
        let kernel = weights.kernel(sizes, !normalised)?;
        value = frames.convolution(kernel, value, &origin);
        if normalised {
            let affine = normalisation(weights, channels)?;
            value = frames.push(Operation::Affine(affine), value, &origin);
        }
        value = activation.apply(frames, value, &origin)?;
    }
    let head = weights.take(outputs.saturating_mul(channels))?;
    let biases = weights.take(outputs)?;
    let linear = Linear::from_units(channels, outputs, &head, Some(biases));
    Ok(frames.dense(linear, value, "the head"))
}

/// Takes the weights of a normalisation.
fn normalisation(weights: &mut Weights, channels: usize) -> Result<Affine, String> {
    let mean = weights.take(channels)?;
    let variance = weights.take(channels)?;
    let gamma = weights.take(channels)?;
    let beta = weights.take(channels)?;
    let epsilon = weights.take(1)?[0];
    let scale = gamma.iter().zip(&variance);
    let scale: Vec<_> = scale
        .map(|(gamma, variance)| gamma / (variance + epsilon).sqrt())
        .collect();
    if scale.iter().any(|scale| !scale.is_finite()) {
        return Err(
            "a normalisation divides by the root of a variance that is not positive".into(),
        );
    }
    let shift = beta.iter().zip(mean.iter().zip(&scale));
    let shift = shift
        .map(|(beta, (mean, scale))| beta - mean * scale)
        .collect();
    Ok(Affine::new(scale, shift))
}
