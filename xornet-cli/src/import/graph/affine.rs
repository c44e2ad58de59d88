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

    /// Returns whether it takes all numbers in their order.
    pub fn keeps_order(&self) -> bool {
        self.picks.iter().copied().eq(0..self.inputs)
    }

    /// Returns whether it takes each number once.
    pub fn is_permutation(&self) -> bool {
        let mut seen = vec![false; self.inputs];
        let once = |&pick: &usize| !std::mem::replace(&mut seen[pick], true);
        self.picks.len() == self.inputs && self.picks.iter().all(once)
    }

    /// Returns whether it only chooses numbers.
    pub fn is_selection(&self) -> bool {
        self.scale.iter().all(|&scale| scale == 1.0) && self.shift.iter().all(|&shift| shift == 0.0)
    }

    /// Returns the first and the end of the range of numbers that it takes, if it takes a range in order.
    pub fn range(&self) -> Option<(usize, usize)> {
        let first = *self.picks.first()?;
        let end = first + self.picks.len();
        self.picks
            .iter()
            .copied()
            .eq(first..end)
            .then_some((first, end))
    }

    /// Applies it after a matrix of `columns` columns, and after its biases; returns both.
    pub fn columns(
        &self,
        columns: usize,
        weights: &[f64],
        biases: Option<&[f64]>,
    ) -> (Vec<f64>, Option<Vec<f64>>) {
        let scaled = |row: &[f64]| -> Vec<f64> {
            let picked = self.picks.iter().zip(&self.scale);
            picked.map(|(&pick, scale)| row[pick] * scale).collect()
        };
        let rows = weights.chunks_exact(columns.max(1));
        let biases = match biases {
            None => self.summands(),
            Some(own) => {
                let sums = scaled(own).into_iter().zip(&self.shift);
                Some(sums.map(|(bias, shift)| bias + shift).collect())
            }
        };
        (rows.flat_map(scaled).collect(), biases)
    }

    /// Returns the summands, or `None` if all are zero.
    pub fn summands(&self) -> Option<Vec<f64>> {
        let any = self.shift.iter().any(|&shift| shift != 0.0);
        any.then(|| self.shift.clone())
    }
}
