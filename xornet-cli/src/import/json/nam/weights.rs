//! The list of all weights, from which each layer takes its own.

use crate::import::frames::Kernel;
use crate::import::json::value::Json;

/// The weights that are left.
pub struct Weights {
    numbers: Vec<f64>,
    next: usize,
}

/// The lengths of a convolution.
#[derive(Clone, Copy)]
pub struct Sizes {
    pub channels: usize,
    pub filters: usize,
    pub size: usize,
    pub dilation: usize,
    pub groups: usize,
}

impl Weights {
    /// Reads all of them.
    pub fn new(list: Json<'_>) -> Result<Self, String> {
        let (shape, numbers) = list.tensor()?;
        match *shape {
            [_] => Ok(Self { numbers, next: 0 }),
            _ => Err("its `weights` are not one list of numbers".into()),
        }
    }

    /// Takes so many.
    pub fn take(&mut self, count: usize) -> Result<Vec<f64>, String> {
        let end = self.next.checked_add(count);
        let taken = end.and_then(|end| self.numbers.get(self.next..end));
        let taken = taken.ok_or_else(|| {
            format!(
                "it has {} weights, and its layers need more",
                self.numbers.len()
            )
        })?;
        self.next += count;
        Ok(taken.to_vec())
    }

    /// Takes those of a convolution.
    pub fn kernel(&mut self, sizes: Sizes, biases: bool) -> Result<Kernel, String> {
        let Sizes {
            channels,
            filters,
            size,
            dilation,
            groups,
        } = sizes;
        if !channels.is_multiple_of(groups) || !filters.is_multiple_of(groups) {
            return Err(format!(
                "its {groups} groups do not fit {channels} channels and {filters} filters"
            ));
        }
        let count = filters.checked_mul(channels / groups);
        let count = count.and_then(|count| count.checked_mul(size));
        Ok(Kernel {
            channels,
            filters,
            size,
            dilation,
            groups,
            weights: self.take(count.unwrap_or(usize::MAX))?,
            biases: match biases {
                true => Some(self.take(filters)?),
                false => None,
            },
        })
    }

    /// Returns an error if some are left.
    pub fn finish(&self) -> Result<(), String> {
        match self.numbers.len() - self.next {
            0 => Ok(()),
            left => Err(format!(
                "it has {} weights, and its layers need {left} less",
                self.numbers.len()
            )),
        }
    }
}
