use core::fmt;

use crate::DType;

/// The shape of a tensor: the lengths of one to three axes, none of which is zero. The last axis is the innermost.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shape {
    axes: [usize; Self::MOST_AXES],
    rank: usize,
}

impl Shape {
    /// The most axes of a tensor.
    pub const MOST_AXES: usize = 3;

    /// Returns the shape with these axes; `None` if there are no axes or more than three, if one of them is zero, or if
    /// the number of elements overflows.
    #[must_use]
    pub const fn new(axes: &[usize]) -> Option<Self> {
        if axes.is_empty() || axes.len() > Self::MOST_AXES {
            return None;
        }
        let mut shape = Self {
            axes: [1; Self::MOST_AXES],
            rank: axes.len(),
        };
        let mut count: usize = 1;
        let mut i = 0;
        while i < axes.len() {
            count = match count.checked_mul(axes[i]) {
                Some(count) if count > 0 => count,
                _ => return None,
            };
            shape.axes[i] = axes[i];
            i += 1;
        }
        Some(shape)
    }

    /// Returns the shape with these axes.
    ///
    /// # Panics
    ///
    /// If [`Self::new`] does not allow the axes.
    #[must_use]
    pub const fn of(axes: &[usize]) -> Self {
        match Self::new(axes) {
            Some(shape) => shape,
            None => panic!("a shape has one to three axes, none of them empty"),
        }
    }

    /// Returns the shape of a vector; `None` if it is empty.
    #[must_use]
    pub const fn vector(length: usize) -> Option<Self> {
        Self::new(&[length])
    }

    /// Returns the lengths of the axes, outermost first.
    #[must_use]
    pub const fn axes(&self) -> &[usize] {
        self.axes.split_at(self.rank).0
    }

    /// Returns the number of axes.
    #[must_use]
    pub const fn rank(&self) -> usize {
        self.rank
    }

    /// Returns the length of the last axis, that of the channels.
    #[must_use]
    pub const fn channels(&self) -> usize {
        self.axes[self.rank - 1]
    }

    /// Returns how many numbers a tensor of this shape holds.
    #[must_use]
    pub const fn count(&self) -> usize {
        let mut count = 1;
        let mut i = 0;
        while i < self.rank {
            count *= self.axes[i];
            i += 1;
        }
        count
    }
}

/// Writes the shape in the syntax of model files: `784`, or `[28, 28, 1]`.
impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.axes() {
            [length] => length.fmt(f),
            axes => fmt::Debug::fmt(axes, f),
        }
    }
}

impl fmt::Debug for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.axes(), f)
    }
}

/// The type and the shape of a tensor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TensorType {
    /// The type of its numbers.
    pub dtype: DType,
    /// The lengths of its axes.
    pub shape: Shape,
}

impl TensorType {
    /// Returns the size of such a tensor in bytes.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.shape.count() * self.dtype.bytes()
    }
}

#[cfg(test)]
mod tests {
    extern crate alloc;

    use alloc::format;

    use super::Shape;

    #[test]
    fn shapes_have_one_to_three_axes_that_are_not_empty() {
        assert_eq!(Shape::new(&[]), None);
        assert_eq!(Shape::new(&[1, 2, 3, 4]), None);
        assert_eq!(Shape::new(&[2, 0]), None);
        assert_eq!(Shape::new(&[usize::MAX, 2]), None);
        assert_eq!(Shape::new(&[2, 3]).map(|shape| shape.count()), Some(6));
    }

    #[test]
    fn shapes_are_written_as_in_model_files() {
        let written = |axes: &[usize]| Shape::new(axes).map(|shape| format!("{shape}"));
        assert_eq!(written(&[784]).as_deref(), Some("784"));
        assert_eq!(written(&[28, 28, 1]).as_deref(), Some("[28, 28, 1]"));
    }
}
