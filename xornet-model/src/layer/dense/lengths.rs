//! The check that a dense layer's weights and biases fit its inputs and units.

use super::matrix::Origin;
use crate::quantity;

/// The lengths of a dense layer and its tensors, as far as they are known.
pub(super) struct Lengths {
    pub(super) inputs: Option<usize>,
    pub(super) units: Option<usize>,
    pub(super) rows: Option<usize>,
    pub(super) columns: Option<usize>,
    pub(super) biases: Option<usize>,
}

impl Lengths {
    /// Returns one phrase for each pair of lengths that do not fit.
    pub(super) fn misfits(&self) -> Vec<String> {
        let unequal = |a: Option<usize>, b: Option<usize>| a.zip(b).filter(|(a, b)| a != b);
        let rows = unequal(self.rows, self.inputs).map(|(rows, inputs)| {
            format!(
                "`weights` has {} for {}",
                quantity(rows, "row"),
                quantity(inputs, "input")
            )
        });
        let columns = unequal(self.columns, self.units)
            .map(|(columns, units)| {
                format!(
                    "its rows have {} for {}",
                    quantity(columns, "number"),
                    quantity(units, "unit")
                )
            })
            .map(|text| {
                if rows.is_none() {
                    text.replacen("its rows", "the rows of `weights`", 1)
                } else {
                    text
                }
            });
        let biases = unequal(self.biases, self.units).map(|(biases, units)| {
            format!(
                "`biases` has {} for {}",
                quantity(biases, "number"),
                quantity(units, "unit")
            )
        });
        rows.into_iter().chain(columns).chain(biases).collect()
    }

    /// Returns whether the shape of the weights fits, as far as it is known.
    pub(super) fn weights_fit(&self) -> bool {
        let fit = |a: Option<usize>, b: Option<usize>| a.is_none() || b.is_none() || a == b;
        fit(self.rows, self.inputs) && fit(self.columns, self.units)
    }

    /// Returns the expected shape of the weights, or of the biases.
    pub(super) fn expected(&self, only_biases: bool) -> String {
        let units = self.units.map_or("one number per unit".into(), |units| {
            quantity(units, "number")
        });
        if only_biases {
            return format!("expected {units}, one per unit");
        }
        let rows = self
            .inputs
            .map_or("one row per input".into(), |inputs| quantity(inputs, "row"));
        format!("expected {rows} of {units}: one row per input, one column per unit")
    }

    /// Returns how to fix the lengths, if they give a hint; `tensor` is the origin of weights from another file.
    pub(super) fn help(&self, tensor: Option<&Origin>) -> Option<String> {
        let transposed = self.rows.is_some()
            && (self.rows, self.columns) == (self.units, self.inputs)
            && self.rows != self.columns;
        if let Some(Origin {
            name,
            shape,
            transposed: was,
        }) = tensor
        {
            return Some(match (transposed, was) {
                (true, true) => {
                    format!("tensor {name} has one row per input already: leave `transpose` out")
                }
                (true, false) => format!(
                    "tensor {name} is the transpose, as PyTorch's `Linear.weight`: add `transpose = true`"
                ),
                (false, true) => {
                    format!("tensor {name} has the shape {shape:?} before `transpose`")
                }
                (false, false) => format!("tensor {name} has the shape {shape:?}"),
            });
        }
        if transposed {
            return Some(
                "the weights are transposed: PyTorch's `Linear.weight` has one row per unit, write its transpose `weight.T`".into(),
            );
        }
        let agreed = self
            .columns
            .filter(|_| self.columns == self.biases && self.rows == self.inputs);
        agreed.map(|units| format!("weights and biases agree on `units = {units}`"))
    }
}
