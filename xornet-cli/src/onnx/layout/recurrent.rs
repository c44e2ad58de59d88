//! Recurrent layers.

use super::Layout;
use super::row::MOVED;
use super::view::View;
use crate::import::graph::{Affine, Operation, Recurrent};

impl Layout<'_> {
    /// Adds the layers of all directions on a sequence of so many frames, with their outputs next to one another.
    pub(super) fn recurrent(
        &mut self,
        view: &View,
        frames: usize,
        layers: &[Recurrent],
        origin: &str,
    ) -> Result<View, String> {
        let channels = layers.first().map_or(1, |layer| layer.inputs);
        let (rows, places) = view.rows(channels).ok_or(MOVED)?;
        if !rows.iter().copied().eq(0..frames) {
            return Err("its frames are in another order than those of its input".into());
        }
        let input = self.shaped(view.value, &[frames, channels], origin);
        let mut outputs = Vec::new();
        for layer in layers {
            let mut layer = layer.clone();
            // The channels as the tensor has them.
            let mut picks = vec![0; channels];
            for (channel, &place) in places.iter().enumerate() {
                picks[channel] = place;
            }
            layer.after(&Affine::selecting(channels, picks));
            let shape = layer.output(frames);
            let operation = Operation::Recurrent(Box::new(layer));
            outputs.push(
                self.graph
                    .add(operation, vec![input], shape, origin.to_owned()),
            );
        }
        let mut shape = self.graph.shapes[outputs[0]].clone();
        let value = match &*outputs {
            [one] => *one,
            _ => {
                let axis = shape.len() - 1;
                shape[axis] *= outputs.len();
                let concatenate = Operation::Concatenate { axis };
                self.graph
                    .add(concatenate, outputs, shape.clone(), origin.to_owned())
            }
        };
        Ok(View::same(value, shape.iter().product()))
    }
}
