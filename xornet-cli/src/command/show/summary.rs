//! What there is to say of a network: what `--json` writes, and the text shows.

use serde::Serialize;
use xornet_model::plan::{Explanation, Plan, Step};
use xornet_model::{Connections, Cost, Network, Unroll};

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
    /// How the samples of a batch go through the network.
    pub(super) batch: String,
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
        let plan = Plan::new(network);
        let auto = (network.unroll() != Unroll::Auto).then(|| Plan::with(network, Unroll::Auto));
        let units = activity.layers.iter().enumerate();
        let layers = plan
            .steps()
            .iter()
            .zip(units)
            .map(|(step, (index, units))| {
                let auto = auto.as_ref().and_then(|plan| plan.steps()[index].explain());
                Layer {
                    outputs: outputs(units, activity.inputs),
                    ..Layer::of(step, auto, largest)
                }
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
            dtype: T::DTYPE.name(),
            inputs: network.inputs(),
            outputs: network.outputs(),
            unroll: network.unroll().name(),
            parameters: Cost::Parameters.of(network),
            macs: Cost::Macs.of(network),
            weight_bytes: Cost::WeightBytes.of(network),
            activation_bytes: Cost::ActivationBytes.of(network),
            limits: limits.collect(),
            checks: network.test_cases().len(),
            watched: activity.inputs,
            batch: plan.batch().describe(),
            layers: layers.collect(),
        }
    }
}

impl<T: Number> Layer<T> {
    /// Returns the layer with its code, and with the code that `auto` would choose, where the file asks
    /// for something else.
    fn of(step: &Step<'_, T>, auto: Option<Explanation>, largest: usize) -> Self {
        let layer = step.node.layer();
        let activation = layer.activation();
        let weights = match layer.connections() {
            Connections::All { units, weights, .. } => Some((units, weights)),
            _ => None,
        };
        let parameters = layer.parameter_count();
        Self {
            kind: layer.kind().name(),
            inputs: step.inputs,
            units: step.outputs,
            activation: activation.name(),
            parameter: activation
                .parameter()
                .map(|(name, value)| Parameter { name, value }),
            parameters,
            macs: layer.macs(),
            weight_bytes: parameters * size_of::<T>(),
            nonzero: weights.map_or(0, |(_, weights)| {
                weights.iter().filter(|weight| !weight.is_zero()).count()
            }),
            code: step.explain().map(|explained| Code {
                shape: explained.code,
                why: explained.why,
                without_registers: explained.without_registers,
                auto: auto.map(|auto| auto.code),
            }),
            largest: weights.map_or(Vec::new(), |(units, weights)| {
                largest_weights(units, weights, largest)
            }),
            outputs: None,
        }
    }
}

/// Returns the `count` largest weights, of rows of `units`.
fn largest_weights<T: Number>(units: usize, weights: &[T], count: usize) -> Vec<Weight<T>> {
    let size = |index: usize| weights[index].to_f64().abs();
    let mut indices: Vec<usize> = (0..weights.len()).collect();
    let count = count.min(indices.len());
    let larger_first = |a: &usize, b: &usize| size(*b).total_cmp(&size(*a)).then(a.cmp(b));
    if count < indices.len() {
        indices.select_nth_unstable_by(count, larger_first);
        indices.truncate(count);
    }
    indices.sort_by(larger_first);
    let weight = |index| Weight {
        input: index / units,
        unit: index % units,
        weight: weights[index],
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
