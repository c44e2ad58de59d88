//! Values of the graph as the numbers of a tensor in another order.

use std::rc::Rc;

use crate::import::graph::ValueId;

/// A value of the graph: number `i` of it, counted row by row, is number `order[i]` of the tensor.
#[derive(Clone, Debug)]
pub struct View {
    pub value: ValueId,
    /// Each number of the tensor once.
    pub order: Rc<[usize]>,
}

impl View {
    /// Makes a view of a tensor in its own order.
    pub fn same(value: ValueId, length: usize) -> Self {
        Self {
            value,
            order: (0..length).collect(),
        }
    }

    /// Returns how many numbers it has.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Returns whether it is in the order of the tensor.
    pub fn keeps_order(&self) -> bool {
        self.order.iter().copied().eq(0..self.len())
    }

    /// Returns the rows of this length as rows of the tensor, and the place of each number of a row in that of the tensor;
    /// `None` if they are no such rows.
    pub fn rows(&self, length: usize) -> Option<(Vec<usize>, Vec<usize>)> {
        let first = self.order.get(..length)?;
        let start = first.iter().min()?;
        let places: Vec<_> = first.iter().map(|place| place - start).collect();
        let mut rows = Vec::with_capacity(self.len() / length);
        for row in self.order.chunks(length) {
            let start = row[0].checked_sub(places[0])?;
            let same = row
                .iter()
                .zip(&places)
                .all(|(at, place)| *at == start + place);
            if !same || start % length != 0 || places.iter().any(|&place| place >= length) {
                return None;
            }
            rows.push(start / length);
        }
        Some((rows, places))
    }

    /// Puts numbers that belong to those of the view into the order of the tensor.
    pub fn ordered(&self, numbers: &[f64]) -> Vec<f64> {
        let mut ordered = vec![0.0; numbers.len()];
        for (&place, &number) in self.order.iter().zip(numbers) {
            ordered[place] = number;
        }
        ordered
    }
}

/// Returns the order of a value of shape [1, channels, …] whose tensor has the channels last.
pub fn channels_last(shape: &[usize]) -> Rc<[usize]> {
    let channels = shape.get(1).copied().unwrap_or(1);
    let positions: usize = shape.iter().skip(2).product();
    (0..channels)
        .flat_map(|channel| (0..positions).map(move |position| position * channels + channel))
        .collect()
}

/// Returns the shape of the tensor of a value of shape [1, channels, …].
pub fn channels_last_shape(shape: &[usize]) -> Vec<usize> {
    let mut axes: Vec<_> = shape.iter().skip(2).copied().collect();
    axes.push(shape.get(1).copied().unwrap_or(1));
    axes
}
