//! Operations on rows of numbers: matrices, softmax, normalisations, sums.

use super::Layout;
use super::view::View;
use crate::import::graph::{Affine, LayerKind, Linear, Operation, ValueId};
use crate::onnx::graph::{Reduction, Row};

pub(super) const MOVED: &str = "the numbers that it takes together are not next to one another where channels come last, and no \
                     layer moves them: export the network without the Transpose or Reshape before it";

/// Rows of a value that are rows of the last axis of a tensor.
struct Rows {
    /// The tensor, whose last axis has the length of a row.
    value: ValueId,
    /// The row of the tensor that each row of the value is.
    rows: Vec<usize>,
    /// The place of each number of a row in that of the tensor.
    places: Vec<usize>,
}

impl Layout<'_> {
    /// Finds rows of this length.
    fn rows_of(&mut self, view: &View, length: usize, origin: &str) -> Option<Rows> {
        let (rows, places) = view.rows(length)?;
        // The outer axes stay, if those of a row are the last ones.
        let shape = &self.graph.shapes[view.value];
        let mut outer = shape.clone();
        let mut inner = 1;
        while inner < length
            && let Some(last) = outer.pop()
        {
            inner *= last;
        }
        if inner != length || outer.len() > 2 {
            outer = vec![view.len() / length];
        }
        if outer.iter().product::<usize>() == 1 && shape.last() != Some(&length) {
            outer.clear();
        }
        outer.push(length);
        Some(Rows {
            value: self.shaped(view.value, &outer, origin),
            rows,
            places,
        })
    }

    /// Adds a matrix, on all numbers or on rows of them.
    pub(super) fn linear(
        &mut self,
        view: &View,
        linear: &Linear,
        origin: &str,
    ) -> Result<View, String> {
        // The numbers of several values next to one another, which are one value already.
        if linear.is_identity() {
            return Ok(view.clone());
        }
        let rows = if linear.inputs == view.len() {
            Rows {
                value: self.flat(view, origin),
                rows: vec![0],
                places: view.order.to_vec(),
            }
        } else if let Some(rows) = self.rows_of(view, linear.inputs, origin) {
            rows
        } else {
            return Ok(self.columns(view, linear, origin).ok_or(MOVED)?);
        };
        let mut ordered = linear.clone();
        for (&place, weights) in rows
            .places
            .iter()
            .zip(linear.weights.chunks_exact(linear.units.max(1)))
        {
            ordered.weights[place * linear.units..][..linear.units].copy_from_slice(weights);
        }
        let value = self
            .graph
            .push(Operation::Linear(ordered), rows.value, origin.to_owned());
        let units = linear.units;
        let order = rows
            .rows
            .iter()
            .flat_map(|row| row * units..(row + 1) * units);
        Ok(View {
            value,
            order: order.collect(),
        })
    }

    /// Adds an operation on each row.
    pub(super) fn rows(
        &mut self,
        view: &View,
        length: usize,
        row: &Row,
        origin: &str,
    ) -> Result<View, String> {
        let rows = match length == view.len() {
            true => Rows {
                value: self.flat(view, origin),
                rows: vec![0],
                places: view.order.to_vec(),
            },
            false => self.rows_of(view, length, origin).ok_or(MOVED)?,
        };
        let ordered = |numbers: &Option<Vec<f64>>| {
            numbers.as_ref().map(|numbers| {
                let mut ordered = numbers.clone();
                for (&place, &number) in rows.places.iter().zip(numbers) {
                    ordered[place] = number;
                }
                ordered
            })
        };
        let operation = match row {
            Row::Activation(activation) => Operation::Activation(*activation),
            Row::LayerNorm {
                gamma,
                beta,
                epsilon,
            } => Operation::LayerNorm {
                gamma: ordered(gamma),
                beta: ordered(beta),
                epsilon: *epsilon,
            },
            Row::L2Normalize { epsilon } => Operation::L2Normalize { epsilon: *epsilon },
        };
        Ok(View {
            value: self.graph.push(operation, rows.value, origin.to_owned()),
            order: view.order.clone(),
        })
    }

    /// Adds the operation that makes one number of each of `kept` rows.
    pub(super) fn reduce(
        &mut self,
        view: &View,
        kind: Reduction,
        kept: usize,
        origin: &str,
    ) -> Result<View, String> {
        let reduced = view.len() / kept.max(1);
        let scaled = match kind {
            Reduction::Mean => 1.0 / reduced as f64,
            Reduction::Sum | Reduction::Max => 1.0,
        };
        // A mean over positions, channel by channel.
        let is_channel = |(row, places): (usize, &[usize])| {
            let positions = places.iter().zip(view.order.iter());
            let mut positions = positions.map(|(&place, &first)| (place, first));
            positions.all(|(place, first)| place == first + row)
        };
        let mut channels = view.order.chunks(reduced.max(1)).enumerate();
        let by_channel = view
            .order
            .iter()
            .take(reduced)
            .all(|place| place % kept.max(1) == 0)
            && channels.all(is_channel);
        if by_channel && (kept > 1 || kind == Reduction::Max) {
            let shape = self.graph.shapes[view.value].clone();
            let value = match shape.len() > 1 && shape.last() == Some(&kept) {
                true => view.value,
                false => self.shaped(view.value, &[reduced, kept], origin),
            };
            let pool = Operation::GlobalPool(match kind {
                Reduction::Max => LayerKind::GlobalMaxPool,
                _ => LayerKind::GlobalAveragePool,
            });
            let mut value = self
                .graph
                .add(pool, vec![value], vec![kept], origin.to_owned());
            if kind == Reduction::Sum {
                let affine = Affine::scaled(vec![reduced as f64; kept]);
                value = self
                    .graph
                    .push(Operation::Affine(affine), value, origin.to_owned());
            }
            return Ok(View::same(value, kept));
        }
        if kind == Reduction::Max {
            return Err("no layer takes the largest of several channels".into());
        }
        let linear = Linear {
            inputs: reduced,
            units: 1,
            weights: vec![scaled; reduced],
            biases: None,
        };
        let mut view = self.linear(view, &linear, origin)?;
        // Without the axis of length one at the end.
        let shape = self.graph.shapes[view.value].clone();
        if let [outer @ .., 1] = &*shape
            && !outer.is_empty()
        {
            view.value = self.shaped(view.value, outer, origin);
        }
        Ok(view)
    }
}
