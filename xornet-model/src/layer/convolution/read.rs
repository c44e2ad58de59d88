//! The reading of convolutions.

use xornet_core::{LayerKind, Shape};

use super::Convolution;
use crate::diagnostic::{Diagnostic, Read};
use crate::document::Table;
use crate::layer::window;
use crate::layer::{Input, Known, Outcome, ReadLayer, Window};
use crate::read::tensor::{Expected, tensor, vector};
use crate::read::{Reader, activation, keys, value};
use crate::{Float, quantity};

/// The sizes of a convolution as far as a file with possible errors tells them.
pub(crate) struct Sizes {
    pub(crate) window: Read<Window>,
    pub(crate) filters: Read<usize>,
    /// The channels, the groups and the filters, if the groups divide the others.
    pub(crate) channels: Read<[usize; 3]>,
    pub(crate) output: Read<Shape>,
    /// The expected shape of the weights.
    pub(crate) weights: Expected,
}

/// Reads the sizes of a convolution of any number type.
pub(crate) fn sizes(
    kind: LayerKind,
    table: &Table<'_, '_>,
    inputs: &[Input],
    reader: &mut Reader<'_, '_>,
) -> Sizes {
    let dimensions = window::dimensions(kind);
    let expected = "the number of filters, as in `filters = 8`";
    let filters = keys::positive(table, "filters", expected, reader);
    let window = keys::window(kind, "kernel_size", table, reader);
    let groups = match table.get("groups") {
        None => Ok(1),
        Some(entry) => value::positive(entry.value, "`groups`", reader.errors),
    };

    // The frames of a stream are a sequence without a length.
    let is_frame = |shape: &Shape| reader.stream && dimensions == 1 && shape.rank() == 1;
    let streams = inputs[0].known.shape.is_ok_and(|shape| is_frame(&shape));
    let image = inputs[0].known.shape.and_then(|shape| {
        let frame = is_frame(&shape).then(|| [1, 1, shape.channels()]);
        frame
            .map_or_else(|| window::image(dimensions, &shape), Ok)
            .map_err(|misfit| reader.errors.push(misfit.of(kind, table, inputs)))
    });
    let mut output = || {
        let ([height, width, _], window, filters) = (image?, window?, filters?);
        let shape = || {
            if streams {
                return window.causal(filters).map(|streamed| streamed.output);
            }
            let [height, width] = window.axes(dimensions, [height, width])?;
            window::shape(dimensions, [height.output, width.output, filters])
        };
        shape().map_err(|misfit| reader.errors.push(misfit.of(kind, table, inputs)))
    };
    let output = output();
    let mut divided = || -> Read<[usize; 3]> {
        let ([_, _, channels], groups, filters) = (image?, groups?, filters?);
        divide(table, [channels, groups, filters], reader)
    };
    let divided = divided();
    let per_group = divided.map(|[channels, groups, _]| channels / groups);
    let size = window.map(|window| window.size);
    Sizes {
        weights: weights(dimensions, size, per_group, filters, divided),
        window,
        filters,
        channels: divided,
        output,
    }
}

impl<T: Float> ReadLayer<T> for Convolution<T> {
    fn keys(_: LayerKind) -> &'static [&'static str] {
        &[
            "filters",
            "kernel_size",
            "strides",
            "padding",
            "dilation_rate",
            "groups",
            "activation",
            "weights",
            "biases",
        ]
    }

    fn read(
        kind: LayerKind,
        table: &Table<'_, '_>,
        inputs: &[Input],
        reader: &mut Reader<'_, '_>,
    ) -> Outcome<Self> {
        let sizes = sizes(kind, table, inputs, reader);
        let activation = activation::optional(table, reader.errors);
        let weights = tensor::<T>(table, "weights", &sizes.weights, reader);
        let biases = vector::<T>(table, "biases", sizes.filters, "filter", reader);
        let layer = || {
            let (weights, biases) = (weights?, biases?);
            sizes.output?;
            let (window, channels) = (sizes.window?, sizes.channels?);
            let layer = Convolution::new(kind, window, channels, weights, biases, activation?);
            layer.map_err(|error| reader.errors.push(error.at(table.span.clone())))
        };
        Outcome {
            layer: layer(),
            output: Known::of(sizes.output),
        }
    }
}

/// Checks that the groups divide the channels and the filters.
fn divide(
    table: &Table<'_, '_>,
    channels: [usize; 3],
    reader: &mut Reader<'_, '_>,
) -> Read<[usize; 3]> {
    let [inputs, groups, filters] = channels;
    if inputs % groups == 0 && filters % groups == 0 {
        return Ok(channels);
    }
    let span = table.get("groups").map(|entry| entry.key);
    let message = format!(
        "`groups = {groups}` of {} does not divide its {} and {}",
        table.title,
        quantity(inputs, "channel"),
        quantity(filters, "filter")
    );
    let error = Diagnostic::new(span.unwrap_or_else(|| table.span.clone()), message)
        .label("expected a divisor of both");
    Err(reader.errors.push(error))
}

/// Returns the expected shape of the weights.
fn weights(
    dimensions: usize,
    size: Read<[usize; 2]>,
    channels: Read<usize>,
    filters: Read<usize>,
    divided: Read<[usize; 3]>,
) -> Expected {
    let axes = window::weight_axes(dimensions, size, [channels, filters]);
    let (meaning, pytorch): (_, &[usize]) = match dimensions {
        1 => ("[kernel][channels / groups][filters]", &[2, 1, 0]),
        _ => ("[height][width][channels / groups][filters]", &[2, 3, 1, 0]),
    };
    // Keras has the filters of a depthwise convolution as [channels][multiplier], which are the same numbers.
    let depthwise = divided
        .ok()
        .filter(|[channels, groups, _]| channels == groups);
    Expected {
        axes,
        meaning,
        pytorch,
        same: depthwise.map(|[channels, _, filters]| [channels, filters / channels]),
    }
}
