use std::ops::Range;

use crate::Float;

/// An input with the output that a network must give for it.
#[derive(Clone, Debug)]
pub struct TestCase<T> {
    input: Vec<T>,
    output: Vec<T>,
    tolerance: T,
    span: Range<usize>,
}

/// Two cases are equal wherever they stand in their files.
impl<T: PartialEq> PartialEq for TestCase<T> {
    fn eq(&self, other: &Self) -> bool {
        (&self.input, &self.output, &self.tolerance)
            == (&other.input, &other.output, &other.tolerance)
    }
}

impl<T: Float> TestCase<T> {
    /// The tolerance where a file gives none.
    pub const DEFAULT_TOLERANCE: f64 = 1e-5;

    /// Makes a test case; a [`Builder`](crate::Builder) checks it.
    #[must_use]
    pub fn new(input: Vec<T>, output: Vec<T>, tolerance: T) -> Self {
        Self {
            input,
            output,
            tolerance,
            span: 0..0,
        }
    }

    /// Returns the same, which stands in a file at `span`.
    pub(crate) fn at(self, span: Range<usize>) -> Self {
        Self { span, ..self }
    }

    /// Returns the input, as long as the network's.
    #[must_use]
    pub fn input(&self) -> &[T] {
        &self.input
    }

    /// Returns the expected output, as long as the network's.
    #[must_use]
    pub fn output(&self) -> &[T] {
        &self.output
    }

    /// Returns the largest absolute difference that is allowed.
    #[must_use]
    pub fn tolerance(&self) -> T {
        self.tolerance
    }

    /// Returns where the case stands in the file, in bytes.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }
}
