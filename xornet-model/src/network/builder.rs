//! The builder of networks, which makes only valid ones.

use xornet_core::{Shape, TensorType};

use super::{InvalidNetwork, Network, Node, TestCase, Unroll, ValueId};
use crate::{
    CHECK_LIMIT, FULL_LIMIT, Float, LAYER_LIMIT, Layer, Limit, PARAMETER_LIMIT, identifier,
};

/// A builder of networks. Layers are added in the order in which they run, and each is checked against its
/// input values.
///
/// ```
/// use xornet_model::{Activation, Builder, Dense, Layer, Shape};
///
/// let shape = Shape::vector(2).expect("two numbers are a vector");
/// let mut builder = Builder::<f32>::new();
/// let input = builder.input(shape);
/// let half_sum = Dense::new(2, 1, vec![0.5, 0.5], None, Activation::Linear)?;
/// let output = builder.layer(Layer::Dense(half_sum), &[input])?;
/// let network = builder.build(&[output]).map_err(|errors| errors[0].clone())?;
/// assert_eq!(network.macs(), 2);
/// # Ok::<(), xornet_model::InvalidNetwork>(())
/// ```
#[derive(Clone, Debug)]
pub struct Builder<T> {
    network: Network<T>,
}

impl<T: Float> Default for Builder<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Float> Builder<T> {
    /// Starts a network without layers.
    #[must_use]
    pub fn new() -> Self {
        Self {
            network: Network {
                name: None,
                description: None,
                unroll: Unroll::default(),
                limits: Vec::new(),
                values: Vec::new(),
                inputs: Vec::new(),
                outputs: Vec::new(),
                nodes: Vec::new(),
                test_cases: Vec::new(),
            },
        }
    }

    /// Sets the name of the network's type.
    ///
    /// # Errors
    ///
    /// If `name` cannot name a type in Rust.
    pub fn name(&mut self, name: &str) -> Result<(), InvalidNetwork> {
        let name = identifier(name).map_err(|reason| {
            InvalidNetwork::new("name", format!("`{name}` cannot name a type: {reason}"))
        })?;
        self.network.name = Some(name);
        Ok(())
    }

    /// Sets the description of the network.
    pub fn description(&mut self, description: impl Into<String>) {
        self.network.description = Some(description.into());
    }

    /// Sets the code generation strategy.
    pub fn unroll(&mut self, unroll: Unroll) {
        self.network.unroll = unroll;
    }

    /// Sets the limits of what the network may cost; [`Self::build`] checks them.
    pub fn limits(&mut self, limits: Vec<Limit>) {
        self.network.limits = limits;
    }

    /// Adds an input of the network, and returns its value.
    pub fn input(&mut self, shape: Shape) -> ValueId {
        let id = self.value(shape);
        self.network.inputs.push(id);
        id
    }

    /// Adds a layer whose inputs are values of this builder, and returns its output value.
    ///
    /// # Errors
    ///
    /// If the layer does not take inputs of these shapes, or if the parameter of its activation is not finite.
    pub fn layer(
        &mut self,
        layer: Layer<T>,
        inputs: &[ValueId],
    ) -> Result<ValueId, InvalidNetwork> {
        let shape = |id: &ValueId| {
            let value = self.network.values.get(id.0);
            let unknown =
                || InvalidNetwork::new("layers", "a layer takes a value that does not exist");
            value.map(|value| value.shape).ok_or_else(unknown)
        };
        let shapes: Vec<_> = inputs.iter().map(shape).collect::<Result<_, _>>()?;
        let output = layer.output(&shapes)?;
        if let Some((key, number)) = layer.activation().parameter()
            && !number.is_finite()
        {
            let message = format!("`{key}` of an activation is {number}, which is not finite");
            return Err(InvalidNetwork::new("layers", message));
        }
        let output = self.value(output);
        self.network.nodes.push(Node {
            layer,
            inputs: inputs.to_vec(),
            output,
        });
        Ok(output)
    }

    /// Adds a test case; [`Self::build`] checks it.
    pub fn test_case(&mut self, case: TestCase<T>) {
        self.network.test_cases.push(case);
    }

    fn value(&mut self, shape: Shape) -> ValueId {
        let id = ValueId(self.network.values.len());
        self.network.values.push(TensorType {
            dtype: T::DTYPE,
            shape,
        });
        id
    }

    /// Finishes the network with the values that are its outputs.
    ///
    /// # Errors
    ///
    /// All errors of the network as a whole: no layers or outputs, unused values, too large a size, costs over
    /// its own limits, and invalid test cases.
    pub fn build(mut self, outputs: &[ValueId]) -> Result<Network<T>, Vec<InvalidNetwork>> {
        self.network.outputs = outputs.to_vec();
        let network = self.network;
        let errors: Vec<_> = [
            structure(&network),
            size(&network),
            budgets(&network),
            cases(&network),
        ]
        .concat();
        if errors.is_empty() {
            Ok(network)
        } else {
            Err(errors)
        }
    }
}

/// Returns the errors of the graph.
fn structure<T: Float>(network: &Network<T>) -> Vec<InvalidNetwork> {
    let invalid = |message: &str| InvalidNetwork::new("layers", message);
    let mut errors = Vec::new();
    if network.nodes.is_empty() {
        errors.push(invalid("the network has no layers"));
    }
    if network.nodes.len() > LAYER_LIMIT {
        errors.push(invalid(&format!(
            "the network has {} layers, more than the limit of {LAYER_LIMIT}",
            network.nodes.len()
        )));
    }
    let made = |id: &ValueId| network.nodes.iter().any(|node| node.output == *id);
    if network.outputs.is_empty() || !network.outputs.iter().all(made) {
        errors.push(invalid(
            "an output of the network is not the output of a layer",
        ));
    }
    let taken = network.nodes.iter().flat_map(|node| &node.inputs);
    let mut taken: Vec<_> = taken.chain(&network.outputs).collect();
    taken.sort_unstable();
    taken.dedup();
    if taken.len() < network.values.len() {
        errors.push(invalid(
            "the output of a layer, or an input of the network, is not used",
        ));
    }
    errors
}

/// Returns the errors of a network that is too large to compile.
fn size<T: Float>(network: &Network<T>) -> Vec<InvalidNetwork> {
    let mut errors = Vec::new();
    if network.parameters() > PARAMETER_LIMIT {
        let message = format!(
            "the network has {} parameters, more than the limit of {PARAMETER_LIMIT}",
            network.parameters()
        );
        errors.push(InvalidNetwork::new("layers", message));
    }
    let lines = network.layers().map(crate::plan::straight_line_length);
    let lines: usize = lines.sum();
    if network.unroll == Unroll::Full && lines > FULL_LIMIT {
        let message = format!(
            "`unroll = \"full\"` is limited to {FULL_LIMIT} nonzero weights and units, but the network has {lines}"
        );
        errors.push(
            InvalidNetwork::new("unroll", message)
                .label("straight-line code of this length would keep the compiler busy for minutes")
                .help(
                    "use `unroll = \"auto\"` or `\"none\"`, which compute the same bits with loops",
                ),
        );
    }
    let count = network.test_cases.len();
    let work = network.macs().saturating_mul(count);
    if work > CHECK_LIMIT {
        let message = format!(
            "the {count} test cases take {work} multiply-adds, more than the limit of {CHECK_LIMIT} that are run while the crate compiles"
        );
        errors.push(
            InvalidNetwork::new("checks", message)
                .help("keep fewer in the file, and the others in a test of the crate"),
        );
    }
    errors
}

/// Returns the errors of a network that is over its own limits.
fn budgets<T: Float>(network: &Network<T>) -> Vec<InvalidNetwork> {
    let mut errors = Vec::new();
    for Limit { cost, most } in network.limits() {
        let (amount, key) = (cost.of(network), cost.key());
        if amount > *most {
            let message = format!(
                "the network is over its budget: {}, but `{key}` allows {most}",
                cost.describe(amount),
            );
            let help = format!(
                "use a smaller network, or set `{key} = {amount}` if the target can afford it"
            );
            errors.push(
                InvalidNetwork::new(key, message)
                    .label(format!("{} too few", amount - most))
                    .help(help),
            );
        }
    }
    errors
}

/// Returns the errors of the test cases.
fn cases<T: Float>(network: &Network<T>) -> Vec<InvalidNetwork> {
    let lengths = (network.inputs(), network.outputs());
    let cases = network.test_cases.iter().enumerate();
    let bad = cases.filter(|(_, case)| {
        let mut numbers = case.input().iter().chain(case.output());
        (case.input().len(), case.output().len()) != lengths
            || !numbers.all(|number| number.is_finite())
            || !case.tolerance().is_finite()
            || case.tolerance() < T::ZERO
    });
    let errors = bad.map(|(index, _)| {
        let message = format!(
            "test case {} has a wrong length, a number that is not finite, or a negative tolerance",
            index + 1
        );
        InvalidNetwork::new("checks", message)
    });
    errors.collect()
}
