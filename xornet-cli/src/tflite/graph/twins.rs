//! A value of images or sequences in two orders of axes: channels last, as files have them, and channels first, as the
//! operators of ONNX take them.
//!
//! Each order is made from the other when it is asked for, so that a graph of convolutions has no transposition between
//! them.

use crate::onnx::graph::ValueId;

/// A value, of which at least one order is there.
#[derive(Clone, Copy, Debug)]
pub struct Twin {
    pub last: Option<ValueId>,
    pub first: Option<ValueId>,
    pub rank: usize,
}

impl Twin {
    /// Makes a value in its own order.
    pub fn plain(value: ValueId, rank: usize) -> Self {
        Self {
            last: Some(value),
            first: None,
            rank,
        }
    }

    /// Makes a value whose channels come first.
    pub fn channels_first(value: ValueId, rank: usize) -> Self {
        Self {
            last: None,
            first: Some(value),
            rank,
        }
    }
}

/// Returns the order of axes that brings the last one to the front, behind the batch.
pub fn to_first(rank: usize) -> Vec<i64> {
    let rank = rank as i64;
    let order = [0, rank - 1].into_iter().chain(1..rank - 1);
    order.collect()
}

/// Returns the order of axes that brings the channels to the end.
pub fn to_last(rank: usize) -> Vec<i64> {
    let rank = rank as i64;
    let order = [0].into_iter().chain(2..rank).chain([1]);
    order.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_orders_are_each_others_inverse() {
        assert_eq!(to_first(4), [0, 3, 1, 2]);
        assert_eq!(to_last(4), [0, 2, 3, 1]);
        assert_eq!(to_first(3), [0, 2, 1]);
        assert_eq!(to_last(3), [0, 2, 1]);
    }
}
