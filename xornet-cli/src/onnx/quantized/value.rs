//! Values of a network of eight bits, with the order of axes that the graph has.

use std::rc::Rc;

use xornet_model::{Quantization, ValueId};

/// A value of the network that one of the graph is.
#[derive(Clone, Debug)]
pub struct Value {
    pub id: ValueId,
    pub quantization: Quantization,
    /// The lengths of the graph's axes behind the batch.
    pub shape: Vec<usize>,
    /// The graph's axis that each axis of the network is; the first one behind the batch is 0.
    pub axes: Vec<usize>,
    /// The place in the graph of each number, where axes in another order were made one.
    pub places: Option<Rc<[usize]>>,
}

impl Value {
    /// Makes a value whose axes are in the order of the graph.
    pub fn plain(id: ValueId, quantization: Quantization, shape: Vec<usize>) -> Self {
        Self {
            id,
            quantization,
            axes: (0..shape.len()).collect(),
            shape,
            places: None,
        }
    }

    /// Returns the network's axis that an axis of the graph is, as layers count them: the last one is -1.
    pub fn axis(&self, axis: i64) -> Result<isize, String> {
        let rank = self.shape.len() as i64 + 1;
        let place = if axis < 0 { axis + rank } else { axis };
        if place == 0 {
            return Err("it goes along the axis of the batch".into());
        }
        if self.places.is_some() {
            return Err("its input is an image in a row, whose channels come first in the graph and last here".into());
        }
        let place = usize::try_from(place - 1).ok();
        let place = place.and_then(|place| self.axes.iter().position(|&own| own == place));
        let place = place.ok_or_else(|| format!("its axis {axis} is not there"))?;
        Ok(if place + 1 == self.axes.len() {
            -1
        } else {
            place as isize
        })
    }

    /// Returns whether its numbers are in the order that axes in this order give them.
    pub fn is_like(&self, axes: &[usize]) -> bool {
        let long = |axes: &[usize]| -> Vec<_> {
            let long = axes.iter().filter(|&&axis| self.shape[axis] > 1);
            long.copied().collect()
        };
        self.places.is_none() && long(&self.axes) == long(axes)
    }

    /// Returns the place in the graph of each number.
    pub fn order(&self) -> Rc<[usize]> {
        if let Some(places) = &self.places {
            return Rc::clone(places);
        }
        let mut strides = vec![1; self.shape.len()];
        for axis in (1..strides.len()).rev() {
            strides[axis - 1] = strides[axis] * self.shape[axis];
        }
        let mut places = vec![0];
        for &axis in &self.axes {
            let (length, stride) = (self.shape[axis], strides[axis]);
            let next = |&place: &usize| (0..length).map(move |index| place + index * stride);
            places = places.iter().flat_map(next).collect();
        }
        places.into()
    }
}

/// Returns the order of axes with the channels last, for images and sequences with so many axes behind the batch.
pub fn channels_last(rank: usize) -> Vec<usize> {
    (1..rank).chain([0]).collect()
}
