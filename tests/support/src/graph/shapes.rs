//! Random layers that change shapes, and layers of several inputs.

use std::fmt::Write as _;
use std::format;
use std::vec::Vec;

use xornet_core::LayerKind;

use super::layers::Layer;

impl Layer<'_> {
    pub(super) fn reshape(&mut self, count: usize) -> Option<Vec<usize>> {
        let divisor = |count: usize, pick: usize| {
            let divisors: Vec<_> = (1..=count)
                .filter(|divisor| count.is_multiple_of(*divisor))
                .collect();
            divisors[pick % divisors.len()]
        };
        let first = divisor(count, self.random.below(64));
        let second = divisor(count / first, self.random.below(64));
        let shape = match self.random.below(3) {
            0 => [count].into(),
            1 => [first, count / first].into(),
            _ => [first, second, count / first / second].into(),
        };
        let _ = writeln!(self.keys, "shape = {shape:?}");
        Some(shape)
    }

    /// Repeats each position of the axes in front of the channels.
    pub(super) fn upsample(&mut self, front: &[usize], channels: usize) -> Option<Vec<usize>> {
        let number = 1 + self.random.below(3);
        let mut sizes: Vec<_> = front.iter().map(|_| number).collect();
        match (front.len(), self.random.below(2)) {
            (0, _) => return None,
            (2, 0) => {
                sizes[0] = 1 + self.random.below(3);
                let _ = writeln!(self.keys, "size = {sizes:?}");
            }
            _ => {
                let _ = writeln!(self.keys, "size = {number}");
            }
        }
        let axes = front.iter().zip(&sizes).map(|(length, size)| length * size);
        Some(axes.chain([channels]).collect())
    }

    pub(super) fn slice(&mut self, input: &[usize]) -> Option<Vec<usize>> {
        let axis = self.axis(input.len());
        let length = input[axis];
        let start = self.random.below(length);
        let end = start + 1 + self.random.below(length - start);
        // Counted from the end, or not.
        let mut index = |index: usize| match index < length && self.random.below(2) == 0 {
            true => format!("-{}", length - index),
            false => format!("{index}"),
        };
        let (first, last) = (index(start), index(end));
        let _ = writeln!(self.keys, "start = {first}\nend = {last}");
        let mut output = input.to_vec();
        output[axis] = end - start;
        Some(output)
    }

    /// Writes an axis, unless it is the last one, which is the default; returns it.
    fn axis(&mut self, rank: usize) -> usize {
        let axis = self.random.below(rank);
        let back = self.random.below(2) == 0;
        let _ = match (axis + 1 == rank, back) {
            (true, _) => Ok(()),
            (false, true) => writeln!(self.keys, "axis = -{}", rank - axis),
            (false, false) => writeln!(self.keys, "axis = {axis}"),
        };
        axis
    }

    /// Writes the keys of a layer of several inputs, draws them, and returns the shape of its output.
    pub(super) fn several(
        &mut self,
        kind: LayerKind,
        inputs: &mut Vec<usize>,
        shapes: &[&[usize]],
    ) -> Option<Vec<usize>> {
        let mut shape = shapes[inputs[0]].to_vec();
        let along = match kind {
            LayerKind::Concatenate => Some(self.axis(shape.len())),
            _ => None,
        };
        let count = if kind == LayerKind::Subtract {
            2
        } else {
            2 + self.random.below(2)
        };
        while inputs.len() < count {
            let fits = |&value: &usize| combined(&shape, shapes[value], along).is_some();
            let others: Vec<_> = (0..shapes.len()).filter(fits).collect();
            let other = others[self.random.below(others.len())];
            shape = combined(&shape, shapes[other], along)?;
            inputs.push(other);
        }
        if self.random.below(2) == 0 {
            inputs.reverse();
        }
        // Products grow, if nothing limits them.
        if kind == LayerKind::Multiply {
            self.keys.push_str("activation = 'tanh'\n");
        }
        Some(shape)
    }
}

/// Returns the shape of two values one after the other along an axis, or of their sum; `None` if they do not fit.
fn combined(left: &[usize], right: &[usize], along: Option<usize>) -> Option<Vec<usize>> {
    if let Some(along) = along {
        let mut shape = left.to_vec();
        *shape.get_mut(along)? += right.get(along)?;
        let mut wanted = right.to_vec();
        wanted[along] = shape[along];
        return (shape == wanted).then_some(shape);
    }
    let rank = left.len().max(right.len());
    let length = |shape: &[usize], axis: usize| {
        let missing = rank - shape.len();
        axis.checked_sub(missing).map_or(1, |axis| shape[axis])
    };
    let axes = (0..rank).map(|axis| match (length(left, axis), length(right, axis)) {
        (1, length) | (length, 1) => Some(length),
        (left, right) => (left == right).then_some(left),
    });
    axes.collect()
}
