//! The scales, zero points and integers of real numbers.

use xornet_model::Quantization;

/// The largest integer of a weight; −128 is left out, so that weights are symmetric.
const MOST: f64 = 127.0;

/// The limit of a sum with its bias: half of what 32 bits hold, so that rounding and corrected biases fit as well.
const SUM_LIMIT: f64 = (1 << 30) as f64;

/// Returns the quantization of numbers from `low`, which is not positive, to `high`, which is not negative, with a scale of
/// at least `floor`; `None` if the scale is beyond single precision.
pub fn of_range(low: f64, high: f64, floor: f64) -> Option<Quantization> {
    let scale = match high - low {
        // All numbers are zero: any scale is right.
        0.0 => 1.0,
        width => width / 255.0,
    };
    let scale = scale.max(floor).max(f64::from(f32::MIN_POSITIVE));
    let zero_point = (-128.0 - low / scale).round_ties_even();
    let quantization = Quantization {
        scale: scale as f32,
        // Numbers beyond the type saturate.
        zero_point: zero_point as i8,
    };
    quantization.is_valid().then_some(quantization)
}

/// The integers of the weights and biases of a layer.
#[derive(Clone, Debug, PartialEq)]
pub struct Integers {
    pub weights: Vec<i8>,
    /// The scale of the weights of each channel.
    pub scales: Vec<f32>,
    pub biases: Vec<i32>,
}

/// Quantizes weights, whose last axis are the channels, and biases, for an input with this quantization. Scales are the
/// smallest with which the sums of each channel fit into 32 bits; `None` if there is none.
pub fn of_weights(weights: &[f64], biases: &[f64], input: Quantization) -> Option<Integers> {
    let channels = biases.len();
    let channel = |channel: usize| weights.iter().skip(channel).step_by(channels);
    let least = |index: usize| {
        let largest = channel(index).fold(0.0_f64, |most, weight| most.max(weight.abs()));
        largest / MOST
    };
    let most = (0..channels).map(least).fold(0.0, f64::max);
    let mut scales = Vec::with_capacity(channels);
    for (index, &bias) in biases.iter().enumerate() {
        let wanted = match least(index) {
            // Without weights, the scale is that of the bias alone.
            0.0 if bias != 0.0 => bias.abs() / f64::from(input.scale) / (1 << 24) as f64,
            0.0 if most > 0.0 => most,
            0.0 => 1.0,
            scale => scale,
        };
        let mut scale = wanted.max(f64::from(f32::MIN_POSITIVE)) as f32;
        loop {
            if !scale.is_finite() {
                return None;
            }
            let sum: f64 = channel(index)
                .map(|&weight| integer(weight, scale).abs())
                .sum();
            let reach = 128.0 + f64::from(input.zero_point).abs();
            let largest = sum * reach + (bias / step(input, scale)).abs();
            if largest <= SUM_LIMIT {
                break;
            }
            let factor = (largest / SUM_LIMIT).max(1.0) * 1.001;
            scale = (f64::from(scale) * factor) as f32;
        }
        scales.push(scale);
    }
    let integers = weights.iter().enumerate();
    let integers = integers.map(|(index, &weight)| integer(weight, scales[index % channels]) as i8);
    let sums = biases.iter().zip(&scales);
    Some(Integers {
        weights: integers.collect(),
        biases: sums
            .map(|(bias, &scale)| (bias / step(input, scale)).round() as i32)
            .collect(),
        scales,
    })
}

/// Returns the real number that one step of a sum stands for.
pub fn step(input: Quantization, scale: f32) -> f64 {
    f64::from(input.scale) * f64::from(scale)
}

/// Returns the integer of a weight.
fn integer(weight: f64, scale: f32) -> f64 {
    (weight / f64::from(scale)).round().clamp(-MOST, MOST)
}
