//! The largest weights of a layer.

use serde::Serialize;
use xornet_model::Parameter;

use crate::evaluate::Number;

/// A weight with its place.
#[derive(Serialize)]
pub(super) struct Weight<T> {
    /// The row of a matrix.
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<usize>,
    /// The column of a matrix.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<usize>,
    /// The index in a tensor of another rank.
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<Vec<usize>>,
    pub(super) weight: T,
}

impl<T> Weight<T> {
    /// Returns the index in the tensor.
    pub(super) fn index(&self) -> Vec<usize> {
        match &self.index {
            Some(index) => index.clone(),
            None => self.input.into_iter().chain(self.unit).collect(),
        }
    }
}

/// Returns the `count` largest weights of a tensor.
pub(super) fn largest<T: Number>(tensor: &Parameter<'_>, count: usize) -> Vec<Weight<T>> {
    let weights: Vec<_> = tensor.numbers.wide().collect();
    let size = |index: usize| weights[index].abs();
    let mut indices: Vec<usize> = (0..weights.len()).collect();
    let count = count.min(indices.len());
    let larger_first = |a: &usize, b: &usize| size(*b).total_cmp(&size(*a)).then(a.cmp(b));
    if count < indices.len() {
        indices.select_nth_unstable_by(count, larger_first);
        indices.truncate(count);
    }
    indices.sort_by(larger_first);
    let weight = |place| {
        let index = index(&tensor.shape, place);
        // The numbers are of this type, so that nothing is rounded.
        let weight = T::from_f64(weights[place]);
        match index[..] {
            [input, unit] => Weight {
                input: Some(input),
                unit: Some(unit),
                index: None,
                weight,
            },
            _ => Weight {
                input: None,
                unit: None,
                index: Some(index),
                weight,
            },
        }
    };
    indices.into_iter().map(weight).collect()
}

/// Returns the index of a number in a tensor of this shape.
pub(super) fn index(shape: &[usize], mut place: usize) -> Vec<usize> {
    let mut index: Vec<_> = shape
        .iter()
        .rev()
        .map(|&length| {
            let at = place % length;
            place /= length;
            at
        })
        .collect();
    index.reverse();
    index
}

#[cfg(test)]
mod tests {
    #[test]
    fn indices_count_row_by_row() {
        let all: Vec<_> = (0..6).map(|place| super::index(&[3, 2], place)).collect();
        assert_eq!(all, [[0, 0], [0, 1], [1, 0], [1, 1], [2, 0], [2, 1]]);
    }
}
