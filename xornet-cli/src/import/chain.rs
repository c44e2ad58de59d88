//! A network as a chain of operations on one vector, before they are made into layers.

/// An activation with its parameter, in double precision.
pub type Activation = xornet_model::Activation<f64>;

/// The network, operation by operation.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    /// Length of the input vector.
    pub inputs: usize,
    pub steps: Vec<Step>,
}

/// One operation, and what it was in the source.
#[derive(Clone, Debug)]
pub struct Step {
    pub operation: Operation,
    /// As a message names it: ``"`fc1` (Gemm)"``.
    pub origin: String,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Operation {
    Linear(Linear),
    Affine(Affine),
    Activation(Activation),
}

/// `x · weights + biases`.
#[derive(Clone, Debug, PartialEq)]
pub struct Linear {
    pub inputs: usize,
    pub units: usize,
    /// `inputs × units`, one row per input.
    pub weights: Vec<f64>,
    pub biases: Option<Vec<f64>>,
}

/// Numbers of a vector, each times a factor and plus a summand: `x[pick] * scale + shift`.
#[derive(Clone, Debug, PartialEq)]
pub struct Affine {
    pub inputs: usize,
    /// For each output, which input it is made of.
    pub picks: Vec<usize>,
    pub scale: Vec<f64>,
    pub shift: Vec<f64>,
}

impl Linear {
    /// From a matrix with one row per unit.
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

    /// A layer with one weight per unit.
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
            biases: biases(&affine.shift),
        }
    }

    /// This, and then `affine`.
    pub fn then(&mut self, affine: &Affine) {
        let scaled = |row: &[f64]| -> Vec<f64> {
            let picked = affine.picks.iter().zip(&affine.scale);
            picked.map(|(&pick, scale)| row[pick] * scale).collect()
        };
        let rows = self.weights.chunks_exact(self.units.max(1));
        self.weights = rows.flat_map(scaled).collect();
        self.biases = match self.biases.take() {
            None => biases(&affine.shift),
            Some(own) => {
                let sums = scaled(&own).into_iter().zip(&affine.shift);
                Some(sums.map(|(bias, shift)| bias + shift).collect())
            }
        };
        self.units = affine.picks.len();
    }

    /// `affine`, and then this.
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

    /// This, and then `next`.
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
}

/// None where all are zero.
fn biases(shift: &[f64]) -> Option<Vec<f64>> {
    shift
        .iter()
        .any(|&shift| shift != 0.0)
        .then(|| shift.to_vec())
}

impl Affine {
    /// A factor and a summand for each number.
    pub fn new(scale: Vec<f64>, shift: Vec<f64>) -> Self {
        Self {
            inputs: scale.len(),
            picks: (0..scale.len()).collect(),
            scale,
            shift,
        }
    }

    pub fn scaled(scale: Vec<f64>) -> Self {
        let shift = vec![0.0; scale.len()];
        Self::new(scale, shift)
    }

    /// Some of the numbers, in another order.
    pub fn selecting(inputs: usize, picks: Vec<usize>) -> Self {
        Self {
            inputs,
            scale: vec![1.0; picks.len()],
            shift: vec![0.0; picks.len()],
            picks,
        }
    }

    /// This, and then `next`.
    #[must_use]
    pub fn followed_by(&self, next: &Self) -> Self {
        let numbers = next.picks.iter().zip(next.scale.iter().zip(&next.shift));
        let mut result = Self::selecting(self.inputs, Vec::new());
        for (&pick, (scale, shift)) in numbers {
            result.picks.push(self.picks[pick]);
            result.scale.push(self.scale[pick] * scale);
            result.shift.push(self.shift[pick] * scale + shift);
        }
        result
    }
}
