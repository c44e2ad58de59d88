//! Dense arrays of numbers.

mod decode;
mod element;

pub use self::element::Element;

/// The maximal number of elements of a tensor: that of a network's parameters.
pub const MAX_ELEMENTS: usize = xornet_model::PARAMETER_LIMIT;

/// A dense array of numbers, row by row. The numbers of all types are held as `f64`, which is exact for the types that
/// a network computes with, and for integers below 2^53.
#[derive(Clone, Debug, PartialEq)]
pub struct Tensor {
    shape: Vec<usize>,
    numbers: Vec<f64>,
    element: Element,
}

impl Tensor {
    /// Makes a tensor; `Err` if the shape does not have as many elements as there are numbers.
    pub fn new(shape: Vec<usize>, numbers: Vec<f64>, element: Element) -> Result<Self, String> {
        let count = count(&shape)?;
        if count != numbers.len() {
            return Err(format!(
                "the shape {shape:?} has {count} elements, but {} are there",
                numbers.len()
            ));
        }
        Ok(Self {
            shape,
            numbers,
            element,
        })
    }

    /// Makes a tensor of zeros.
    pub fn zeros(shape: Vec<usize>, element: Element) -> Result<Self, String> {
        let numbers = vec![0.0; count(&shape)?];
        Self::new(shape, numbers, element)
    }

    /// Makes a tensor with one axis.
    pub fn vector(numbers: Vec<f64>, element: Element) -> Self {
        Self {
            shape: vec![numbers.len()],
            numbers,
            element,
        }
    }

    /// Makes a tensor without axes.
    pub fn scalar(number: f64, element: Element) -> Self {
        Self {
            shape: Vec::new(),
            numbers: vec![number],
            element,
        }
    }

    /// Returns the length of each axis.
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// Returns the numbers, row by row.
    pub fn numbers(&self) -> &[f64] {
        &self.numbers
    }

    /// Returns the type of the numbers.
    pub fn element(&self) -> Element {
        self.element
    }

    /// Returns the same numbers in another shape.
    pub fn reshaped(&self, shape: Vec<usize>) -> Result<Self, String> {
        Self::new(shape, self.numbers.clone(), self.element)
    }

    /// Returns a tensor in which each number is replaced.
    pub fn map(&self, mut function: impl FnMut(f64) -> f64) -> Self {
        Self {
            shape: self.shape.clone(),
            numbers: self
                .numbers
                .iter()
                .map(|&number| function(number))
                .collect(),
            element: self.element,
        }
    }

    /// Sets the type of the numbers.
    pub fn with_element(mut self, element: Element) -> Self {
        self.element = element;
        self
    }

    /// Returns the length of the last axis: of a table, how many columns it has.
    pub fn columns(&self) -> usize {
        self.shape.last().copied().unwrap_or(1)
    }

    /// Returns the only number, if there is one.
    pub fn single(&self) -> Option<f64> {
        match *self.numbers {
            [number] => Some(number),
            _ => None,
        }
    }

    /// Returns the numbers as integers.
    pub fn integers(&self) -> Vec<i64> {
        self.numbers.iter().map(|&number| number as i64).collect()
    }
}

/// Shows a list in messages, shortened.
pub fn brief<T: std::fmt::Debug>(list: &[T]) -> String {
    const MAX_ITEMS: usize = 8;
    let mut text: Vec<_> = list
        .iter()
        .take(MAX_ITEMS)
        .map(|item| format!("{item:?}"))
        .collect();
    if list.len() > MAX_ITEMS {
        text.push("…".into());
    }
    format!("[{}]", text.join(", "))
}

/// Returns the number of elements of a shape, or an error if it is over the limit.
pub fn count(shape: &[usize]) -> Result<usize, String> {
    let count = shape
        .iter()
        .try_fold(1usize, |count, &length| count.checked_mul(length));
    count
        .filter(|&count| count <= MAX_ELEMENTS && shape.len() <= 64)
        .ok_or_else(|| {
            format!(
                "the shape {} is beyond the limit of {MAX_ELEMENTS} elements",
                brief(shape)
            )
        })
}
