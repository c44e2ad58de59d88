//! The model that an import makes, from layers in double precision.

use std::collections::HashMap;

use xornet_model::{
    Builder, DType, Dense, InvalidNetwork, Model, Network, Shape, TestCase, ValueId,
};

use super::cases::Case;
use super::graph;
use super::layer::{Kind, Layer};
use super::unsupported::Unsupported;
use crate::evaluate::Number;

/// The parts of a model.
#[derive(Clone, Copy)]
pub struct Draft<'a> {
    pub name: Option<&'a str>,
    pub dtype: DType,
    pub inputs: usize,
    pub layers: &'a [Layer],
    pub cases: &'a [Case],
}

impl Draft<'_> {
    /// Makes the model. Each number is rounded to its type once.
    ///
    /// # Errors
    ///
    /// Everything that a model file cannot hold.
    pub fn model(&self) -> Result<Model, Vec<Unsupported>> {
        match self.dtype {
            DType::F64 => self.network().map(Model::F64),
            _ => self.network().map(Model::F32),
        }
    }

    /// Builds the network.
    fn network<T: Number>(&self) -> Result<Network<T>, Vec<Unsupported>> {
        if !is_chain(self.layers) {
            return Err(vec![Unsupported::new(
                "its layers do not form a chain, in which each takes the output of the one before",
            )]);
        }
        let converted = self.layers.iter().enumerate().map(|(index, layer)| {
            convert::<T>(layer).map_err(|reason| {
                let names: Vec<_> = layer.origins.iter().map(|origin| &*origin.name).collect();
                let place = format!("layer {}, made of {}", index + 1, names.join(", "));
                Unsupported::new(format!("{place}: {reason}"))
            })
        });
        let layers = all(converted)?;

        let invalid = |error: InvalidNetwork| vec![Unsupported::new(error.to_string())];
        let mut builder = Builder::<T>::new();
        if let Some(name) = self.name {
            builder.name(name).map_err(invalid)?;
        }
        let shape = Shape::vector(self.inputs)
            .ok_or_else(|| vec![Unsupported::new("the input of the network has no numbers")])?;
        let input = builder.input(shape);
        let mut values: HashMap<graph::ValueId, ValueId> = HashMap::new();
        let mut last = input;
        for (layer, converted) in self.layers.iter().zip(layers) {
            // A value that no layer makes is the network's input.
            let value = |id: &graph::ValueId| values.get(id).copied().unwrap_or(input);
            let inputs: Vec<_> = layer.inputs.iter().map(value).collect();
            last = builder.layer(converted, &inputs).map_err(invalid)?;
            values.insert(layer.output, last);
        }
        for case in self.cases {
            let numbers = |numbers: &[f64]| numbers.iter().map(|&x| T::from_f64(x)).collect();
            let (input, output) = (numbers(&case.input), numbers(&case.output));
            builder.test_case(TestCase::new(input, output, T::from_f64(case.tolerance)));
        }
        let network = builder.build(&[last]);
        network.map_err(|errors| errors.into_iter().flat_map(invalid).collect())
    }
}

/// Returns whether each layer takes the output of the one before it, as model files require.
fn is_chain(layers: &[Layer]) -> bool {
    layers
        .windows(2)
        .all(|pair| pair[1].inputs == [pair[0].output])
}

/// Returns all values, or the reasons of all results that are errors.
fn all<L>(
    results: impl Iterator<Item = Result<L, Unsupported>>,
) -> Result<Vec<L>, Vec<Unsupported>> {
    let (mut found, mut unsupported) = (Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok(layer) => found.push(layer),
            Err(reason) => unsupported.push(reason),
        }
    }
    if unsupported.is_empty() {
        Ok(found)
    } else {
        Err(unsupported)
    }
}

/// Makes the layer of a model file, or says why it cannot be one.
fn convert<T: Number>(layer: &Layer) -> Result<xornet_model::Layer<T>, String> {
    let activation = activation(layer.activation())?;
    match &layer.kind {
        Kind::Activation(_) => Ok(xornet_model::Layer::Activation(activation)),
        Kind::Dense { linear, .. } => {
            let weights = numbers("weight", &linear.weights)?;
            let biases = linear
                .biases
                .as_deref()
                .map(|biases| numbers("bias", biases));
            let dense = Dense::new(
                linear.inputs,
                linear.units,
                weights,
                biases.transpose()?,
                activation,
            );
            dense
                .map(xornet_model::Layer::Dense)
                .map_err(|error| error.to_string())
        }
    }
}

/// Converts an activation to one of the network's number type.
fn activation<T: Number>(
    activation: graph::Activation,
) -> Result<xornet_model::Activation<T>, String> {
    let activation = match activation {
        // A bound beyond all numbers of the type is the largest of them: what is finite stays as it is.
        graph::Activation::Clamp { min, max } => {
            let most = T::MAX.to_f64();
            let [min, max] = [min, max].map(|bound| bound.clamp(-most, most));
            graph::Activation::Clamp { min, max }
        }
        other => other,
    };
    for (key, value) in activation.parameters() {
        numbers::<T>(key, &[value])?;
    }
    activation.cast().check().map_err(|error| error.to_string())
}

/// Rounds numbers to the type, in which all must be finite.
fn numbers<T: Number>(what: &str, numbers: &[f64]) -> Result<Vec<T>, String> {
    if let Some(number) = numbers.iter().find(|&&x| !T::from_f64(x).is_finite()) {
        return Err(format!(
            "it has a {what} of {number}, which is not a finite {}",
            T::DTYPE
        ));
    }
    Ok(numbers.iter().map(|&x| T::from_f64(x)).collect())
}
