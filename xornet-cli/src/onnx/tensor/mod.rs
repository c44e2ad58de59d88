//! Dense arrays of numbers, of all types that a network may meet.

mod decode;
mod element;

pub use self::element::Element;

/// The most numbers in a tensor: what a network may have as parameters.
pub const ELEMENTS: usize = xornet_model::PARAMETER_LIMIT;

/// A dense array of numbers, row by row. Each type's numbers are held as `f64`: exact for those that a
/// network computes with, and for integers below 2^53.
#[derive(Clone, Debug, PartialEq)]
pub struct Tensor {
    shape: Vec<usize>,
    numbers: Vec<f64>,
    element: Element,
}

impl Tensor {
    /// Makes a tensor; `Err` where the shape asks for another number of numbers.
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

    pub fn zeros(shape: Vec<usize>, element: Element) -> Result<Self, String> {
        let numbers = vec![0.0; count(&shape)?];
        Self::new(shape, numbers, element)
    }

    pub fn vector(numbers: Vec<f64>, element: Element) -> Self {
        Self {
            shape: vec![numbers.len()],
            numbers,
            element,
        }
    }

    pub fn scalar(number: f64, element: Element) -> Self {
        Self {
            shape: Vec::new(),
            numbers: vec![number],
            element,
        }
    }

    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    pub fn numbers(&self) -> &[f64] {
        &self.numbers
    }

    pub fn element(&self) -> Element {
        self.element
    }

    /// Returns the same numbers in another shape.
    pub fn reshaped(&self, shape: Vec<usize>) -> Result<Self, String> {
        Self::new(shape, self.numbers.clone(), self.element)
    }

    /// Replaces each number.
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

/// Shows a list as messages do: not without end.
pub fn brief<T: std::fmt::Debug>(list: &[T]) -> String {
    const MOST: usize = 8;
    let mut text: Vec<_> = list
        .iter()
        .take(MOST)
        .map(|item| format!("{item:?}"))
        .collect();
    if list.len() > MOST {
        text.push("…".into());
    }
    format!("[{}]", text.join(", "))
}

/// Returns how many numbers a shape has, if not too many.
pub fn count(shape: &[usize]) -> Result<usize, String> {
    let count = shape
        .iter()
        .try_fold(1usize, |count, &length| count.checked_mul(length));
    count
        .filter(|&count| count <= ELEMENTS && shape.len() <= 64)
        .ok_or_else(|| {
            format!(
                "the shape {} is beyond the limit of {ELEMENTS} elements",
                brief(shape)
            )
        })
}
