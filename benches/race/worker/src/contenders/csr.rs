use super::prelude::*;

/// Hand-written loops over the weights that are not zero, in compressed sparse rows by input.
pub struct Csr(Vec<Rows>);

struct Rows {
    /// Where each input's entries begin, and where the last end.
    starts: Vec<u32>,
    /// Unit and weight.
    entries: Vec<(u32, f32)>,
    biases: Vec<f32>,
    activation: Activation,
}

impl Rows {
    fn new(layer: &Dense) -> Self {
        let mut rows = Self {
            starts: vec![0],
            entries: Vec::new(),
            biases: layer.biases.clone(),
            activation: layer.activation,
        };
        for row in layer.weights.chunks(layer.units) {
            let nonzero = (0..)
                .zip(row.iter().copied())
                .filter(|(_, weight)| *weight != 0.0);
            rows.entries.extend(nonzero);
            rows.starts.push(rows.entries.len() as u32);
        }
        rows
    }

    fn forward(&self, x: &[f32]) -> Vec<f32> {
        let mut sums = self.biases.clone();
        for (x, range) in x.iter().zip(self.starts.windows(2)) {
            for &(unit, weight) in &self.entries[range[0] as usize..range[1] as usize] {
                sums[unit as usize] += x * weight;
            }
        }
        crate::activation::apply(self.activation, sums.len(), &mut sums);
        sums
    }
}

impl<S: Subject> Contender<S> for Csr {
    const NAME: &'static str = "Rust loops, sparse rows";

    fn new(network: &Network) -> Built<Self> {
        Ok(Some(Self(network.dense().map(Rows::new).collect())))
    }

    fn forward(&mut self, x: &S::Input) -> S::Output {
        let mut hidden = self.0[0].forward(x.numbers());
        for rows in &self.0[1..] {
            hidden = rows.forward(&hidden);
        }
        let mut y = S::Output::ZEROS;
        y.numbers_mut().copy_from_slice(&hidden);
        y
    }
}
