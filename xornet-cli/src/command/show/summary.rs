//! A summary of a network, which `--json` writes as it is, and which the text shows.

use serde::Serialize;
use xornet_model::plan::{Explanation, Plan, Step, Steps, StreamPlan};
use xornet_model::{Cost, Network, Unroll, ValueId};

use super::activity::Activity;
use super::layer::{self, Layer};
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
    /// The inputs with their names and shapes.
    pub(super) input_shapes: Vec<Port>,
    /// The outputs with their names and shapes.
    pub(super) output_shapes: Vec<Port>,
    /// The names of the numbers of the inputs, or none.
    pub(super) input_names: &'a [String],
    /// The names of the numbers of the outputs, or none.
    pub(super) output_names: &'a [String],
    /// `auto`, `full` or `none`.
    pub(super) unroll: &'static str,
    pub(super) parameters: usize,
    pub(super) macs: usize,
    pub(super) weight_bytes: usize,
    /// The peak activation memory of a forward pass.
    pub(super) activation_bytes: usize,
    /// The facts about a stream.
    pub(super) stream: Option<Stream>,
    pub(super) limits: Vec<Limit>,
    pub(super) checks: usize,
    /// The number of inputs that the units were watched on.
    pub(super) watched: usize,
    /// The order in which the samples of a batch are computed.
    pub(super) batch: String,
    pub(super) layers: Vec<Layer<T>>,
}

/// What a stream takes and keeps.
#[derive(Serialize)]
pub(super) struct Stream {
    /// The number of frames of a step.
    pub(super) stride: usize,
    /// The bytes that are kept from one step to the next.
    pub(super) state_bytes: usize,
    /// The number of frames that an output depends on; `None` if these are all so far.
    pub(super) receptive_field: Option<usize>,
}

/// Returns the code of each layer, and the order of the samples of a batch or of the steps of a stream.
fn explained<T: Number>(
    network: &Network<T>,
    unroll: Unroll,
) -> (Vec<Option<Explanation>>, String) {
    if network.is_stream() {
        let steps = Steps::of(network);
        let plan = StreamPlan::with(&steps, unroll);
        return (plan.layers().map(Step::explain).collect(), plan.describe());
    }
    let plan = Plan::with(network, unroll);
    let codes = plan.steps().iter().map(Step::explain);
    (codes.collect(), plan.batch().describe())
}

/// An input or an output of the network.
#[derive(Serialize)]
pub(super) struct Port {
    /// The name of the field, if there are several.
    pub(super) name: Option<String>,
    pub(super) shape: Vec<usize>,
    /// The real numbers that the integers of a network of eight bits stand for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) quantization: Option<Quantization>,
}

/// The real numbers that integers stand for.
#[derive(Serialize)]
pub(super) struct Quantization {
    scale: f64,
    zero_point: i8,
}

impl Quantization {
    pub(super) fn of(quantization: xornet_model::Quantization) -> Self {
        Self {
            // The shortest digits, which the exact value does not have.
            scale: quantization.scale.to_string().parse().unwrap_or_default(),
            zero_point: quantization.zero_point,
        }
    }

    /// Writes the formula of a real number.
    pub(super) fn formula(&self) -> String {
        let Self { scale, zero_point } = self;
        match zero_point {
            0 => format!("real = {scale}·integer"),
            1.. => format!("real = {scale}·(integer - {zero_point})"),
            _ => format!("real = {scale}·(integer + {})", zero_point.unsigned_abs()),
        }
    }
}

/// An entry of `[limits]`, with the amount that the network uses.
#[derive(Serialize)]
pub(super) struct Limit {
    pub(super) key: &'static str,
    pub(super) amount: usize,
    pub(super) most: usize,
}

impl<'a, T: Number> Summary<'a, T> {
    /// Summarises a network. `largest` is the number of weights to list for each layer.
    pub(super) fn of(
        file: &'a str,
        network: &'a Network<T>,
        activity: &Activity<T>,
        largest: usize,
    ) -> Self {
        let (codes, batch) = explained(network, network.unroll());
        let auto = (network.unroll() != Unroll::Auto).then(|| explained(network, Unroll::Auto).0);
        let layers = codes.into_iter().enumerate().map(|(index, code)| {
            let auto = auto.as_ref().and_then(|codes| codes[index].clone());
            Layer {
                outputs: layer::outputs(&activity.layers[index], activity.inputs),
                ..Layer::of(network, index, [code, auto], largest)
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
            input_shapes: ports(network, &network.input_ports(), network.input_values()),
            output_shapes: ports(network, &network.output_ports(), network.output_values()),
            input_names: network.input_names(),
            output_names: network.output_names(),
            unroll: network.unroll().name(),
            parameters: Cost::Parameters.of(network),
            macs: Cost::Macs.of(network),
            weight_bytes: Cost::WeightBytes.of(network),
            activation_bytes: Cost::ActivationBytes.of(network),
            limits: limits.collect(),
            checks: network.test_cases().len(),
            watched: activity.inputs,
            stream: network.is_stream().then(|| Stream {
                stride: network.stride(),
                state_bytes: network.state_bytes(),
                receptive_field: network.receptive_field(),
            }),
            batch,
            layers: layers.collect(),
        }
    }
}

/// Describes inputs or outputs.
fn ports<T: Number>(
    network: &Network<T>,
    ports: &[xornet_model::Port],
    values: &[ValueId],
) -> Vec<Port> {
    let port = |(port, &value): (&xornet_model::Port, &ValueId)| Port {
        name: port.name.clone(),
        shape: port.shape.axes().to_vec(),
        quantization: network.quantization(value).map(Quantization::of),
    };
    ports.iter().zip(values).map(port).collect()
}
