//! The checks of a network as a whole.

use std::collections::BTreeSet;

use super::{InvalidNetwork, Network, Node, Unroll, ValueId, field_name};
use crate::layer::Internals;
use crate::{CHECK_LIMIT, Element, FULL_LIMIT, LAYER_LIMIT, Limit, PARAMETER_LIMIT, quantity};

/// Returns all errors of a network whose layers fit their inputs, and whose structure is sound.
pub(super) fn validate<T: Element>(network: &Network<T>) -> Vec<InvalidNetwork> {
    [
        names(network),
        number_names(network),
        size(network),
        budgets(network),
        cases(network),
    ]
    .concat()
}

/// Returns the errors of the graph.
pub(super) fn structure<T: Element>(network: &Network<T>) -> Vec<InvalidNetwork> {
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
    if errors.is_empty() && network.is_stream() {
        errors.extend(network.check_steps().map(|message| invalid(&message)));
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

/// Returns the errors of names: those that are given twice, and those that cannot be fields.
fn names<T: Element>(network: &Network<T>) -> Vec<InvalidNetwork> {
    let mut errors = Vec::new();
    let mut seen = BTreeSet::new();
    let reserved = match network.inputs[..] {
        [input] if network.value_name(input).is_none() => Some("input"),
        _ => None,
    };
    seen.extend(reserved);
    for name in network.names.iter().flatten() {
        if name.is_empty() || name.chars().any(char::is_control) {
            errors.push(InvalidNetwork::new(
                "layers",
                format!("the name {name:?} is empty or has a control character"),
            ));
        }
        if !seen.insert(name) {
            let message = format!("the name {name:?} is given twice");
            errors.push(InvalidNetwork::new("layers", message));
        }
    }
    for (key, ids) in [("inputs", &network.inputs), ("outputs", &network.outputs)] {
        let fields = ids.iter().filter(|_| ids.len() > 1);
        for name in fields.map(|&id| network.value_name(id)) {
            let reason = match name {
                Some(name) => field_name(name)
                    .err()
                    .map(|reason| format!("`{name}` cannot name one: {reason}")),
                None => Some("one of them has no name".into()),
            };
            errors.extend(reason.map(|reason| {
                let message = format!("several {key} are the fields of a struct, but {reason}");
                InvalidNetwork::new(key, message)
                    .label("expected identifiers of Rust, as in `observation`")
            }));
        }
    }
    errors
}

/// Returns the errors of the names of numbers.
fn number_names<T: Element>(network: &Network<T>) -> Vec<InvalidNetwork> {
    let mut errors = Vec::new();
    for (key, names, count) in [
        ("input_names", &network.input_names, network.inputs()),
        ("output_names", &network.output_names, network.outputs()),
    ] {
        if !names.is_empty() && names.len() != count {
            let message = format!("{} of {count} in `{key}`", quantity(names.len(), "name"));
            errors.push(InvalidNetwork::new(key, message).label("expected one for each number"));
        }
        let mut seen = BTreeSet::new();
        if let Some(name) = names.iter().find(|name| !seen.insert(*name)) {
            let message = format!("the name {name:?} is twice in `{key}`");
            errors.push(InvalidNetwork::new(key, message));
        }
    }
    errors
}

/// Returns the errors of a network that is too large to compile.
fn size<T: Element>(network: &Network<T>) -> Vec<InvalidNetwork> {
    let mut errors = Vec::new();
    if network.parameters() > PARAMETER_LIMIT {
        let message = format!(
            "the network has {} parameters, more than the limit of {PARAMETER_LIMIT}",
            network.parameters()
        );
        errors.push(InvalidNetwork::new("layers", message));
    }
    let shapes = |node: &Node<T>| network.shapes(&node.inputs);
    let lines = network.nodes.iter();
    let lines = lines.map(|node| node.layer.straight_line_length(&shapes(node)));
    let lines = lines.fold(0, usize::saturating_add);
    if network.unroll == Unroll::Full && lines > FULL_LIMIT {
        let message = format!(
            "`unroll = \"full\"` is limited to {FULL_LIMIT} products and sums, but the network has {lines}"
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
    let frames = network.test_cases.iter().map(|case| network.steps_in(case));
    let steps = frames
        .fold(0, usize::saturating_add)
        .saturating_mul(network.steps());
    if steps > CHECK_LIMIT {
        let message = format!(
            "the {} take {steps} multiply-adds and similar steps, more than the limit of {CHECK_LIMIT} that are run while the crate compiles",
            quantity(count, "test case")
        );
        errors.push(
            InvalidNetwork::new("checks", message)
                .help("keep fewer in the file, and the others in a test of the crate"),
        );
    }
    errors
}

/// Returns the errors of a network that is over its own limits.
fn budgets<T: Element>(network: &Network<T>) -> Vec<InvalidNetwork> {
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
fn cases<T: Element>(network: &Network<T>) -> Vec<InvalidNetwork> {
    let (inputs, outputs) = (network.inputs() * network.stride(), network.outputs());
    let cases = network.test_cases.iter().enumerate();
    let bad = cases.filter(|(_, case)| {
        let mut numbers = case.input().iter().chain(case.output());
        let steps = network.steps_in(case);
        steps == 0
            || (case.input().len(), case.output().len()) != (steps * inputs, steps * outputs)
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
