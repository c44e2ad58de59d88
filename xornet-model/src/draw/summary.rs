//! Summaries of weights that are too many to be shown one by one.

use crate::Element;

/// The number of bars of a histogram, half of which are for negative weights.
pub(super) const BARS: usize = 24;

/// The most cells of a block.
pub(super) const CELLS: usize = 32;

/// A summary of the weights of one layer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Summary {
    /// The number of weights.
    pub(super) weights: usize,
    /// The number of weights that are zero.
    pub(super) zeros: usize,
    /// The number of nonzero weights of each size, from the negative of the largest magnitude to the largest.
    pub(super) bars: [usize; BARS],
    pub(super) smallest: f64,
    pub(super) largest: f64,
}

impl Summary {
    /// Summarises the weights of a layer.
    pub(super) fn of<T: Element>(weights: &[T]) -> Self {
        let reach = reach(weights);
        let mut summary = Self {
            weights: weights.len(),
            zeros: 0,
            bars: [0; BARS],
            smallest: 0.0,
            largest: 0.0,
        };
        let half = BARS / 2;
        for weight in weights.iter().map(|weight| weight.to_f64()) {
            if weight == 0.0 {
                summary.zeros += 1;
                continue;
            }
            // Rounded towards zero, so that the bars on both sides of zero have the same width.
            let step = ((weight.abs() / reach * half as f64) as usize).min(half - 1);
            summary.bars[if weight < 0.0 {
                half - 1 - step
            } else {
                half + step
            }] += 1;
            summary.smallest = summary.smallest.min(weight);
            summary.largest = summary.largest.max(weight);
        }
        summary
    }
}

/// Returns the largest magnitude among the finite numbers, or 1 if that is zero, so that the result is a divisor.
pub(super) fn reach<T: Element>(numbers: &[T]) -> f64 {
    let magnitudes = numbers.iter().map(|number| number.to_f64().abs());
    let reach = magnitudes.filter(|x| x.is_finite()).fold(0.0, f64::max);
    if reach > 0.0 { reach } else { 1.0 }
}

/// Returns the strength of the weights that leave each group of units, relative to the strongest group. The strength
/// is the root of the mean square.
pub(super) fn leaving<T: Element>(inputs: usize, weights: &[T]) -> Vec<f64> {
    let reach = reach(weights);
    let units = weights.len() / inputs;
    let groups = groups(inputs).map(|rows| {
        let weights = &weights[rows.start * units..rows.end * units];
        let squares = weights.iter().map(|weight| {
            let relative = weight.to_f64() / reach;
            relative * relative
        });
        (squares.sum::<f64>() / weights.len() as f64).sqrt()
    });
    let groups: Vec<_> = groups.collect();
    let strongest = self::reach(&groups);
    groups.iter().map(|strength| strength / strongest).collect()
}

/// Returns the mean of each group of units, relative to the largest magnitude of all. Values that are not finite
/// count as zero.
pub(super) fn means<T: Element>(values: &[T]) -> Vec<f64> {
    let reach = reach(values);
    let groups = groups(values.len()).map(|group| {
        let length = group.len() as f64;
        let values = values[group].iter().filter(|value| value.is_finite());
        values.map(|value| value.to_f64() / reach).sum::<f64>() / length
    });
    groups.collect()
}

/// Divides the units into at most [`CELLS`] groups, in order.
fn groups(units: usize) -> impl Iterator<Item = std::ops::Range<usize>> {
    let count = units.min(CELLS);
    (0..count).map(move |index| index * units / count..(index + 1) * units / count)
}

#[cfg(test)]
mod tests {
    use super::{BARS, Summary, groups, leaving, means};

    #[test]
    fn every_weight_but_zeros_is_in_a_bar() {
        let summary = Summary::of(&[-2.0f32, 0.0, -0.0, 1e-9, 1.0, 2.0]);
        assert_eq!((summary.weights, summary.zeros), (6, 2));
        assert_eq!((summary.smallest, summary.largest), (-2.0, 2.0));
        let mut bars = [0; BARS];
        for index in [0, BARS / 2, BARS * 3 / 4, BARS - 1] {
            bars[index] = 1;
        }
        assert_eq!(summary.bars, bars);
    }

    #[test]
    fn unused_inputs_are_seen() {
        let largest = f32::MAX;
        let strengths = leaving(3, &[0.0, 0.0, largest, -largest, largest, 0.0]);
        assert_eq!(strengths, [0.0, 1.0, 0.5f64.sqrt()]);
        assert_eq!(leaving(1, &[0.0f32]), [0.0]);
    }

    #[test]
    fn groups_cover_all_units() {
        for units in [1, 31, 32, 33, 784, 1 << 20] {
            let groups: Vec<_> = groups(units).collect();
            assert_eq!(groups[0].start, 0);
            assert_eq!(groups[groups.len() - 1].end, units);
            assert!(groups.windows(2).all(|pair| pair[0].end == pair[1].start));
            assert!(groups.iter().all(|group| !group.is_empty()));
        }
        assert_eq!(means(&[1.0f32, -2.0, f32::INFINITY]), [0.5, -1.0, 0.0]);
    }
}
