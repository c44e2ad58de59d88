//! Operations on the windows of a sequence or an image, with channels last. A sequence has a height of one.

use xornet_model::{LayerKind, Padding};

use super::Affine;

/// The sizes of a window along the height and the width.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// 1 for sequences, 2 for images.
    pub dimensions: usize,
    pub size: [usize; 2],
    pub strides: [usize; 2],
    pub dilation: [usize; 2],
    /// The positions of padding before and after the input, along each axis.
    pub padding: [[usize; 2]; 2],
}

/// A convolution, with the weights as model files have them.
#[derive(Clone, Debug, PartialEq)]
pub struct Convolution {
    pub window: Window,
    pub channels: usize,
    pub groups: usize,
    pub filters: usize,
    /// `[height][width][channels / groups][filters]`.
    pub weights: Vec<f64>,
    pub biases: Option<Vec<f64>>,
}

/// A transposed convolution, with the weights as model files have them.
#[derive(Clone, Debug, PartialEq)]
pub struct TransposedConvolution {
    /// The padding is cut off from the output.
    pub window: Window,
    pub output_padding: [usize; 2],
    pub channels: usize,
    pub filters: usize,
    /// `[height][width][channels][filters]`.
    pub weights: Vec<f64>,
    pub biases: Option<Vec<f64>>,
}

/// The maximum or the average of each window.
#[derive(Clone, Debug, PartialEq)]
pub struct Pool {
    pub window: Window,
    pub maximum: bool,
    /// Whether an average divides by the whole window.
    pub include_padding: bool,
}

impl Window {
    /// Returns whether no position is in the padding.
    pub fn is_valid(&self) -> bool {
        self.padding == [[0; 2]; 2]
    }

    /// Returns the number of positions that a window reaches over along an axis.
    fn extent(&self, axis: usize) -> usize {
        (self.size[axis] - 1) * self.dilation[axis] + 1
    }

    /// Returns the padding as a model file names it, for an input of this height and width.
    pub fn named_padding(&self, input: [usize; 2], causal: bool) -> Padding {
        let same = |axis: usize| {
            let needed = (input[axis].div_ceil(self.strides[axis]).saturating_sub(1))
                * self.strides[axis]
                + self.extent(axis);
            let total = needed.saturating_sub(input[axis]);
            [total / 2, total - total / 2]
        };
        let axes = 2 - self.dimensions..2;
        if self.is_valid() {
            Padding::Valid
        } else if axes.clone().all(|axis| self.padding[axis] == same(axis)) {
            Padding::Same
        } else if causal && self.dimensions == 1 && self.padding[1] == [self.extent(1) - 1, 0] {
            Padding::Causal
        } else {
            Padding::Counts(self.padding)
        }
    }
}

impl Convolution {
    /// Returns the kind of the layer.
    pub fn kind(&self) -> LayerKind {
        match self.window.dimensions {
            1 => LayerKind::Conv1d,
            _ => LayerKind::Conv2d,
        }
    }

    /// Applies factors and summands to the filters, after this; returns whether that was possible.
    pub fn then(&mut self, affine: &Affine) -> bool {
        let all = affine.picks.iter().copied().eq(0..self.filters);
        // A filter belongs to its group, so only those of a single group can be chosen from.
        if !all && self.groups != 1 {
            return false;
        }
        (self.weights, self.biases) =
            affine.columns(self.filters, &self.weights, self.biases.as_deref());
        self.filters = affine.picks.len();
        true
    }

    /// Applies factors and summands to the channels, before this; returns whether that was possible.
    pub fn after(&mut self, affine: &Affine) -> bool {
        let shifted = affine.shift.iter().any(|&shift| shift != 0.0);
        // What is absent in the padding has no summand, so an image that was shifted would have another one there.
        if affine.inputs != self.channels
            || shifted && !self.window.is_valid()
            || !affine.keeps_order() && (self.groups != 1 || !affine.is_permutation())
        {
            return false;
        }
        let (own, per_group) = (self.channels / self.groups, self.filters / self.groups);
        let mut sums = vec![0.0; self.filters];
        let mut weights = vec![0.0; self.weights.len()];
        let rows = self.weights.chunks_exact(self.filters.max(1));
        for (row, given) in rows.enumerate() {
            let (tap, place) = (row / own, row % own);
            for (filter, weight) in given.iter().enumerate() {
                let channel = filter / per_group * own + place;
                sums[filter] += weight * affine.shift[channel];
                // In groups, the channels keep their order.
                let from = affine.picks[channel] - filter / per_group * own;
                weights[(tap * own + from) * self.filters + filter] =
                    weight * affine.scale[channel];
            }
        }
        self.weights = weights;
        if shifted {
            let own = self
                .biases
                .take()
                .unwrap_or_else(|| vec![0.0; self.filters]);
            self.biases = Some(own.iter().zip(sums).map(|(bias, sum)| bias + sum).collect());
        }
        true
    }
}

impl TransposedConvolution {
    /// Returns the kind of the layer.
    pub fn kind(&self) -> LayerKind {
        match self.window.dimensions {
            1 => LayerKind::Conv1dTranspose,
            _ => LayerKind::Conv2dTranspose,
        }
    }

    /// Applies factors and summands to the filters, after this.
    pub fn then(&mut self, affine: &Affine) {
        (self.weights, self.biases) =
            affine.columns(self.filters, &self.weights, self.biases.as_deref());
        self.filters = affine.picks.len();
    }
}

impl Pool {
    /// Returns the kind of the layer.
    pub fn kind(&self) -> LayerKind {
        match (self.window.dimensions, self.maximum) {
            (1, true) => LayerKind::MaxPool1d,
            (_, true) => LayerKind::MaxPool2d,
            (1, false) => LayerKind::AveragePool1d,
            (_, false) => LayerKind::AveragePool2d,
        }
    }
}
