//! Tensors as colours: feature maps with their values, and the kernels of convolutions.

use xornet_core::Shape;

use super::super::summary::{means, reach};
use super::cells::{Grid, Strip};
use crate::{Element, Parameter};

/// The most channels of a feature map that are shown.
const CHANNELS: usize = 8;
/// The most cells of all feature maps of a picture together.
const CELLS: usize = 4000;
/// The most cells along the side of an image, and along the time of a sequence.
const SIDES: (usize, usize) = (28, 40);
/// The most numbers of each axis of a cell whose mean is taken, evenly spaced. This bounds the time for large tensors.
const SAMPLES: usize = 8;
/// The width of a feature map in pixels.
const WIDTH: f64 = 28.0;

/// The number of cells that each channel of a feature map has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Resolution {
    cells: usize,
}

impl Resolution {
    /// Divides the cells of a picture that shows values of these shapes.
    pub(super) fn of(shapes: impl Iterator<Item = Shape>) -> Self {
        let channels = shapes.filter(|shape| shape.rank() > 1);
        let channels: usize = channels.map(|shape| shape.channels().min(CHANNELS)).sum();
        Self {
            cells: CELLS / channels.max(1),
        }
    }
}

/// Shows the values of a tensor.
pub(super) fn values<T: Element>(shape: &Shape, values: &[T], resolution: Resolution) -> Strip {
    let reach = reach(values);
    match *shape.axes() {
        [time, channels] => {
            let columns = time.min(SIDES.1).min(resolution.cells);
            sequence([time, channels], values, reach, columns)
        }
        [height, width, channels] => {
            let side = resolution.cells.isqrt().min(SIDES.0);
            images([height, width, channels], values, reach, side)
        }
        _ => {
            let cells = means(values);
            Strip::new(vec![Grid::new(cells.len(), cells)], 1, 6.0)
        }
    }
}

/// Shows a sequence: the time from left to right, a row for each of the first channels.
fn sequence<T: Element>(
    [time, channels]: [usize; 2],
    values: &[T],
    reach: f64,
    columns: usize,
) -> Strip {
    let rows = channels.min(CHANNELS);
    let cells = (0..rows).flat_map(|channel| {
        (0..columns).map(move |column| {
            mean(samples(column, columns, time).map(|at| values[at * channels + channel])) / reach
        })
    });
    Strip::new(vec![Grid::new(columns, cells.collect())], 1, 5.0)
}

/// Shows the first channels of an image side by side.
fn images<T: Element>(
    [height, width, channels]: [usize; 3],
    values: &[T],
    reach: f64,
    side: usize,
) -> Strip {
    // The longer side has the most cells; the other one has as many as keep the proportion.
    let longer = height.max(width);
    let cells = longer.min(side);
    let share = |length: usize| (length * cells).div_ceil(longer);
    let (rows, columns) = (share(height), share(width));
    let grid = |channel: usize| {
        let cell = |row: usize, column: usize| {
            let rows = samples(row, rows, height);
            mean(rows.flat_map(|y| {
                let columns = samples(column, columns, width);
                columns.map(move |x| values[(y * width + x) * channels + channel])
            })) / reach
        };
        let rows = 0..rows;
        let cells = rows.flat_map(|row| (0..columns).map(move |column| (row, column)));
        let cells = cells.map(|(row, column)| cell(row, column));
        Grid::new(columns, cells.collect())
    };
    let shown = channels.min(CHANNELS);
    Strip::new((0..shown).map(grid).collect(), shown, WIDTH / cells as f64)
}

/// Returns some indices of part `index` of an axis that is divided into `parts`, evenly spaced; at least one.
fn samples(index: usize, parts: usize, length: usize) -> impl Iterator<Item = usize> + Clone {
    let (start, end) = (index * length / parts, (index + 1) * length / parts);
    let step = (end - start).div_ceil(SAMPLES).max(1);
    (start..end).step_by(step)
}

/// Returns the mean. Numbers that are not finite count as zero.
fn mean<T: Element>(numbers: impl Iterator<Item = T>) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for number in numbers {
        if number.is_finite() {
            // Divided one by one, since the sum of large numbers is not finite.
            sum += number.to_f64() / (SAMPLES * SAMPLES) as f64;
        }
        count += 1.0;
    }
    sum / f64::max(count, 1.0) * (SAMPLES * SAMPLES) as f64
}

/// The most filters, positions along a side, and channels of kernels that are shown.
const KERNELS: (usize, usize, usize) = (16, 7, 3);
/// The number of filters side by side.
const FILTERS: usize = 8;
/// The size of a weight in pixels.
const WEIGHT: f64 = 4.0;

/// Shows the kernels of a convolution with these tensors, a grid for each filter and channel, unless they are too many or too large.
pub(super) fn kernels(tensors: &[Parameter<'_>]) -> Option<Strip> {
    let tensor = tensors.iter().find(|tensor| tensor.key == "weights")?;
    let (height, width, channels, filters) = match tensor.shape[..] {
        [width, channels, filters] => (1, width, channels, filters),
        [height, width, channels, filters] => (height, width, channels, filters),
        _ => return None,
    };
    let single = height * width == 1;
    let large = filters > KERNELS.0 || height.max(width) > KERNELS.1 || channels > KERNELS.2;
    if single || large {
        return None;
    }
    let weights: Vec<_> = tensor.numbers.wide().collect();
    let weights = &weights[..];
    let reach = reach(weights);
    let grid = |filter: usize, channel: usize| {
        let weight = |position| weights[(position * channels + channel) * filters + filter];
        let cells = (0..height * width).map(|position| weight(position) / reach);
        Grid::new(width, cells.collect())
    };
    // A row of filters has a row of grids for each channel.
    let rows = (0..filters).step_by(FILTERS).flat_map(|first| {
        (0..channels).flat_map(move |channel| {
            (first..filters.min(first + FILTERS)).map(move |filter| (filter, channel))
        })
    });
    let grids = rows.map(|(filter, channel)| grid(filter, channel));
    // The last row of filters would not be below the first with another number of columns.
    let columns = filters.min(FILTERS);
    let even = filters.is_multiple_of(columns) || channels == 1;
    Some(Strip::new(
        grids.collect(),
        if even { columns } else { filters },
        WEIGHT,
    ))
}

#[cfg(test)]
mod tests {
    use xornet_core::Shape;

    use super::{Resolution, mean, samples, values};

    #[test]
    fn every_part_of_an_axis_has_samples_within_it() {
        for length in [1, 2, 7, 8, 9, 63, 1000] {
            for parts in 1..=length.min(40) {
                let all: Vec<_> = (0..parts)
                    .map(|index| samples(index, parts, length).collect::<Vec<_>>())
                    .collect();
                assert!(all.iter().all(|part| (1..=8).contains(&part.len())));
                let flat = all.concat();
                assert!(flat.windows(2).all(|pair| pair[0] < pair[1]));
                assert!(flat.iter().all(|&index| index < length));
            }
        }
    }

    #[test]
    fn the_mean_of_the_largest_numbers_is_finite() {
        assert_eq!(mean([f64::MAX; 64].into_iter()), f64::MAX);
        assert_eq!(mean([f32::NAN, 4.0].into_iter()), 2.0);
    }

    #[test]
    fn feature_maps_are_reduced_to_means_of_their_parts() {
        let shape = Shape::new(&[2, 4, 2]).expect("a shape");
        // Channel 0 is the column, and channel 1 is its negative.
        let numbers: Vec<_> = (0..8)
            .flat_map(|at| [(at % 4) as f32, -((at % 4) as f32)])
            .collect();
        let strip = values(&shape, &numbers, Resolution::of([shape].into_iter()));
        let cells: Vec<_> = strip.grids().iter().map(|grid| grid.cells()).collect();
        let row = [0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0];
        assert_eq!(cells[0], [row, row].concat());
        assert_eq!(
            cells[1],
            [row, row].concat().iter().map(|x| -x).collect::<Vec<_>>()
        );
    }
}
