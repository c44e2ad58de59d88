//! The places of a batch's samples in a value.

use crate::onnx::tensor::Tensor;

/// The way in which the values of single samples are joined into that of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One after the other along an axis.
    Along(usize),
    /// Next to one another on an axis that a single sample does not have.
    Stacked(usize),
}

impl Layout {
    /// Returns all layouts that are possible for values with these numbers of axes.
    pub fn all(single: usize, batch: usize) -> Vec<Self> {
        if batch == single {
            (0..single).map(Self::Along).collect()
        } else if batch == single + 1 {
            (0..batch).map(Self::Stacked).collect()
        } else {
            Vec::new()
        }
    }

    /// Makes the value of a batch from those of its samples, which have one shape.
    pub fn join(self, samples: &[Tensor]) -> Result<Tensor, String> {
        let first = samples.first().ok_or("the batch has no samples")?;
        let mut shape = first.shape().to_vec();
        let (Self::Along(axis) | Self::Stacked(axis)) = self;
        // Numbers that are contiguous in a sample stay so: a batch is made of such blocks, of each sample in turn.
        let block: usize = shape[axis..].iter().product();
        let outer: usize = shape[..axis].iter().product();
        match self {
            Self::Along(axis) => shape[axis] *= samples.len(),
            Self::Stacked(axis) => shape.insert(axis, samples.len()),
        }
        let blocks = (0..outer).flat_map(|index| {
            let range = index * block..(index + 1) * block;
            samples
                .iter()
                .flat_map(move |sample| sample.numbers()[range.clone()].iter().copied())
        });
        Tensor::new(shape, blocks.collect(), first.element())
    }
}

#[cfg(test)]
mod tests {
    use super::Layout;
    use crate::onnx::tensor::{Element, Tensor};

    #[test]
    fn samples_are_joined_along_each_axis() {
        let sample = |numbers: [f64; 4]| {
            Tensor::new(vec![2, 2], numbers.to_vec(), Element::Single).expect("four numbers")
        };
        let samples = [sample([1.0, 2.0, 3.0, 4.0]), sample([5.0, 6.0, 7.0, 8.0])];
        for (layout, shape, numbers) in [
            (Layout::Along(0), vec![4, 2], [1, 2, 3, 4, 5, 6, 7, 8]),
            (Layout::Along(1), vec![2, 4], [1, 2, 5, 6, 3, 4, 7, 8]),
            (Layout::Stacked(0), vec![2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]),
            (Layout::Stacked(2), vec![2, 2, 2], [1, 5, 2, 6, 3, 7, 4, 8]),
        ] {
            let joined = layout.join(&samples).expect("a batch");
            assert_eq!(joined.shape(), shape, "{layout:?}");
            assert_eq!(joined.integers(), numbers, "{layout:?}");
        }
    }
}
