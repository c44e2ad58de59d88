//! What there is to say of a network: what `--json` writes, and the text shows.

use serde::Serialize;
use xornet_model::plan::{self, Step};
use xornet_model::{Activation, Cost, Dense, Network, Unroll};

use super::activity::{Activity, Idle, Units};
use crate::evaluate::Number;

#[derive(Serialize)]
pub(super) struct Summary<'a, T> {
    pub(super) file: &'a str,
    pub(super) name: Option<&'a str>,
    pub(super) description: Option<&'a str>,
    pub(super) dtype: &'static str,
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    /// `auto`, `full` or `none`.
    pub(super) unroll: &'static str,
    pub(super) parameters: usize,
    pub(super) macs: usize,
    pub(super) weight_bytes: usize,
    /// What a forward pass holds at a time besides the weights.
    pub(super) activation_bytes: usize,
    pub(super) limits: Vec<Limit>,
    pub(super) checks: usize,
    /// How many inputs the units were watched on.
    pub(super) watched: usize,
    pub(super) layers: Vec<Layer<T>>,
}

/// A limit of the file.
#[derive(Serialize)]
pub(super) struct Limit {
    pub(super) key: &'static str,
    pub(super) amount: usize,
    pub(super) most: usize,
}

#[derive(Serialize)]
pub(super) struct Layer<T> {
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) inputs: usize,
    pub(super) units: usize,
    pub(super) activation: &'static str,
    pub(super) parameter: Option<Parameter<T>>,
    pub(super) parameters: usize,
    pub(super) macs: usize,
    pub(super) weight_bytes: usize,
    /// Weights that are not zero.
    pub(super) nonzero: usize,
    pub(super) code: Option<Code>,
    /// Of the weights, the ones of the largest size.
    pub(super) largest: Vec<Weight<T>>,
    pub(super) outputs: Option<Outputs<T>>,
}

/// Of an activation, as `slope`.
#[derive(Serialize)]
pub(super) struct Parameter<T> {
    pub(super) name: &'static str,
    pub(super) value: T,
}

/// What the layer becomes.
#[derive(Serialize)]
pub(super) struct Code {
    pub(super) shape: String,
    pub(super) why: &'static str,
    /// What it is on processors without vector registers, and in const contexts.
    pub(super) without_registers: String,
    /// What `unroll = "auto"` would choose, where the file asks for something else.
    pub(super) auto: Option<String>,
}

/// `weights[input][unit]`.
#[derive(Serialize)]
pub(super) struct Weight<T> {
    pub(super) input: usize,
    pub(super) unit: usize,
    pub(super) weight: T,
}

/// What the units gave on all inputs.
#[derive(Serialize)]
pub(super) struct Outputs<T> {
    pub(super) smallest: T,
    pub(super) largest: T,
    /// Needs two inputs to tell.
    #[serde(flatten)]
    pub(super) idle: Option<Idle>,
}

impl<'a, T: Number> Summary<'a, T> {
    pub(super) fn of(
        file: &'a str,
        network: &'a Network<T>,
        activity: &Activity<T>,
        largest: usize,
    ) -> Self {
        let unroll = network.unroll();
        let steps = plan::plan(network).steps;
        let layers = steps.iter().zip(&activity.layers).map(|(step, units)| {
            let layer = match step {
                Step::Dense { dense, short, .. } => {
                    Layer::dense(dense, unroll, short.is_some(), largest)
                }
                Step::Activation { width, activation } => Layer::activation(*width, *activation),
            };
            let outputs = outputs(units, activity.inputs);
            Layer { outputs, ..layer }
        });
        let limits = network.limits().iter().map(|limit| Limit {
            key: limit.cost.key(),
            amount: limit.cost.of(network),
            most: limit.most,
        });
        Self {
            file,
            name: network.name(),
            description: network.description(),
            dtype: T::DTYPE,
            inputs: network.inputs(),
            outputs: network.outputs(),
            unroll: match unroll {
                Unroll::Auto => "auto",
                Unroll::Full => "full",
                Unroll::None => "none",
            },
            parameters: Cost::Parameters.of(network),
            macs: Cost::Macs.of(network),
            weight_bytes: Cost::WeightBytes.of(network),
            activation_bytes: Cost::ActivationBytes.of(network),
            limits: limits.collect(),
            checks: network.checks().len(),
            watched: activity.inputs,
            layers: layers.collect(),
        }
    }
}

impl<T: Number> Layer<T> {
    fn dense(dense: &Dense<T>, unroll: Unroll, short: bool, largest: usize) -> Self {
        let (code, why) = plan::choose(dense, unroll);
        let auto = || plan::choose(dense, Unroll::Auto).0.to_string();
        let weights = dense.weights().iter();
        let nonzero = weights.filter(|weight| !weight.is_zero()).count();
        let without_registers = match code {
            plan::Code::Lines(_) => code.to_string(),
            _ if short => format!("straight-line, {}", plan::count(nonzero, "product")),
            _ => "loops".into(),
        };
        Self {
            parameters: dense.parameters(),
            macs: dense.weights().len(),
            weight_bytes: dense.parameters() * size_of::<T>(),
            nonzero,
            code: Some(Code {
                shape: code.to_string(),
                why,
                without_registers,
                auto: (unroll != Unroll::Auto).then(auto),
            }),
            largest: largest_weights(dense, largest),
            ..Self::new("dense", dense.inputs(), dense.units(), dense.activation())
        }
    }

    fn activation(width: usize, activation: Activation<T>) -> Self {
        Self::new("activation", width, width, activation)
    }

    fn new(kind: &'static str, inputs: usize, units: usize, activation: Activation<T>) -> Self {
        Self {
            kind,
            inputs,
            units,
            activation: activation.name(),
            parameter: activation
                .parameter()
                .map(|(name, value)| Parameter { name, value }),
            parameters: 0,
            macs: 0,
            weight_bytes: 0,
            nonzero: 0,
            code: None,
            largest: Vec::new(),
            outputs: None,
        }
    }
}

fn largest_weights<T: Number>(dense: &Dense<T>, count: usize) -> Vec<Weight<T>> {
    let size = |index: usize| dense.weights()[index].to_f64().abs();
    let mut indices: Vec<usize> = (0..dense.weights().len()).collect();
    let count = count.min(indices.len());
    let larger_first = |a: &usize, b: &usize| size(*b).total_cmp(&size(*a)).then(a.cmp(b));
    if count < indices.len() {
        indices.select_nth_unstable_by(count, larger_first);
        indices.truncate(count);
    }
    indices.sort_by(larger_first);
    let weight = |index| Weight {
        input: index / dense.units(),
        unit: index % dense.units(),
        weight: dense.weights()[index],
    };
    indices.into_iter().map(weight).collect()
}

fn outputs<T: Number>(units: &Units<T>, inputs: usize) -> Option<Outputs<T>> {
    let (smallest, largest) = units.range()?;
    Some(Outputs {
        smallest,
        largest,
        idle: (inputs > 1).then(|| units.idle()),
    })
}
