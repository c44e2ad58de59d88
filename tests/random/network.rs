//! Random chains of dense layers and activations.

use xornet_testing::{Activation, Dense, Dtype, Model, Random, activations, with_parameters};

/// Draws a type, widths, layers and numbers.
pub fn random(random: &mut Random) -> Model {
    let dtype = [Dtype::F64, Dtype::F32, Dtype::F32][random.below(3)];
    let mut model = Model::new(width(random)).of(dtype);
    let count = 1 + random.below(4);
    let mut choices = activations();
    // The exponential comes last, if at all: a chain of them overflows. Square roots are tested elsewhere: sums may be
    // negative.
    choices.retain(|it| !matches!(it, Activation::Exponential | Activation::Sqrt));
    for layer in 1..=count {
        if layer == count {
            choices.push(Activation::Exponential);
        }
        let dense = (random.below(5) > 0).then(|| dense(random, model.outputs()));
        let parameter = 0.1 + random.signed().abs();
        let activation = choices[random.below(choices.len())];
        let activation = with_parameters(activation, |name, _| {
            dtype.round(if name == "min" { -parameter } else { parameter })
        });
        model.push(dense, activation);
    }
    model
}

/// Mostly narrow, at times past the width of a tile.
fn width(random: &mut Random) -> usize {
    let most = [3, 9, 20, 70][random.below(4)];
    1 + random.below(most)
}

/// Weights that keep the sums of a layer near one, some of them zero.
fn dense(random: &mut Random, inputs: usize) -> Dense {
    let units = width(random);
    let percent = [100, 100, 50, 10, 0][random.below(5)];
    let mut dense = Dense::random(random, inputs, units, percent);
    let scale = if random.below(4) == 0 { 0.0 } else { 10.0 };
    dense.biases.iter_mut().for_each(|bias| *bias *= scale);
    dense
}
