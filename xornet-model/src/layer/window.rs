//! Windows: the lengths of outputs from those of inputs, for convolutions and pools.

use xornet_core::{LayerKind, Shape, TransposedAxis, WindowAxis};

use super::{Attribute, Misfit, Streamed};
use crate::WIDTH_LIMIT;
use crate::diagnostic::Read;

/// The padding of a window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Padding {
    /// No padding: every window is inside the input.
    #[default]
    Valid,
    /// As much as makes ⌈input / stride⌉ outputs, the odd one at the end, as in TensorFlow.
    Same,
    /// All in front, so that no output depends on a later input.
    Causal,
    /// These numbers of positions before and after the input, along the height and the width.
    Counts([[usize; 2]; 2]),
}

impl Padding {
    /// Returns the value of the key `padding` for a window of `dimensions` axes.
    pub(crate) fn attribute(self, dimensions: usize) -> Attribute {
        match self {
            Self::Valid => Attribute::Word("valid"),
            Self::Same => Attribute::Word("same"),
            Self::Causal => Attribute::Word("causal"),
            Self::Counts([_, width]) if dimensions == 1 => Attribute::Numbers(width.to_vec()),
            Self::Counts(axes) => Attribute::Pairs(axes.to_vec()),
        }
    }
}

/// The sizes of a window along the height and the width. Layers of one axis have a height of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The number of positions along each axis.
    pub size: [usize; 2],
    /// The distance between the windows of neighbouring outputs.
    pub strides: [usize; 2],
    /// The distance between neighbouring positions of a window.
    pub dilation: [usize; 2],
    /// The padding.
    pub padding: Padding,
}

/// Returns the number of axes that a kind's window moves along.
pub(crate) fn dimensions(kind: LayerKind) -> usize {
    match kind {
        LayerKind::Conv1d
        | LayerKind::Conv1dTranspose
        | LayerKind::MaxPool1d
        | LayerKind::AveragePool1d => 1,
        _ => 2,
    }
}

/// Returns the height, width and channels of an input, with a height of one for a sequence.
pub(crate) fn image(dimensions: usize, input: &Shape) -> Result<[usize; 3], Misfit> {
    match (dimensions, input.axes()) {
        (1, &[time, channels]) => Ok([1, time, channels]),
        (2, &[height, width, channels]) => Ok([height, width, channels]),
        (1, _) => Err(Misfit::new("expected a sequence, [time, channels]")
            .help("put a `reshape` in front of it, or set the `input`")),
        _ => Err(Misfit::new("expected an image, [height, width, channels]")
            .help("put a `reshape` in front of it, or set the `input`")),
    }
}

/// Returns the length and the channels of a sequence of frames of `channels` numbers, which may be a vector of all of them.
pub(crate) fn frames(input: &Shape, channels: usize) -> Option<[usize; 3]> {
    let fits = input.rank() == 1 && input.count().is_multiple_of(channels);
    fits.then(|| [1, input.count() / channels, channels])
}

/// Returns the axes of the weights of a kernel of this size, as far as they are known: those of the kernel, and two more.
pub(crate) fn weight_axes(
    dimensions: usize,
    size: Read<[usize; 2]>,
    channels: [Read<usize>; 2],
) -> Vec<Read<usize>> {
    let kernel = [0, 1].map(|axis| size.map(|size| size[axis]));
    let kernel = Window::written(dimensions, &kernel);
    kernel.iter().chain(&channels).copied().collect()
}

/// Returns the shape of an output, without the height of a sequence.
pub(crate) fn shape(
    dimensions: usize,
    [height, width, channels]: [usize; 3],
) -> Result<Shape, Misfit> {
    let shape = match dimensions {
        1 => Shape::new(&[width, channels]),
        _ => Shape::new(&[height, width, channels]),
    };
    shape.ok_or_else(|| Misfit::new("the output would be too large"))
}

impl Window {
    /// Returns both axes for an input of these lengths.
    pub(crate) fn axes(
        &self,
        dimensions: usize,
        input: [usize; 2],
    ) -> Result<[WindowAxis; 2], Misfit> {
        let height = match dimensions {
            1 => WindowAxis::ONE,
            _ => self.axis("height", 0, input[0])?,
        };
        let width = if dimensions == 1 { "length" } else { "width" };
        Ok([height, self.axis(width, 1, input[1])?])
    }

    fn axis(&self, name: &str, axis: usize, input: usize) -> Result<WindowAxis, Misfit> {
        let [size, stride, dilation] = [self.size, self.strides, self.dilation].map(|of| of[axis]);
        let extent = (size - 1) * dilation + 1;
        let padding = match self.padding {
            Padding::Valid => [0, 0],
            Padding::Same => {
                let needed = (input.div_ceil(stride) - 1) * stride + extent;
                let total = needed.saturating_sub(input);
                [total / 2, total - total / 2]
            }
            Padding::Causal => [extent - 1, 0],
            Padding::Counts(counts) => counts[axis],
        };
        let [before, after] = padding;
        let padded = before + input + after;
        let Some(room) = padded.checked_sub(extent) else {
            let window = if dilation > 1 {
                format!("windows of {size} positions, {dilation} apart")
            } else {
                format!("windows of {size}")
            };
            let padding = if before + after > 0 {
                format!(" with {before} + {after} of padding")
            } else {
                String::new()
            };
            return Err(Misfit::new(format!(
                "{window} need a {name} of at least {}, but it is {input}{padding}",
                extent - before.saturating_add(after).min(extent - 1),
            ))
            .help("use a smaller window, `padding = \"same\"`, or a larger input"));
        };
        let output = room / stride + 1;
        let result = WindowAxis::new(input, output, size, stride, dilation, before);
        if before + after > 0 {
            let empty = (0..output).find(|&output| {
                let (first, end) = result.taps(output);
                first == end
            });
            if let Some(output) = empty {
                return Err(Misfit::new(format!(
                    "the window of output {output} is wholly in the padding along the {name}"
                ))
                .help("use less padding")
                .at("padding"));
            }
        }
        Ok(result)
    }

    /// Returns whether every size is at least one and within the limit.
    pub(crate) fn is_sound(&self) -> bool {
        let sizes = [self.size, self.strides, self.dilation];
        let counts = match self.padding {
            Padding::Counts(counts) => counts,
            _ => [[0; 2]; 2],
        };
        sizes
            .as_flattened()
            .iter()
            .all(|size| (1..=WIDTH_LIMIT).contains(size))
            && counts
                .as_flattened()
                .iter()
                .all(|&count| count <= WIDTH_LIMIT)
    }

    /// Returns the part of an array of two that the file writes: the last axis alone, if there is only one.
    pub(crate) fn written<N>(dimensions: usize, axes: &[N; 2]) -> &[N] {
        &axes[2 - dimensions..]
    }

    /// Returns the attributes that are not the defaults; strides default to `strides`.
    pub(crate) fn attributes(
        &self,
        dimensions: usize,
        size: &'static str,
        strides: [usize; 2],
    ) -> Vec<(&'static str, Attribute)> {
        let axes = |axes: &[usize; 2]| Attribute::axes(Self::written(dimensions, axes));
        let mut attributes = vec![(size, axes(&self.size))];
        if self.strides != strides {
            attributes.push(("strides", axes(&self.strides)));
        }
        if self.padding != Padding::default() {
            attributes.push(("padding", self.padding.attribute(dimensions)));
        }
        if self.dilation != [1, 1] {
            attributes.push(("dilation_rate", axes(&self.dilation)));
        }
        attributes
    }

    /// Returns what a causal window of one axis does with the frames of a stream, or an error if it needs later frames.
    pub(crate) fn causal(&self, channels: usize) -> Result<Streamed, Misfit> {
        let [size, stride, dilation] = [self.size, self.strides, self.dilation].map(|of| of[1]);
        let reach = (size - 1).saturating_mul(dilation);
        let causal = match self.padding {
            Padding::Causal => true,
            Padding::Counts([_, counts]) => counts == [reach, 0],
            Padding::Valid | Padding::Same => reach == 0,
        };
        match causal {
            true => Streamed::vector(channels, stride, Some(reach)),
            false => Err(Misfit::new(
                "expected a kernel that sees the frames so far, since a stream has no later ones",
            )
            .at("padding")
            .help("set `padding = \"causal\"`, or put a `window` in front of it")),
        }
    }

    /// Returns what a pool of one axis does with the frames of a stream, or an error if its windows overlap or have padding.
    pub(crate) fn apart(&self, channels: usize) -> Result<Streamed, Misfit> {
        let apart = self.size[1] <= self.strides[1];
        let padded = match self.padding {
            Padding::Counts([_, counts]) => counts != [0, 0],
            Padding::Valid => false,
            // Without gaps, whole windows need no padding.
            Padding::Same | Padding::Causal => self.size[1] < self.strides[1],
        };
        if apart && !padded {
            return Streamed::vector(channels, self.strides[1], Some(self.size[1] - 1));
        }
        Err(Misfit::new(
            "expected windows that do not overlap, without padding: on a stream, each frame is in one of them at most",
        )
        .at(if padded { "padding" } else { "strides" })
        .help("set `strides` to the `pool_size` or more, or put a `window` in front of it"))
    }

    /// Returns both axes of a transposed convolution, whose outputs are cut by the padding and lengthened by
    /// `output_padding`.
    pub(crate) fn transposed(
        &self,
        dimensions: usize,
        input: [usize; 2],
        output_padding: [usize; 2],
    ) -> Result<[TransposedAxis; 2], Misfit> {
        let axis = |name: &str, axis: usize| {
            let [size, stride] = [self.size, self.strides].map(|of| of[axis]);
            let input = input[axis];
            let whole = (input - 1) * stride + size;
            let (before, output) = match self.padding {
                Padding::Valid | Padding::Causal => (0, Some(whole)),
                Padding::Same => (size.saturating_sub(stride) / 2, Some(input * stride)),
                Padding::Counts(counts) => {
                    let [before, after] = counts[axis];
                    (before, whole.checked_sub(before.saturating_add(after)))
                }
            };
            let output = output.map(|output| output + output_padding[axis]);
            match output.filter(|&output| output > 0) {
                Some(output) => Ok(TransposedAxis::new(input, output, size, stride, before)),
                None => Err(Misfit::new(format!(
                    "the padding cuts off all {whole} outputs along the {name}"
                ))
                .at("padding")),
            }
        };
        Ok(match dimensions {
            1 => [TransposedAxis::ONE, axis("length", 1)?],
            _ => [axis("height", 0)?, axis("width", 1)?],
        })
    }
}
