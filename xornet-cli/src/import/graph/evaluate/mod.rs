//! Evaluation of operations in double precision, together with the errors that rounding causes.
//!
//! Each operation adds an independent random error to its result, and the variances of these errors are carried
//! along.

mod recurrent;
mod values;
mod window;

pub use self::values::Values;

use self::values::Number;
use super::{Graph, LayerKind, Node, Operation, ValueId};

impl Graph {
    /// Computes the outputs for the inputs, each one after the other.
    pub fn evaluate(&self, input: &[f64]) -> Vec<f64> {
        self.evaluate_in(&self.shapes, input)
    }

    /// Computes the outputs of a stream for a sequence of any number of frames.
    pub fn evaluate_frames(&self, input: &[f64]) -> Vec<f64> {
        let frames = input.len() / self.channels().max(1);
        let shapes = self.shapes.iter().map(|shape| of_frames(shape, frames));
        self.evaluate_in(&shapes.collect::<Vec<_>>(), input)
    }

    /// Computes the numbers of all values.
    pub fn values(&self, input: &[f64]) -> Vec<Vec<f64>> {
        let values = self.all_in(&self.shapes, input);
        values.into_iter().map(|values| values.numbers).collect()
    }

    /// Computes the outputs, where the values have these shapes.
    fn evaluate_in(&self, shapes: &[Vec<usize>], input: &[f64]) -> Vec<f64> {
        let values = self.all_in(shapes, input);
        let outputs = self.outputs.iter().map(|&output| &*values[output].numbers);
        outputs.collect::<Vec<_>>().concat()
    }

    /// Computes all values, which have these shapes.
    fn all_in(&self, shapes: &[Vec<usize>], input: &[f64]) -> Vec<Values> {
        let length = |value: ValueId| shapes[value].iter().product::<usize>();
        let mut values = vec![Values::default(); shapes.len()];
        let mut rest = input;
        for &value in &self.inputs {
            let (own, others) = rest.split_at(length(value));
            (values[value], rest) = (Values::exact(own), others);
        }
        for node in &self.nodes {
            values[node.output] = node.evaluate(&values, shapes);
        }
        values
    }
}

/// Returns the shape of a sequence with so many frames.
pub fn of_frames(shape: &[usize], frames: usize) -> Vec<usize> {
    vec![frames, shape.last().copied().unwrap_or(1)]
}

impl Node {
    /// Computes its output from the values of the graph, which have these shapes.
    fn evaluate(&self, values: &[Values], shapes: &[Vec<usize>]) -> Values {
        let input = |&value: &ValueId| (&*shapes[value], &values[value]);
        let inputs: Vec<_> = self.inputs.iter().map(input).collect();
        self.operation.evaluate(&inputs, &shapes[self.output], 0.0)
    }
}

impl Operation {
    /// Computes the output, of this shape, from the inputs with their shapes. Each result has a random relative error
    /// of `unit`.
    pub fn evaluate(&self, inputs: &[(&[usize], &Values)], shape: &[usize], unit: f64) -> Values {
        let Some(&(from, input)) = inputs.first() else {
            return Values::default();
        };
        let channels = from.last().copied().unwrap_or(1).max(1);
        match self {
            Self::Linear(linear) => input.rows(linear.inputs, |row| row.summed(linear, unit)),
            Self::Affine(affine) => input.rows(affine.inputs, |row| row.scaled(affine, unit)),
            Self::Activation(activation) if activation.is_elementwise() => {
                input.activated(*activation, unit)
            }
            Self::Activation(activation) => {
                input.rows(channels, |row| row.activated(*activation, unit))
            }
            Self::Convolution(convolution) => convolution.evaluate(from, input, shape, unit),
            Self::TransposedConvolution(convolution) => {
                convolution.evaluate(from, input, shape, unit)
            }
            Self::Pool(pool) => pool.evaluate(from, input, shape, unit),
            Self::Recurrent(recurrent) => recurrent.evaluate(input, unit),
            Self::GlobalPool(kind) => {
                let columns = (0..channels).map(|channel| {
                    let column = (channel..input.numbers.len()).step_by(channels);
                    match kind {
                        LayerKind::GlobalMaxPool => Number::largest(column.map(|at| input.at(at))),
                        _ => Number::average(column.map(|at| input.at(at)), None, unit),
                    }
                });
                columns.collect()
            }
            Self::LayerNorm {
                gamma,
                beta,
                epsilon,
            } => input.rows(channels, |row| {
                row.normalized(gamma.as_deref(), beta.as_deref(), *epsilon, unit)
            }),
            Self::L2Normalize { epsilon } => input.rows(channels, |row| {
                let norm = row.numbers.iter().map(|x| x * x).sum::<f64>().sqrt();
                row.map(|x| x.times(1.0 / norm.max(*epsilon)).rounded(unit, 2.0))
            }),
            Self::Prelu(slopes) => {
                let slopes = slopes.iter().cycle();
                let numbers = (0..input.numbers.len()).map(|at| input.at(at)).zip(slopes);
                let prelu = numbers.map(|(x, &slope)| match x.number < 0.0 {
                    true => x.times(slope).rounded(unit, 1.0),
                    false => x,
                });
                prelu.collect()
            }
            Self::Reshape => input.clone(),
            Self::Upsample(size) => {
                let [_, width, channels] = image(shape);
                let [_, narrow, _] = image(from);
                let places = (0..shape.iter().product()).map(|at: usize| {
                    let (channel, x) = (at % channels, at / channels % width);
                    let y = at / channels / width;
                    input.at(((y / size[0]) * narrow + x / size[1]) * channels + channel)
                });
                places.collect()
            }
            Self::Slice { axis, start, end } => {
                let inner: usize = from[axis + 1..].iter().product();
                let blocks = input.blocks(from[*axis] * inner);
                blocks
                    .flat_map(|block| (start * inner..end * inner).map(move |at| block.at(at)))
                    .collect()
            }
            Self::Merge(kind) => {
                let mut total: Option<Values> = None;
                for (from, next) in inputs {
                    let next = next.broadcast(from, shape);
                    total = Some(match total {
                        None => next,
                        Some(total) => total.merged(*kind, &next, unit),
                    });
                }
                total.unwrap_or_default()
            }
            Self::Concatenate { axis } => {
                let outer: usize = shape[..*axis].iter().product();
                let places = (0..outer).flat_map(|row| {
                    inputs.iter().flat_map(move |(from, values)| {
                        let block: usize = from[*axis..].iter().product();
                        (row * block..(row + 1) * block).map(|at| values.at(at))
                    })
                });
                places.collect()
            }
        }
    }
}

/// Returns the height, width and channels of a shape, with ones in front.
fn image(shape: &[usize]) -> [usize; 3] {
    match *shape {
        [height, width, channels] => [height, width, channels],
        [width, channels] => [1, width, channels],
        [channels] => [1, 1, channels],
        _ => [1, 1, 1],
    }
}
