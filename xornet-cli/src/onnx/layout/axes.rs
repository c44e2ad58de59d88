//! Axes of the graph as axes of a tensor.

use super::view::View;

/// An axis of a tensor, which is an axis of the graph's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    /// The axis of the graph's value.
    pub of: usize,
    pub length: usize,
}

/// Returns the axes of a tensor, outermost first, where each is an axis of the graph's value of this shape. Axes of length
/// one are left out, except those in `kept`.
///
/// `None` if the value is no such permutation of axes.
pub fn axes(view: &View, shape: &[usize], kept: &[usize]) -> Option<Vec<Axis>> {
    let mut strides = vec![1; shape.len()];
    for axis in (1..shape.len()).rev() {
        strides[axis - 1] = strides[axis] * shape[axis];
    }
    // The stride of each axis in the tensor.
    let mut found: Vec<_> = (0..shape.len())
        .filter(|&axis| shape[axis] > 1)
        .map(|axis| {
            let step = view.order[strides[axis]].checked_sub(view.order[0])?;
            Some((step, axis))
        })
        .collect::<Option<_>>()?;
    found.sort_unstable_by(|a, b| b.cmp(a));
    let mut inner = 1;
    for &(step, axis) in found.iter().rev() {
        if step != inner {
            return None;
        }
        inner *= shape[axis];
    }
    let fits = |index: usize| {
        let place: usize = found
            .iter()
            .map(|&(step, axis)| index / strides[axis] % shape[axis] * step)
            .sum();
        view.order[index] == place
    };
    if !(0..view.len()).all(fits) {
        return None;
    }
    let mut axes: Vec<_> = found
        .iter()
        .map(|&(_, axis)| Axis {
            of: axis,
            length: shape[axis],
        })
        .collect();
    // An axis of length one may be anywhere: of an image, the channels come last, and else the axes are as in the graph.
    let has_channels = axes.iter().any(|axis| axis.of == 1);
    let channels_last = match axes.last() {
        Some(last) => last.of == 1 && shape.len() > 2 || !has_channels && shape.len() > 3,
        None => shape.len() > 2,
    };
    for &axis in kept.iter().filter(|&&axis| shape[axis] == 1) {
        let rank = |axis: usize| match axis {
            1 if channels_last => shape.len(),
            axis => axis,
        };
        let place = axes.iter().position(|other| rank(other.of) > rank(axis));
        let new = Axis {
            of: axis,
            length: 1,
        };
        axes.insert(place.unwrap_or(axes.len()), new);
    }
    Some(axes)
}

/// Returns the order of a value of this shape whose tensor has these axes.
pub fn order(axes: &[Axis], shape: &[usize]) -> Vec<usize> {
    let mut steps = vec![0; shape.len()];
    let mut inner = 1;
    for axis in axes.iter().rev() {
        steps[axis.of] = inner;
        inner *= shape[axis.of];
    }
    let place = |mut index: usize| {
        let mut at = 0;
        for (axis, &length) in shape.iter().enumerate().rev() {
            at += index % length * steps[axis];
            index /= length;
        }
        at
    };
    (0..shape.iter().product()).map(place).collect()
}
