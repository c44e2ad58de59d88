use std::ops::Range;

use crate::Element;

/// An input and the output that the network must give for it, within a tolerance.
#[derive(Clone, Debug)]
pub struct TestCase<T> {
    input: Vec<T>,
    output: Vec<T>,
    tolerance: T,
    span: Range<usize>,
}

/// Compares the numbers of two test cases, not their places in a file.
impl<T: PartialEq> PartialEq for TestCase<T> {
    fn eq(&self, other: &Self) -> bool {
        (&self.input, &self.output, &self.tolerance)
            == (&other.input, &other.output, &other.tolerance)
    }
}

impl<T: Element> TestCase<T> {
    /// The tolerance if the file does not set one.
    pub const DEFAULT_TOLERANCE: f64 = 1e-5;

    /// Makes a test case. A [`Builder`](crate::Builder) checks its lengths and numbers.
    #[must_use]
    pub fn new(input: Vec<T>, output: Vec<T>, tolerance: T) -> Self {
        Self {
            input,
            output,
            tolerance,
            span: 0..0,
        }
    }

    /// Sets the place of the test case in the file, in bytes.
    pub(crate) fn at(self, span: Range<usize>) -> Self {
        Self { span, ..self }
    }

    /// Returns the input, whose length is that of the network's input.
    #[must_use]
    pub fn input(&self) -> &[T] {
        &self.input
    }

    /// Returns the expected output, whose length is that of the network's output.
    #[must_use]
    pub fn output(&self) -> &[T] {
        &self.output
    }

    /// Returns the largest absolute difference that is allowed.
    #[must_use]
    pub fn tolerance(&self) -> T {
        self.tolerance
    }

    /// Returns the place of the test case in the file, in bytes.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }
}
