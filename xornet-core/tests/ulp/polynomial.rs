//! Interpolation.

/// A polynomial through six points, as Newton has it.
pub struct Polynomial {
    middle: f64,
    inverse_width: f64,
    nodes: [f64; 6],
    coefficients: [f64; 6],
}

impl Polynomial {
    /// Through the values at Chebyshev's points.
    pub fn new(first: f64, last: f64, value: impl Fn(f64) -> f64) -> Self {
        let (middle, width) = ((first + last) / 2.0, (last - first) / 2.0);
        let angle = std::f64::consts::PI / 12.0;
        let nodes: [f64; 6] = std::array::from_fn(|i| (angle * (2 * i + 1) as f64).cos());
        let mut coefficients = nodes.map(|t| value(middle + t * width));
        for step in 1..6 {
            for i in (step..6).rev() {
                let rise = coefficients[i] - coefficients[i - 1];
                coefficients[i] = rise / (nodes[i] - nodes[i - step]);
            }
        }
        Self {
            middle,
            inverse_width: 1.0 / width,
            nodes,
            coefficients,
        }
    }

    #[inline(always)]
    pub fn at(&self, x: f64) -> f64 {
        let t = (x - self.middle) * self.inverse_width;
        let mut sum = self.coefficients[5];
        for i in (0..5).rev() {
            sum = self.coefficients[i] + (t - self.nodes[i]) * sum;
        }
        sum
    }
}
