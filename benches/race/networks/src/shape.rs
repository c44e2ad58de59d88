/// The shape of a value, channels last. A sequence is an image of width 1, and a vector has channels
/// alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Rows, or the time of a sequence.
    pub height: usize,
    /// Columns.
    pub width: usize,
    /// Numbers at each position.
    pub channels: usize,
}

impl Shape {
    /// Returns the shape of an image.
    #[must_use]
    pub const fn image(height: usize, width: usize, channels: usize) -> Self {
        Self {
            height,
            width,
            channels,
        }
    }

    /// Returns the shape of a vector.
    #[must_use]
    pub const fn vector(length: usize) -> Self {
        Self::image(1, 1, length)
    }

    /// Returns the number of positions.
    #[must_use]
    pub fn positions(self) -> usize {
        self.height * self.width
    }

    /// Returns the number of numbers.
    #[must_use]
    pub fn count(self) -> usize {
        self.positions() * self.channels
    }
}

/// The windows of a convolution or of a pool; pairs are height and width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Its extent.
    pub size: [usize; 2],
    /// The distance between neighbours.
    pub strides: [usize; 2],
    /// The distance between the places of a window, down.
    pub dilation: usize,
    /// What is done at the edges.
    pub padding: Padding,
}

/// What windows do at the edges, by the names of Keras.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Padding {
    /// All windows lie inside.
    Valid,
    /// As many windows as strides fit in, centred; the odd place is at the end.
    Same,
    /// Windows of the frames so far: all padding is in front.
    Causal,
}

impl Window {
    /// Returns windows that lie inside, side by side.
    #[must_use]
    pub const fn valid(size: [usize; 2]) -> Self {
        Self {
            size,
            strides: [1, 1],
            dilation: 1,
            padding: Padding::Valid,
        }
    }

    /// Returns one window for each position.
    #[must_use]
    pub const fn same(size: [usize; 2]) -> Self {
        Self {
            size,
            strides: [1, 1],
            dilation: 1,
            padding: Padding::Same,
        }
    }

    /// Returns windows that end at each frame of a sequence.
    #[must_use]
    pub const fn causal(size: usize, dilation: usize) -> Self {
        Self {
            size: [size, 1],
            strides: [1, 1],
            dilation,
            padding: Padding::Causal,
        }
    }

    /// Returns how many frames before the last one a causal window reaches.
    #[must_use]
    pub fn reach(&self) -> usize {
        (self.size[0] - 1) * self.dilation
    }

    /// Sets the distance between neighbours.
    #[must_use]
    pub const fn strides(mut self, strides: [usize; 2]) -> Self {
        self.strides = strides;
        self
    }

    /// Returns how many windows there are, down and across.
    #[must_use]
    pub fn outputs(&self, input: Shape) -> [usize; 2] {
        self.axes(input)
            .map(|(length, size, stride)| match self.padding {
                Padding::Valid => (length - size) / stride + 1,
                Padding::Same | Padding::Causal => length.div_ceil(stride),
            })
    }

    /// Returns the padding at the top and at the left, as TensorFlow defines it.
    #[must_use]
    pub fn before(&self, input: Shape) -> [usize; 2] {
        match self.padding {
            Padding::Causal => [self.reach(), 0],
            _ => self.total(input).map(|total| total / 2),
        }
    }

    /// Returns the padding at the bottom and at the right.
    #[must_use]
    pub fn after(&self, input: Shape) -> [usize; 2] {
        self.total(input).map(|total| total - total / 2)
    }

    fn total(&self, input: Shape) -> [usize; 2] {
        self.axes(input)
            .map(|(length, size, stride)| match self.padding {
                Padding::Valid | Padding::Causal => 0,
                Padding::Same => {
                    ((length.div_ceil(stride) - 1) * stride + size).saturating_sub(length)
                }
            })
    }

    /// Length of the input, extent and stride of each axis.
    fn axes(&self, input: Shape) -> [(usize, usize, usize); 2] {
        let ([height, width], [down, across]) = (self.size, self.strides);
        [(input.height, height, down), (input.width, width, across)]
    }
}
