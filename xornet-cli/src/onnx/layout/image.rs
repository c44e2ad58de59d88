//! Operations on the windows of images and sequences.

use super::Layout;
use super::view::{View, channels_last, channels_last_shape};
use crate::import::graph::{Affine, Linear, Operation};
use crate::onnx::graph::Image;

impl Layout<'_> {
    /// Adds an operation on a value of the shape `from`, [1, channels, …], which makes one of the shape `to`.
    pub(super) fn image(
        &mut self,
        view: &View,
        image: &Image,
        from: &[usize],
        to: &[usize],
        origin: &str,
    ) -> Result<View, String> {
        if from.first() != Some(&1) {
            return Err(format!(
                "its input of shape {from:?} holds several images of one sample"
            ));
        }
        if let Image::Convolution(convolution) = image
            && view.order != channels_last(from)
            && let Some(view) = self.channels_first(view, convolution, from, to, origin)
        {
            return Ok(view);
        }
        let view = &self.with_channels_last(view, from, origin)?;
        let sequence = sequence(image, from, to)
            .filter(|(_, from, _)| self.graph.shapes[view.value] == channels_last_shape(from));
        let (image, from, to) = match &sequence {
            Some((image, from, to)) => (image, &from[..], &to[..]),
            None => (image, from, to),
        };
        let shape = channels_last_shape(to);
        if let Some(linear) = matrix(image, from, to) {
            let value = self.flat(view, origin);
            let value = self
                .graph
                .push(Operation::Linear(linear), value, origin.to_owned());
            return Ok(View::same(value, shape.iter().product()));
        }
        let value = self.shaped(view.value, &channels_last_shape(from), origin);
        let operation = match image {
            Image::Convolution(convolution) => Operation::Convolution(convolution.clone()),
            Image::TransposedConvolution(convolution) => {
                Operation::TransposedConvolution(convolution.clone())
            }
            Image::Pool(pool) => Operation::Pool(pool.clone()),
        };
        let value = self
            .graph
            .add(operation, vec![value], shape, origin.to_owned());
        Ok(View {
            value,
            order: channels_last(to),
        })
    }

    /// Returns a view in the order of channels last, for which channels may be put in another order.
    fn with_channels_last(
        &mut self,
        view: &View,
        from: &[usize],
        origin: &str,
    ) -> Result<View, String> {
        if view.order == channels_last(from) {
            return Ok(view.clone());
        }
        let picks = channels(view, from).ok_or_else(|| {
            format!(
                "its input of shape {from:?} has its numbers in another order than channels last, and no layer moves them"
            )
        })?;
        let value = self.shaped(view.value, &channels_last_shape(from), origin);
        let affine = Operation::Affine(Affine::selecting(from[1], picks));
        Ok(View {
            value: self.graph.push(affine, value, origin.to_owned()),
            order: channels_last(from),
        })
    }
}

/// Returns the operation on a sequence that one on images of height or width one is, with the shapes of its input and output.
/// TensorFlow's exporters write `Conv1D` and `MaxPooling1D` so.
fn sequence(
    image: &Image,
    from: &[usize],
    to: &[usize],
) -> Option<(Image, Vec<usize>, Vec<usize>)> {
    let mut image = image.clone();
    let window = match &mut image {
        Image::Convolution(convolution) => &mut convolution.window,
        Image::Pool(pool) => &mut pool.window,
        Image::TransposedConvolution(_) => return None,
    };
    if window.dimensions != 2 {
        return None;
    }
    let plain = |axis: usize| window.size[axis] == 1 && window.padding[axis] == [0, 0];
    let time = match (from, to) {
        ([_, _, 1, _], [_, _, 1, _]) if plain(0) => 1,
        ([_, _, _, 1], [_, _, _, 1]) if plain(1) => 0,
        _ => return None,
    };
    let flat = |shape: &[usize]| vec![shape[0], shape[1], shape[time + 2]];
    let (from, to) = (flat(from), flat(to));
    window.dimensions = 1;
    window.size = [1, window.size[time]];
    window.strides = [1, window.strides[time]];
    window.dilation = [1, window.dilation[time]];
    window.padding = [[0, 0], window.padding[time]];
    Some((image, from, to))
}

/// Returns the place of each channel, where the order differs from that of channels last in nothing else.
fn channels(view: &View, from: &[usize]) -> Option<Vec<usize>> {
    let count = from[1];
    let positions = view.len() / count.max(1);
    let first: Vec<_> = view
        .order
        .iter()
        .step_by(positions.max(1))
        .copied()
        .collect();
    let fits = |(index, &place): (usize, &usize)| {
        place == index % positions * count + first[index / positions]
    };
    let is_channel = first.iter().all(|&place| place < count);
    (is_channel && view.order.iter().enumerate().all(fits)).then_some(first)
}

/// Returns the matrix that a convolution of a single position is.
fn matrix(image: &Image, from: &[usize], to: &[usize]) -> Option<Linear> {
    let Image::Convolution(convolution) = image else {
        return None;
    };
    let single = |shape: &[usize]| shape.iter().skip(2).product::<usize>() == 1;
    let is_matrix = convolution.groups == 1 && convolution.window.size == [1, 1];
    (is_matrix && single(from) && single(to) && convolution.window.is_valid()).then(|| Linear {
        inputs: convolution.channels,
        units: convolution.filters,
        weights: convolution.weights.clone(),
        biases: convolution.biases.clone(),
    })
}
