//! The reading of transposed convolutions.

use xornet_core::LayerKind;

use super::TransposedConvolution;
use crate::Float;
use crate::diagnostic::{Diagnostic, Read};
use crate::document::Table;
use crate::layer::stream::needs_the_end;
use crate::layer::window::{self, Padding, Window};
use crate::layer::{Input, Known, Outcome, ReadLayer};
use crate::read::tensor::{Expected, tensor, vector};
use crate::read::{Reader, activation, keys};

impl<T: Float> ReadLayer<T> for TransposedConvolution<T> {
    fn keys(_: LayerKind) -> &'static [&'static str] {
        &[
            "filters",
            "kernel_size",
            "strides",
            "padding",
            "output_padding",
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
        let dimensions = window::dimensions(kind);
        let expected = "the number of filters, as in `filters = 8`";
        let filters = keys::positive(table, "filters", expected, reader);
        let window = keys::window(kind, "kernel_size", table, reader);
        let output_padding = output_padding(kind, window, table, reader);
        let activation = activation::optional(table, reader.errors);

        let image = inputs[0].known.shape.and_then(|shape| {
            let whole = match reader.stream {
                true => needs_the_end(&[shape]),
                false => Ok(()),
            };
            whole
                .and_then(|()| window::image(dimensions, &shape))
                .map_err(|misfit| reader.errors.push(misfit.of(kind, table, inputs)))
        });
        let mut output = || {
            let ([height, width, _], window, filters) = (image?, window?, filters?);
            let axes = window.transposed(dimensions, [height, width], output_padding?);
            axes.and_then(|[height, width]| {
                window::shape(dimensions, [height.output, width.output, filters])
            })
            .map_err(|misfit| reader.errors.push(misfit.of(kind, table, inputs)))
        };
        let output = output();

        let channels = image.map(|[_, _, channels]| channels);
        let size = window.map(|window| window.size);
        let expected = weights(dimensions, size, channels, filters);
        let weights = tensor::<T>(table, "weights", &expected, reader);
        let biases = vector::<T>(table, "biases", filters, "filter", reader);
        let layer = || {
            let (weights, biases, channels) = (weights?, biases?, [channels?, filters?]);
            output?;
            TransposedConvolution::new(
                kind,
                window?,
                output_padding?,
                channels,
                weights,
                biases,
                activation?,
            )
            .map_err(|error| reader.errors.push(error.at(table.span.clone())))
        };
        Outcome {
            layer: layer(),
            output: Known::of(output),
        }
    }
}

/// Reads `output_padding`, which is shorter than the strides.
fn output_padding(
    kind: LayerKind,
    window: Read<Window>,
    table: &Table<'_, '_>,
    reader: &mut Reader<'_, '_>,
) -> Read<[usize; 2]> {
    let Some(entry) = table.get("output_padding") else {
        return Ok([0, 0]);
    };
    let padding = keys::counts(window::dimensions(kind), &entry, "output_padding", reader)?;
    let window = window?;
    let error = |message: String| Diagnostic::new(entry.value.span(), message);
    if window.padding == Padding::Same && padding != [0, 0] {
        let message = "`output_padding` does not go with `padding = \"same\"`".to_owned();
        let error = error(message).label("the output of \"same\" has input × strides positions");
        return Err(reader
            .errors
            .push(error.help("write the padding as counts")));
    }
    if padding
        .iter()
        .zip(&window.strides)
        .any(|(padding, stride)| padding >= stride)
    {
        let message = "`output_padding` is as large as `strides` or larger".to_owned();
        return Err(reader
            .errors
            .push(error(message).label("expected less than the strides")));
    }
    Ok(padding)
}

/// Returns the expected shape of the weights.
fn weights(
    dimensions: usize,
    size: Read<[usize; 2]>,
    channels: Read<usize>,
    filters: Read<usize>,
) -> Expected {
    let axes = window::weight_axes(dimensions, size, [channels, filters]);
    // PyTorch's transposed convolutions have the channels of the input first, and the filters second.
    let (meaning, pytorch): (_, &[usize]) = match dimensions {
        1 => ("[kernel][channels][filters]", &[2, 0, 1]),
        _ => ("[height][width][channels][filters]", &[2, 3, 0, 1]),
    };
    Expected {
        axes,
        meaning,
        pytorch,
        same: None,
    }
}
