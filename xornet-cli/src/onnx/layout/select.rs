//! Numbers that are taken from a value: ranges, repetitions, other orders.

use super::Layout;
use super::axes::{Axis, axes, order};
use super::view::View;
use crate::import::graph::{Affine, Operation};
use crate::onnx::graph::Selection;

impl Layout<'_> {
    /// Takes numbers of a value.
    pub(super) fn select(
        &mut self,
        view: &View,
        selection: &Selection,
        origin: &str,
    ) -> Result<View, String> {
        if let Some(moved) = permuted(view, &selection.picks) {
            return Ok(moved);
        }
        if let Some(taken) = self.select_axes(view, selection, origin) {
            return taken;
        }
        self.select_vector(view, &selection.picks, origin)
    }

    /// Takes numbers of all, as of a vector.
    pub(super) fn select_vector(
        &mut self,
        view: &View,
        picks: &[usize],
        origin: &str,
    ) -> Result<View, String> {
        if let Some(moved) = permuted(view, picks) {
            return Ok(moved);
        }
        if picks.is_empty() {
            return Err("it leaves no numbers".into());
        }
        let picks: Vec<_> = picks.iter().map(|&pick| view.order[pick]).collect();
        let length = picks.len();
        let value = self.flat(view, origin);
        let affine = Operation::Affine(Affine::selecting(view.len(), picks));
        let value = self.graph.push(affine, value, origin.to_owned());
        Ok(View::same(value, length))
    }

    /// Takes indices of axes; `None` if the selection is not of that kind.
    fn select_axes(
        &mut self,
        view: &View,
        selection: &Selection,
        origin: &str,
    ) -> Option<Result<View, String>> {
        let to = aligned(&selection.from, &selection.to)?;
        let (from, to) = joined(selection.from.clone(), to);
        let lists = lists(&selection.picks, &from, &to)?;
        let changed: Vec<_> = (0..lists.len())
            .filter(|&axis| !lists[axis].iter().copied().eq(0..from[axis]))
            .collect();
        let mut axes = axes(view, &from, &changed)?;
        // Of a vector, a dense layer next to it takes what it needs.
        if axes.len() < 2 {
            return None;
        }
        while axes.len() > 3 {
            let one = axes
                .iter()
                .position(|axis| axis.length == 1 && !changed.contains(&axis.of))?;
            axes.remove(one);
        }
        let mut value = view.value;
        let mut shape: Vec<_> = axes.iter().map(|axis| axis.length).collect();
        let mut sizes = [1, 1];
        for (place, axis) in axes.iter_mut().enumerate() {
            let list = &lists[axis.of];
            if !changed.contains(&axis.of) {
                continue;
            }
            let last = place + 1 == shape.len();
            let times = list.len() / axis.length;
            let range = Affine::selecting(axis.length, list.clone()).range();
            value = self.shaped(value, &shape, origin);
            let before = shape.clone();
            shape[place] = list.len();
            let operation = if last {
                Operation::Affine(Affine::selecting(axis.length, list.clone()))
            } else if let Some((start, end)) = range {
                Operation::Slice {
                    axis: place,
                    start,
                    end,
                }
            } else if times > 1
                && list
                    .iter()
                    .enumerate()
                    .all(|(index, &from)| from == index / times)
            {
                // All repetitions at once, below.
                sizes[place + 3 - shape.len()] = times;
                shape = before;
                continue;
            } else {
                let reason = format!(
                    "it takes indices of axis {} that are neither a range nor repetitions, and no layer does that",
                    axis.of
                );
                return Some(Err(reason));
            };
            let output = shape.clone();
            value = self
                .graph
                .add(operation, vec![value], output, origin.to_owned());
            axis.length = list.len();
        }
        if sizes != [1, 1] {
            value = self.shaped(value, &shape, origin);
            let first = 3 - shape.len();
            for (size, length) in sizes[first..].iter().zip(&mut shape) {
                *length *= size;
            }
            let upsample = Operation::Upsample(sizes);
            value = self
                .graph
                .add(upsample, vec![value], shape, origin.to_owned());
        }
        let axes: Vec<Axis> = axes
            .iter()
            .map(|axis| Axis {
                length: to[axis.of],
                ..*axis
            })
            .collect();
        Some(Ok(View {
            value,
            order: order(&axes, &to).into(),
        }))
    }
}

/// Returns the view in another order, if each number is taken once.
fn permuted(view: &View, picks: &[usize]) -> Option<View> {
    if picks.len() != view.len() {
        return None;
    }
    let mut seen = vec![false; picks.len()];
    let once = picks
        .iter()
        .all(|&pick| !std::mem::replace(&mut seen[pick], true));
    once.then(|| View {
        value: view.value,
        order: picks.iter().map(|&pick| view.order[pick]).collect(),
    })
}

/// Returns the shape with axes of length one in the places of those that are gone.
fn aligned(from: &[usize], to: &[usize]) -> Option<Vec<usize>> {
    let mut to = to.to_vec();
    while to.len() > from.len() {
        let one = (0..to.len()).find(|&axis| to[axis] == 1 && from.get(axis) != Some(&1))?;
        to.remove(one);
    }
    while to.len() < from.len() {
        let differs = (0..from.len()).find(|&axis| to.get(axis) != Some(&from[axis]))?;
        to.insert(differs, 1);
    }
    Some(to)
}

/// Returns the shapes with fewer axes: repetitions of an axis of one, as TensorFlow's exporters write `UpSampling2D`, are
/// those of the axis before it.
fn joined(mut from: Vec<usize>, mut to: Vec<usize>) -> (Vec<usize>, Vec<usize>) {
    while from.len() > 4
        && let Some(axis) = (1..from.len()).find(|&axis| from[axis] == 1 && to[axis] > 1)
    {
        from.remove(axis);
        to[axis - 1] *= to.remove(axis);
    }
    (from, to)
}

/// Returns the indices that are taken of each axis, if a selection takes some of each.
fn lists(picks: &[usize], from: &[usize], to: &[usize]) -> Option<Vec<Vec<usize>>> {
    if picks.is_empty() || from.len() != to.len() {
        return None;
    }
    let strides = |shape: &[usize]| {
        let mut strides = vec![1; shape.len()];
        for axis in (1..shape.len()).rev() {
            strides[axis - 1] = strides[axis] * shape[axis];
        }
        strides
    };
    let (own, other) = (strides(from), strides(to));
    let lists: Vec<Vec<_>> = (0..to.len())
        .map(|axis| {
            let picks = (0..to[axis]).map(|index| picks[index * other[axis]]);
            picks.map(|pick| pick / own[axis] % from[axis]).collect()
        })
        .collect();
    let fits = |(index, &pick): (usize, &usize)| {
        let place: usize = (0..to.len())
            .map(|axis| lists[axis][index / other[axis] % to[axis]] * own[axis])
            .sum();
        place == pick
    };
    picks.iter().enumerate().all(fits).then_some(lists)
}
