//! Matrices along another axis than the last, and sequences with the channels first: convolutions whose kernel is as high as the
//! whole axis.

use super::Layout;
use super::view::{View, channels_last, channels_last_shape};
use crate::import::graph::{Convolution, Linear, Operation, Window};

impl Layout<'_> {
    /// Adds a matrix on rows whose numbers are as far apart in the tensor as there are rows; `None` if they are not.
    pub(super) fn columns(&mut self, view: &View, linear: &Linear, origin: &str) -> Option<View> {
        let length = linear.inputs;
        let count = view.len().checked_div(length)?;
        let mut starts = Vec::with_capacity(count);
        for row in view.order.chunks(length) {
            let start = *row.first()?;
            let apart = row
                .iter()
                .enumerate()
                .all(|(index, &place)| place == start + index * count);
            if !apart || start >= count {
                return None;
            }
            starts.push(start);
        }
        let convolution = Convolution {
            window: Window {
                dimensions: 2,
                size: [length, 1],
                strides: [1, 1],
                dilation: [1, 1],
                padding: [[0; 2]; 2],
            },
            channels: 1,
            groups: 1,
            filters: linear.units,
            weights: linear.weights.clone(),
            biases: linear.biases.clone(),
        };
        let value = self.shaped(view.value, &[length, count, 1], origin);
        let units = linear.units;
        let value = self.graph.add(
            Operation::Convolution(convolution),
            vec![value],
            vec![1, count, units],
            origin.to_owned(),
        );
        let order = starts
            .iter()
            .flat_map(|start| start * units..(start + 1) * units);
        Some(View {
            value,
            order: order.collect(),
        })
    }

    /// Adds a convolution over one axis of a value whose channels are the first axis of the tensor, too; `None` if it is not
    /// such a convolution.
    pub(super) fn channels_first(
        &mut self,
        view: &View,
        convolution: &Convolution,
        from: &[usize],
        to: &[usize],
        origin: &str,
    ) -> Option<View> {
        let (&[_, channels, length], 1, 1) =
            (from, convolution.window.dimensions, convolution.groups)
        else {
            return None;
        };
        if !view.keeps_order() {
            return None;
        }
        let (taps, filters) = (convolution.window.size[1], convolution.filters);
        let mut weights = Vec::with_capacity(convolution.weights.len());
        for channel in 0..channels {
            for tap in 0..taps {
                let row = (tap * channels + channel) * filters;
                weights.extend_from_slice(&convolution.weights[row..row + filters]);
            }
        }
        let mut window = convolution.window.clone();
        window.dimensions = 2;
        window.size[0] = channels;
        let convolution = Convolution {
            window,
            channels: 1,
            weights,
            ..convolution.clone()
        };
        let value = self.shaped(view.value, &[channels, length, 1], origin);
        let mut shape = channels_last_shape(to);
        shape.insert(0, 1);
        let convolution = Operation::Convolution(convolution);
        Some(View {
            value: self
                .graph
                .add(convolution, vec![value], shape, origin.to_owned()),
            order: channels_last(to),
        })
    }
}
