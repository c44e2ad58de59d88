//! The model that an import makes, from layers in double precision.

mod convert;
pub mod names;

use std::collections::HashMap;

use xornet_model::{Builder, DType, InvalidNetwork, Model, Network, Shape, TestCase, ValueId};

use self::names::{Links, Names};
use super::cases::Case;
use super::graph;
use super::layer::{Layer, Layers};
use super::unsupported::Unsupported;
use crate::evaluate::FloatNumber;

/// The parts of a model.
#[derive(Clone, Copy)]
pub struct Draft<'a> {
    pub name: Option<&'a str>,
    pub dtype: DType,
    pub layers: &'a Layers,
    /// The names of the outputs' numbers, if the source has them.
    pub output_names: &'a [String],
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
    pub fn network<T: FloatNumber>(&self) -> Result<Network<T>, Vec<Unsupported>> {
        let layers = &self.layers.layers;
        let at = |index: usize, layer: &Layer, reason: String| {
            let names: Vec<_> = layer.origins.iter().map(|origin| &*origin.name).collect();
            let place = format!("layer {}, made of {}", index + 1, names.join(", "));
            Unsupported::new(format!("{place}: {reason}"))
        };
        let converted = layers.iter().enumerate().map(|(index, layer)| {
            convert::layer::<T>(layer, self.layers.is_stream)
                .map_err(|reason| at(index, layer, reason))
        });
        let converted = all(converted)?;

        let invalid = |error: InvalidNetwork| vec![Unsupported::new(error.to_string())];
        let mut builder = Builder::<T>::new();
        if let Some(name) = self.name {
            builder.name(name).map_err(invalid)?;
        }
        let mut values: HashMap<graph::ValueId, ValueId> = HashMap::new();
        for (value, shape) in &self.layers.inputs {
            if self.layers.is_stream {
                let channels = shape.last().copied().unwrap_or(1);
                values.insert(*value, builder.stream(channels));
                continue;
            }
            let shape = Shape::new(shape)
                .ok_or_else(|| vec![Unsupported::new("an input of the network has no numbers")])?;
            values.insert(*value, builder.input(shape));
        }
        for (index, (layer, converted)) in layers.iter().zip(converted).enumerate() {
            let inputs: Vec<_> = layer
                .inputs
                .iter()
                .filter_map(|value| values.get(value).copied())
                .collect();
            let output = builder
                .layer(converted, &inputs)
                .map_err(|error| vec![at(index, layer, error.to_string())])?;
            values.insert(layer.output, output);
        }
        let links = Links::of(self.layers);
        let names = Names::of(&links);
        for (value, name) in names.values() {
            if let Some(id) = values.get(value) {
                builder.name_value(*id, name);
            }
        }
        builder.output_names(self.output_names.to_vec());
        for case in self.cases {
            let numbers = |numbers: &[f64]| numbers.iter().map(|&x| T::from_f64(x)).collect();
            let (input, output) = (numbers(&case.input), numbers(&case.output));
            builder.test_case(TestCase::new(input, output, T::from_f64(case.tolerance)));
        }
        let outputs = self.layers.outputs.iter();
        let outputs: Vec<_> = outputs
            .filter_map(|value| values.get(value).copied())
            .collect();
        let network = builder.build(&outputs);
        network.map_err(|errors| errors.into_iter().flat_map(invalid).collect())
    }
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
