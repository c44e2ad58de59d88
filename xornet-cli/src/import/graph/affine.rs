//! Operations that multiply and add to each number of a vector.

/// A choice of a vector's numbers, each times a factor and plus a summand: `x[pick] * scale + shift`.
#[derive(Clone, Debug, PartialEq)]
pub struct Affine {
    pub inputs: usize,
    /// The index of the input that each output is made of.
    pub picks: Vec<usize>,
    pub scale: Vec<f64>,
    pub shift: Vec<f64>,
}

impl Affine {
    /// Makes it of a factor and a summand for each number.
    pub fn new(scale: Vec<f64>, shift: Vec<f64>) -> Self {
        Self {
            inputs: scale.len(),
            picks: (0..scale.len()).collect(),
            scale,
            shift,
        }
    }

    /// Makes it of a factor for each number.
    pub fn scaled(scale: Vec<f64>) -> Self {
        let shift = vec![0.0; scale.len()];
        Self::new(scale, shift)
    }

    /// Makes it of a choice of numbers, in any order.
    pub fn selecting(inputs: usize, picks: Vec<usize>) -> Self {
        Self {
            inputs,
            scale: vec![1.0; picks.len()],
            shift: vec![0.0; picks.len()],
            picks,
        }
    }

    /// Returns the composition of this and then `next`.
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

    /// Returns the outputs for an input.
    pub fn apply(&self, input: &[f64]) -> Vec<f64> {
        let numbers = self.picks.iter().zip(self.scale.iter().zip(&self.shift));
        numbers
            .map(|(&pick, (scale, shift))| input[pick] * scale + shift)
            .collect()
    }
}
