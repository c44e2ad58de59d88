//! The ranges of values over all samples.

use xornet_model::Network;

use super::draft::Draft;
use super::samples::Samples;
use crate::evaluate::FloatNumber;

/// The numbers of bins that the range of a value is divided into, to find its percentiles.
const BINS: usize = 1 << 13;

/// What is known of the numbers of one value.
#[derive(Clone, Debug)]
pub struct Range {
    /// The smallest number, or the percentile; zero, if it is positive.
    pub low: f64,
    /// The largest number, or the percentile; zero, if it is negative.
    pub high: f64,
    /// The mean of each number, over all samples; those of a frame in a stream.
    pub means: Vec<f64>,
}

/// Runs the network on all samples, and returns the range of each value. `percentile` is the part of the numbers that are
/// between the limits, in percent.
///
/// # Errors
///
/// If a number is not finite.
pub fn watch<T: FloatNumber>(
    network: &Network<T>,
    draft: &Draft,
    samples: &Samples<T>,
    percentile: Option<f64>,
) -> anyhow::Result<Vec<Range>> {
    let mut ranges: Vec<_> = draft
        .values
        .iter()
        .map(|value| Range {
            low: 0.0,
            high: 0.0,
            means: vec![0.0; value.shape.count()],
        })
        .collect();
    let mut counts = vec![0_u64; ranges.len()];
    samples.each(network, draft, &mut |_, numbers| {
        for ((range, count), numbers) in ranges.iter_mut().zip(&mut counts).zip(numbers) {
            let length = range.means.len();
            for frame in numbers.chunks_exact(length) {
                *count += 1;
                for (mean, &number) in range.means.iter_mut().zip(frame) {
                    // The sum of all could overflow.
                    *mean += (number - *mean) / *count as f64;
                    range.low = range.low.min(number);
                    range.high = range.high.max(number);
                }
            }
        }
        Ok(())
    })?;
    if let Some(percentile) = percentile {
        limit(network, draft, samples, percentile, &mut ranges)?;
    }
    Ok(ranges)
}

/// Narrows ranges to percentiles.
fn limit<T: FloatNumber>(
    network: &Network<T>,
    draft: &Draft,
    samples: &Samples<T>,
    percentile: f64,
    ranges: &mut [Range],
) -> anyhow::Result<()> {
    let mut counts = vec![vec![0_u64; BINS]; ranges.len()];
    samples.each(network, draft, &mut |_, numbers| {
        for ((range, counts), numbers) in ranges.iter().zip(&mut counts).zip(numbers) {
            for &number in numbers {
                counts[bin(range, number)] += 1;
            }
        }
        Ok(())
    })?;
    for (range, counts) in ranges.iter_mut().zip(&counts) {
        let total: u64 = counts.iter().sum();
        // So many numbers may be beyond each limit.
        let rest = (total as f64 * (100.0 - percentile) / 200.0) as u64;
        let width = (range.high - range.low) / BINS as f64;
        let below = beyond(counts.iter(), rest);
        let above = beyond(counts.iter().rev(), rest);
        let low = range.low + width * below as f64;
        let high = range.high - width * above as f64;
        (range.low, range.high) = (low.min(0.0), high.max(0.0));
    }
    Ok(())
}

/// Returns how many bins hold no more than `rest` numbers together, from the first one on.
fn beyond<'a>(counts: impl Iterator<Item = &'a u64>, rest: u64) -> usize {
    let mut sum = 0;
    counts
        .take_while(|&&count| {
            sum += count;
            sum <= rest
        })
        .count()
}

fn bin(range: &Range, number: f64) -> usize {
    let width = range.high - range.low;
    if width <= 0.0 {
        return 0;
    }
    (((number - range.low) / width * BINS as f64) as usize).min(BINS - 1)
}

#[cfg(test)]
mod tests {
    use super::{BINS, Range, beyond, bin};

    #[test]
    fn bins_divide_the_range() {
        let range = Range {
            low: -1.0,
            high: 3.0,
            means: Vec::new(),
        };
        assert_eq!(
            [-1.0, 1.0, 3.0].map(|number| bin(&range, number)),
            [0, BINS / 2, BINS - 1]
        );
        let empty = Range {
            high: -1.0,
            ..range
        };
        assert_eq!(bin(&empty, -1.0), 0);
    }

    #[test]
    fn as_many_numbers_as_allowed_are_beyond() {
        assert_eq!(
            [0, 1, 2, 3, 9].map(|rest| beyond([1, 0, 2, 5].iter(), rest)),
            [0, 2, 2, 3, 4]
        );
    }
}
