//! A summary of a network, which `--json` writes as it is, and which the text shows.

use serde::Serialize;
use xornet_model::plan::{Explanation, Plan, Step};
use xornet_model::{Activation, Connections, Cost, Network, Unroll};

use super::activity::{Activity, Idle, Units};
use crate::evaluate::Number;

/// A summary of a network.
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
    /// The peak activation memory of a forward pass.
    pub(super) activation_bytes: usize,
    pub(super) limits: Vec<Limit>,
    pub(super) checks: usize,
    /// The number of inputs that the units were watched on.
    pub(super) watched: usize,
    /// The order in which the samples of a batch are computed.
    pub(super) batch: String,
    pub(super) layers: Vec<Layer<T>>,
}

/// An entry of `[limits]`, with the amount that the network uses.
#[derive(Serialize)]
pub(super) struct Limit {
    pub(super) key: &'static str,
    pub(super) amount: usize,
    pub(super) most: usize,
}

/// A layer of the network.
#[derive(Serialize)]
pub(super) struct Layer<T> {
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) inputs: usize,
    pub(super) units: usize,
    pub(super) activation: &'static str,
    /// The activation with its parameters, for the text.
    #[serde(skip)]
    pub(super) spelling: String,
    pub(super) activation_parameters: Vec<Parameter<T>>,
    pub(super) parameters: usize,
    pub(super) macs: usize,
    pub(super) weight_bytes: usize,
    /// The number of weights that are not zero.
    pub(super) nonzero: usize,
    pub(super) code: Option<Code>,
    /// The weights of the largest size.
    pub(super) largest: Vec<Weight<T>>,
    pub(super) outputs: Option<Outputs<T>>,
}

/// A parameter of an activation, such as `slope`.
#[derive(Serialize)]
pub(super) struct Parameter<T> {
    pub(super) name: &'static str,
    pub(super) value: T,
}

/// The code generation strategy of a layer.
#[derive(Serialize)]
pub(super) struct Code {
    #[serde(rename = "shape")]
    pub(super) strategy: String,
    pub(super) why: &'static str,
    /// The strategy on processors without SIMD, and in const contexts.
    pub(super) without_registers: String,
    /// The strategy that `unroll = "auto"` would choose, where the file asks for another one.
    pub(super) auto: Option<String>,
}

/// A weight, `weights[input][unit]`.
#[derive(Serialize)]
pub(super) struct Weight<T> {
    pub(super) input: usize,
    pub(super) unit: usize,
    pub(super) weight: T,
}

/// The outputs of a layer's units on all inputs.
#[derive(Serialize)]
pub(super) struct Outputs<T> {
    pub(super) smallest: T,
    pub(super) largest: T,
    /// The idle units; `None` for fewer than two inputs.
    #[serde(flatten)]
    pub(super) idle: Option<Idle>,
}

impl<'a, T: Number> Summary<'a, T> {
    /// Summarises a network. `largest` is the number of weights to list for each layer.
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
    /// Describes the layer of a step; `auto` is what `unroll = "auto"` would choose, where the file asks for
    /// something else.
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
            spelling: spelling(activation),
            activation_parameters: activation
                .parameters()
                .map(|(name, value)| Parameter { name, value })
                .collect(),
            parameters,
            macs: layer.macs(),
            weight_bytes: parameters * size_of::<T>(),
            nonzero: weights.map_or(0, |(_, weights)| {
                weights.iter().filter(|weight| !weight.is_zero()).count()
            }),
            code: step.explain().map(|explained| Code {
                strategy: explained.code,
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

/// Returns the name and the parameters of an activation.
fn spelling<T: Number>(activation: Activation<T>) -> String {
    let parameters: Vec<_> = activation
        .written_parameters()
        .map(|(name, value)| format!("{name} {}", value.shortest()))
        .collect();
    if parameters.is_empty() {
        return activation.name().to_owned();
    }
    format!("{} ({})", activation.name(), parameters.join(", "))
}

/// Returns the `count` largest weights of a matrix with `units` columns.
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

/// Returns the range of the units' outputs, and the idle units.
fn outputs<T: Number>(units: &Units<T>, inputs: usize) -> Option<Outputs<T>> {
    let (smallest, largest) = units.range()?;
    Some(Outputs {
        smallest,
        largest,
        idle: (inputs > 1).then(|| units.idle()),
    })
}
