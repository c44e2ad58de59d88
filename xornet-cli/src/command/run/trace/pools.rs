//! The terms of pools.

use xornet_core::{GlobalPool, Pool, Shape};

use super::Fold;
use super::terms::{MAX_TERMS, factor};
use xornet_model::Float;

/// Writes the maximum or the average of a window.
pub(super) fn pooled<T: Float>(
    pool: &Pool,
    input: &[T],
    position: usize,
    channel: usize,
    fold: Fold,
) -> String {
    let (height, width) = (&pool.height, &pool.width);
    let (oy, ox) = (position / width.output, position % width.output);
    let ((top, bottom), (left, right)) = (height.taps(oy), width.taps(ox));
    let (rows, columns) = (bottom - top, right - left);
    let number = |tap: usize| {
        let (ky, kx) = (top + tap / columns, left + tap % columns);
        let (y, x) = (height.position(oy, ky), width.position(ox, kx));
        input[(y * width.input + x) * pool.channels + channel]
    };
    let count = match pool.include_padding {
        true => height.kernel * width.kernel,
        false => rows * columns,
    };
    combined(pool.is_maximum(), rows * columns, count, fold, number)
}

/// Writes the maximum or the average of a channel.
pub(super) fn globally_pooled<T: Float>(
    pool: &GlobalPool,
    shape: &Shape,
    input: &[T],
    channel: usize,
    fold: Fold,
) -> String {
    let positions = shape.count() / shape.channels();
    combined(pool.is_maximum(), positions, positions, fold, |index| {
        input[index * pool.channels + channel]
    })
}

/// Writes `max(1.0, 2.0)`, or `(1.0 + 2.0) / 2`.
fn combined<T: Float>(
    maximum: bool,
    length: usize,
    count: usize,
    fold: Fold,
    number: impl Fn(usize) -> T,
) -> String {
    match maximum {
        true => {
            let numbers = fold.list(length, MAX_TERMS, |index| number(index).shortest());
            format!("max({})", numbers.join(", "))
        }
        false => {
            let numbers = fold.list(length, MAX_TERMS, |index| factor(number(index)));
            format!("({}) / {count}", numbers.join(" + "))
        }
    }
}
