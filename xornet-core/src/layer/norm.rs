use super::LayerKind;
use crate::Activation;

/// A scale and a shift per channel: `output = activation(input · scale + shift)`, on the last axis.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct BatchNorm<'a, S> {
    /// The scales, `gamma / √(variance + epsilon)`, one per channel.
    pub scale: &'a [S],
    /// The shifts, `beta - mean · scale`, one per channel.
    pub shift: &'a [S],
    /// The activation that is applied to the sums.
    pub activation: Activation<S>,
}

impl<'a, S> BatchNorm<'a, S> {
    /// Makes a layer with a scale and a shift per channel.
    ///
    /// # Panics
    ///
    /// If there are not as many scales as shifts.
    #[must_use]
    pub const fn new(scale: &'a [S], shift: &'a [S], activation: Activation<S>) -> Self
    where
        S: Copy,
    {
        assert!(
            scale.len() == shift.len(),
            "a channel has a scale and a shift"
        );
        Self {
            scale,
            shift,
            activation,
        }
    }
}

/// A normalisation of the numbers along the last axis.
///
/// `layer_norm` computes `gamma · (x - mean) / √(variance + epsilon) + beta`, with the mean and the variance of the
/// numbers themselves, and `l2_normalize` computes `x / max(‖x‖, epsilon)`. Both add their numbers in the order of a
/// dense layer of one unit; see [`partial_sums`](crate::summation::partial_sums).
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct LayerNorm<'a, S> {
    /// The kind of the layer.
    pub kind: LayerKind,
    /// The factors, one per channel; empty for `l2_normalize`, which has none.
    pub gamma: &'a [S],
    /// The summands, one per channel; empty for `l2_normalize`, which has none.
    pub beta: &'a [S],
    /// The number of channels.
    pub channels: usize,
    /// The smallest norm, or the number that is added to the variance.
    pub epsilon: S,
    /// The activation that is applied to the result.
    pub activation: Activation<S>,
}

impl<'a, S> LayerNorm<'a, S> {
    /// Makes a `layer_norm`.
    ///
    /// # Panics
    ///
    /// If there are not as many factors as summands.
    #[must_use]
    pub const fn new(gamma: &'a [S], beta: &'a [S], epsilon: S, activation: Activation<S>) -> Self
    where
        S: Copy,
    {
        assert!(
            gamma.len() == beta.len(),
            "a channel has a factor and a summand"
        );
        Self {
            kind: LayerKind::LayerNorm,
            gamma,
            beta,
            channels: gamma.len(),
            epsilon,
            activation,
        }
    }

    /// Makes an `l2_normalize`.
    #[must_use]
    pub const fn l2(channels: usize, epsilon: S) -> Self
    where
        S: Copy,
    {
        Self {
            kind: LayerKind::L2Normalize,
            gamma: &[],
            beta: &[],
            channels,
            epsilon,
            activation: Activation::Linear,
        }
    }
}

/// A linear function below zero, with a slope per channel: `x` if that is positive, otherwise `slope · x`.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Prelu<'a, S> {
    /// The slopes, one per channel, or one for all.
    pub slopes: &'a [S],
}

impl<'a, S> Prelu<'a, S> {
    /// Makes a layer with a slope per channel, or with one slope.
    #[must_use]
    pub const fn new(slopes: &'a [S]) -> Self {
        Self { slopes }
    }
}
