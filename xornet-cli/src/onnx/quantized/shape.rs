//! Other shapes for the same integers.

use xornet_model::quantized::{Layer, Same};
use xornet_model::{Reshape, Shape};

use super::call::Call;
use super::value::Value;

/// Returns the shape behind the batch that a `Reshape` asks for.
pub fn target(call: &Call<'_, '_>, x: &Value) -> Result<Vec<usize>, String> {
    let to = call
        .integers(1)?
        .ok_or("its shape is computed, and must be a constant")?;
    let total: usize = x.shape.iter().product();
    let whole: Vec<_> = [1].iter().chain(&x.shape).copied().collect();
    let length = |(axis, &length): (usize, &i64)| match length {
        0 => whole.get(axis).copied().unwrap_or(0),
        length => usize::try_from(length).unwrap_or(0),
    };
    let mut shape: Vec<_> = to.iter().enumerate().map(length).collect();
    let known = shape.iter().filter(|&&length| length > 0);
    let known = known.fold(1usize, |product, &length| product.saturating_mul(length));
    for (length, &given) in shape.iter_mut().zip(&to) {
        if given == -1 {
            *length = total / known.max(1);
        }
    }
    match &*shape {
        [1, sample @ ..]
            if sample.iter().try_fold(1usize, |a, &b| a.checked_mul(b)) == Some(total) =>
        {
            Ok(sample.to_vec())
        }
        _ => Err(format!(
            "it gives the shape {to:?} to a sample of {:?}, and the batch is one",
            x.shape
        )),
    }
}

/// Returns the shape behind the batch that an operator makes which adds or removes axes of length one.
pub fn with_axes(call: &Call<'_, '_>, x: &Value) -> Result<Vec<usize>, String> {
    let axes = match call.node.ints("axes")? {
        Some(axes) => Some(axes),
        None => call.integers(1)?,
    };
    let mut shape = x.shape.clone();
    let adds = call.node.op_type == "Unsqueeze";
    let rank = shape.len() as i64 + 1;
    let axes = axes.filter(|axes| axes.len() < 8);
    let axes = axes.ok_or("its axes are missing, or too many")?;
    let rank = if adds { rank + axes.len() as i64 } else { rank };
    let mut axes: Vec<_> = axes
        .iter()
        .map(|&axis| if axis < 0 { axis + rank } else { axis })
        .collect();
    axes.sort_unstable();
    if !adds {
        axes.reverse();
    }
    for axis in axes {
        let place = usize::try_from(axis - 1).map_err(|_| "it changes the axis of the batch")?;
        match adds {
            true if place <= shape.len() => shape.insert(place, 1),
            false if shape.get(place) == Some(&1) => {
                shape.remove(place);
            }
            _ => return Err("its axes do not fit its input".into()),
        }
    }
    Ok(shape)
}

pub fn reshape(call: &mut Call<'_, '_>, x: &Value, to: Vec<usize>) -> Result<Value, String> {
    if x.shape == to {
        return Ok(x.clone());
    }
    if to.is_empty() || to.len() > 3 {
        return Err(format!(
            "its output has the shape {to:?} for a sample, and values have one to three axes"
        ));
    }
    let plain: Vec<_> = (0..x.shape.len()).collect();
    let places = match x.is_like(&plain) {
        true => None,
        // The rows of the weights behind it come into the order of the network.
        false if to.len() == 1 => Some(x.order()),
        false => return Err("it gives another shape to numbers whose channels come first in the graph and last here".into()),
    };
    let id = call.reshaped(x, &to)?;
    Ok(Value {
        places,
        ..Value::plain(id, x.quantization, to)
    })
}

impl Call<'_, '_> {
    /// Adds a layer that gives a value another shape, if it has not got it already.
    fn reshaped(&mut self, x: &Value, to: &[usize]) -> Result<xornet_model::ValueId, String> {
        if self.reader.assembly.shape(x.id) == to {
            return Ok(x.id);
        }
        let reshape = match to {
            [_] => Reshape::flatten(),
            to => Reshape::to(Shape::new(to).ok_or("its output has no shape of a network")?),
        };
        let layer = Same::new(xornet_model::Layer::Reshape(reshape));
        self.push(layer.map(Layer::Same), &[x])
    }

    /// Returns a value with its axes in this order, where that moves nothing.
    pub fn arrange(&mut self, x: &Value, axes: &[usize]) -> Result<Value, String> {
        if x.axes == axes && x.places.is_none() {
            return Ok(x.clone());
        }
        if axes.len() != x.shape.len() || !x.is_like(axes) {
            return Err(
                "its numbers come in another order than in the network, and no layer moves them"
                    .into(),
            );
        }
        let to: Vec<_> = axes.iter().map(|&axis| x.shape[axis]).collect();
        let id = self.reshaped(x, &to)?;
        Ok(Value {
            id,
            axes: axes.to_vec(),
            ..x.clone()
        })
    }
}
