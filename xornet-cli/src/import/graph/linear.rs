//! Matrices, and how factors and summands are folded into them.

use super::Affine;

/// `x · weights + biases`.
#[derive(Clone, Debug, PartialEq)]
pub struct Linear {
    pub inputs: usize,
    pub units: usize,
    /// `inputs × units`, one row per input.
    pub weights: Vec<f64>,
    pub biases: Option<Vec<f64>>,
}

impl Linear {
    /// Makes it of a matrix with one row per unit.
    pub fn from_units(inputs: usize, units: usize, rows: &[f64], biases: Option<Vec<f64>>) -> Self {
        let mut weights = vec![0.0; inputs * units];
        for (unit, row) in rows.chunks_exact(inputs.max(1)).enumerate() {
            for (input, &weight) in row.iter().enumerate() {
                weights[input * units + unit] = weight;
            }
        }
        Self {
            inputs,
            units,
            weights,
            biases,
        }
    }

    /// Makes it of factors and summands: one weight per unit.
    pub fn of(affine: &Affine) -> Self {
        let units = affine.picks.len();
        let mut weights = vec![0.0; affine.inputs * units];
        for (unit, (&input, &scale)) in affine.picks.iter().zip(&affine.scale).enumerate() {
            weights[input * units + unit] = scale;
        }
        Self {
            inputs: affine.inputs,
            units,
            weights,
            biases: affine.summands(),
        }
    }

    /// Applies `affine` after this.
    pub fn then(&mut self, affine: &Affine) {
        (self.weights, self.biases) =
            affine.columns(self.units, &self.weights, self.biases.as_deref());
        self.units = affine.picks.len();
    }

    /// Applies `affine` before this.
    pub fn after(&mut self, affine: &Affine) {
        let mut weights = vec![0.0; affine.inputs * self.units];
        let mut sums = vec![0.0; self.units];
        let rows = self.weights.chunks_exact(self.units.max(1));
        for (row, (&input, (scale, shift))) in rows.zip(
            affine
                .picks
                .iter()
                .zip(affine.scale.iter().zip(&affine.shift)),
        ) {
            let scaled = weights[input * self.units..].iter_mut();
            for ((weight, scaled), sum) in row.iter().zip(scaled).zip(&mut sums) {
                *sum += weight * shift;
                *scaled += weight * scale;
            }
        }
        self.weights = weights;
        self.inputs = affine.inputs;
        self.biases = match self.biases.take() {
            None => biases(&sums),
            Some(own) => Some(own.iter().zip(sums).map(|(bias, sum)| bias + sum).collect()),
        };
    }

    /// Returns the composition of this and then `next`.
    #[must_use]
    pub fn followed_by(&self, next: &Self) -> Self {
        let row = |row: &[f64], mut sums: Vec<f64>| {
            for (value, weights) in row.iter().zip(next.weights.chunks_exact(next.units.max(1))) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += value * weight;
                }
            }
            sums
        };
        let rows = self.weights.chunks_exact(self.units.max(1));
        let weights = rows
            .flat_map(|weights| row(weights, vec![0.0; next.units]))
            .collect();
        let biases = match (&self.biases, &next.biases) {
            (None, biases) => biases.clone(),
            (Some(own), None) => Some(row(own, vec![0.0; next.units])),
            (Some(own), Some(biases)) => Some(row(own, biases.clone())),
        };
        Self {
            inputs: self.inputs,
            units: next.units,
            weights,
            biases,
        }
    }

    /// Returns whether it changes nothing.
    pub fn is_identity(&self) -> bool {
        let place = |index: usize| f64::from(u8::from(index / self.units == index % self.units));
        let mut weights = self.weights.iter().enumerate();
        self.inputs == self.units
            && self.biases.is_none()
            && weights.all(|(index, &weight)| weight == place(index))
    }

    /// Returns the initial values of the sums: the biases, or zeros.
    pub fn start(&self) -> Vec<f64> {
        self.biases.clone().unwrap_or_else(|| vec![0.0; self.units])
    }
}

/// Returns biases, or `None` if all are zero.
fn biases(shift: &[f64]) -> Option<Vec<f64>> {
    shift
        .iter()
        .any(|&shift| shift != 0.0)
        .then(|| shift.to_vec())
}
