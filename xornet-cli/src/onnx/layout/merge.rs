//! Operations on several values.

use super::Layout;
use super::axes::{axes, order};
use super::view::View;
use crate::import::graph::{LayerKind, Operation, ValueId};

const ORDERS: &str = "its inputs have their numbers in different orders where channels come last, and no layer moves them";

impl Layout<'_> {
    /// Adds an operation on several values of the shapes `from`, element by element, which makes one of the shape `to`.
    pub(super) fn merge(
        &mut self,
        views: &[View],
        kind: LayerKind,
        from: &[Vec<usize>],
        to: &[usize],
        origin: &str,
    ) -> Result<View, String> {
        let count: usize = to.iter().product();
        // The order is that of a value as large as the output, or the graph's own.
        let whole = views.iter().find(|view| view.len() == count);
        let (shape, order) = match whole {
            Some(view) => (self.graph.shapes[view.value].clone(), view.order.to_vec()),
            None => {
                let mut shape: Vec<_> = to.iter().copied().filter(|&length| length > 1).collect();
                if shape.is_empty() {
                    shape.push(1);
                }
                (shape, (0..count).collect())
            }
        };
        if shape.len() > 3 {
            return Err("its output has more than three axes".into());
        }
        let mut inputs = Vec::new();
        for (view, own) in views.iter().zip(from) {
            let places = places(own, to);
            let wanted = |index: usize| view.order[places[index]];
            let input = self.broadcast(view, &shape, &order, &wanted, origin);
            inputs.push(input.ok_or(ORDERS)?);
        }
        let merge = Operation::Merge(kind);
        Ok(View {
            value: self.graph.add(merge, inputs, shape, origin.to_owned()),
            order: order.into(),
        })
    }

    /// Returns the tensor of a view in a shape that is broadcast to `shape`, so that number `order[i]` of that is number
    /// `wanted(i)` of the tensor.
    fn broadcast(
        &mut self,
        view: &View,
        shape: &[usize],
        order: &[usize],
        wanted: &dyn Fn(usize) -> usize,
        origin: &str,
    ) -> Option<ValueId> {
        // Each axis of the shape is one of the tensor, or one along which it is repeated.
        let kept = |mask: usize| -> Vec<usize> {
            let axes = shape.iter().enumerate();
            axes.map(|(axis, &length)| if mask >> axis & 1 == 1 { length } else { 1 })
                .collect()
        };
        let own = (0..1usize << shape.len())
            .rev()
            .map(kept)
            .filter(|own| own.iter().product::<usize>() == view.len())
            .find(|own| {
                let places = places(own, shape);
                (0..order.len()).all(|index| places[order[index]] == wanted(index))
            })?;
        // Ones in front need not be written.
        let present = &self.graph.shapes[view.value];
        let short: Vec<_> = own
            .iter()
            .copied()
            .skip_while(|&length| length == 1)
            .collect();
        if *present == short {
            return Some(view.value);
        }
        Some(self.shaped(view.value, &own, origin))
    }

    /// Adds the operation that puts values of the shapes `from` one after the other along an axis of the graph.
    pub(super) fn concatenate(
        &mut self,
        views: &[View],
        axis: usize,
        from: &[Vec<usize>],
        to: &[usize],
        origin: &str,
    ) -> Result<View, String> {
        let all: Option<Vec<_>> = views
            .iter()
            .zip(from)
            .map(|(view, shape)| axes(view, shape, &[axis]))
            .collect();
        // Vectors may be in any order, which is that of the parts then.
        let vectors = from
            .iter()
            .all(|shape| shape[..axis].iter().product::<usize>() == 1);
        let along = |place: usize| place;
        if let Some(all) = all
            && let Some(first) = all.iter().max_by_key(|axes| axes.len())
            && all.iter().all(|axes| {
                axes.len() == first.len() && axes.iter().zip(first).all(|(a, b)| a.of == b.of)
            })
            && first.len() <= 3
        {
            let place = first.iter().position(|of| of.of == axis).ok_or(ORDERS)?;
            let mut inputs = Vec::new();
            for (view, axes) in views.iter().zip(&all) {
                let shape: Vec<_> = axes.iter().map(|axis| axis.length).collect();
                inputs.push(self.shaped(view.value, &shape, origin));
            }
            let shape: Vec<_> = first.iter().map(|axis| to[axis.of]).collect();
            let concatenate = Operation::Concatenate { axis: along(place) };
            return Ok(View {
                value: self
                    .graph
                    .add(concatenate, inputs, shape, origin.to_owned()),
                order: order(first, to).into(),
            });
        }
        if !vectors {
            return Err(ORDERS.into());
        }
        let (mut inputs, mut order) = (Vec::new(), Vec::new());
        for view in views {
            inputs.push(self.flat(view, origin));
            let start = order.len();
            order.extend(view.order.iter().map(|place| start + place));
        }
        let concatenate = Operation::Concatenate { axis: 0 };
        let shape = vec![order.len()];
        Ok(View {
            value: self
                .graph
                .add(concatenate, inputs, shape, origin.to_owned()),
            order: order.into(),
        })
    }
}

/// Returns for each number of a tensor of the shape `to` the place of the number of one of the shape `from` that is
/// broadcast to it.
fn places(from: &[usize], to: &[usize]) -> Vec<usize> {
    let mut steps = Vec::with_capacity(to.len());
    let mut stride = 1;
    for (back, &length) in to.iter().rev().enumerate() {
        let own = from
            .len()
            .checked_sub(back + 1)
            .map_or(1, |axis| from[axis]);
        steps.push((length, if own == 1 { 0 } else { stride }));
        stride *= own;
    }
    let place = |mut index: usize| {
        let mut at = 0;
        for &(length, step) in &steps {
            at += index % length * step;
            index /= length;
        }
        at
    };
    (0..to.iter().product()).map(place).collect()
}
