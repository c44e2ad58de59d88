//! Tensors as nested arrays.

use std::fmt;

use serde::ser::{Serialize, SerializeSeq, Serializer};
use xornet_model::Port;

use crate::evaluate::Number;

/// The numbers of a tensor, with the lengths of its axes.
#[derive(Clone, Copy)]
pub(super) struct Nested<'a, T> {
    axes: &'a [usize],
    numbers: &'a [T],
}

impl<'a, T: Number> Nested<'a, T> {
    /// Takes the numbers of a tensor, row by row.
    pub(super) fn new(axes: &'a [usize], numbers: &'a [T]) -> Self {
        Self { axes, numbers }
    }

    /// Returns the tensors along the first axis; `None` for a vector.
    fn parts(self) -> Option<impl Iterator<Item = Self>> {
        let [_, inner @ ..] = self.axes else {
            return None;
        };
        let length = inner.iter().product::<usize>().max(1);
        let parts = self.numbers.chunks(length);
        (!inner.is_empty()).then(|| parts.map(move |numbers| Self::new(inner, numbers)))
    }
}

/// Writes nested arrays.
impl<T: Number> Serialize for Nested<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.parts() {
            None => self.numbers.serialize(serializer),
            Some(parts) => {
                let mut array = serializer.serialize_seq(self.axes.first().copied())?;
                for part in parts {
                    array.serialize_element(&part)?;
                }
                array.end()
            }
        }
    }
}

/// Writes a vector as numbers between commas, and other tensors as nested arrays.
impl<T: Number> fmt::Display for Nested<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.parts() {
            None => {
                for (index, number) in self.numbers.iter().enumerate() {
                    if index > 0 {
                        f.write_str(", ")?;
                    }
                    f.write_str(&number.shortest())?;
                }
                Ok(())
            }
            Some(parts) => {
                f.write_str("[")?;
                for (index, part) in parts.enumerate() {
                    if index > 0 {
                        f.write_str(", ")?;
                    }
                    match part.axes {
                        [_] => write!(f, "[{part}]")?,
                        _ => part.fmt(f)?,
                    }
                }
                f.write_str("]")
            }
        }
    }
}

/// Returns the tensor of each input or output, with its name if there are several.
pub(super) fn ports<'a, T: Number>(
    ports: &'a [Port],
    mut numbers: &'a [T],
) -> impl Iterator<Item = (Option<&'a str>, Nested<'a, T>)> {
    ports.iter().map(move |port| {
        let (own, rest) = numbers.split_at(port.shape.count().min(numbers.len()));
        numbers = rest;
        (port.name.as_deref(), Nested::new(port.shape.axes(), own))
    })
}

#[cfg(test)]
mod tests {
    use super::Nested;

    #[test]
    fn tensors_are_nested_arrays() {
        let numbers: Vec<f32> = (0..8).map(|at| at as f32 / 2.0).collect();
        for (axes, json, text) in [
            (
                &[8][..],
                "[0.0,0.5,1.0,1.5,2.0,2.5,3.0,3.5]",
                "0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5",
            ),
            (
                &[2, 4],
                "[[0.0,0.5,1.0,1.5],[2.0,2.5,3.0,3.5]]",
                "[[0.0, 0.5, 1.0, 1.5], [2.0, 2.5, 3.0, 3.5]]",
            ),
            (
                &[1, 4, 2],
                "[[[0.0,0.5],[1.0,1.5],[2.0,2.5],[3.0,3.5]]]",
                "[[[0.0, 0.5], [1.0, 1.5], [2.0, 2.5], [3.0, 3.5]]]",
            ),
        ] {
            let nested = Nested::new(axes, &numbers);
            assert_eq!(serde_json::to_string(&nested).expect("JSON"), json);
            assert_eq!(nested.to_string(), text);
        }
    }
}
