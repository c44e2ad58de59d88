//! A network that is written reads back to the same bits.

mod common;

use std::fmt::Write as _;

use proptest::collection::vec;
use proptest::prelude::*;
use xornet_model::{Activation, Element, LayerKind, Model, Network, NetworkLayer, Number};
use xornet_testing::{Graph, Random};

/// Any finite number, `-0.0` and subnormal ones included.
fn number(double: bool) -> BoxedStrategy<String> {
    if double {
        any::<f64>().prop_map(|x| format!("{x:?}")).boxed()
    } else {
        any::<f32>().prop_map(|x| format!("{x:?}")).boxed()
    }
}

fn list(double: bool, length: usize) -> impl Strategy<Value = String> {
    vec(number(double), length).prop_map(|numbers| format!("[{}]", numbers.join(", ")))
}

fn activation(double: bool) -> impl Strategy<Value = String> {
    let names = Activation::<f64>::NAMES;
    let values = (number(double), number(double));
    (0..names.len(), values, any::<bool>()).prop_map(move |(index, (first, second), table)| {
        let name = names[index];
        let parameters = match name {
            "leaky_relu" => format!("slope = {first}"),
            "elu" => format!("alpha = {first}"),
            "celu" if !["0.0", "-0.0"].contains(&&*first) => format!("alpha = {first}"),
            "hard_sigmoid" => format!("offset = {second}, slope = {first}"),
            "clamp" => {
                let above = |number: &str| number.parse::<f64>().expect("a number");
                let (min, max) = if above(&first) <= above(&second) {
                    (first, second)
                } else {
                    (second, first)
                };
                format!("min = {min}, max = {max}")
            }
            _ => return format!("'{name}'"),
        };
        if table {
            format!("{{ type = '{name}', {parameters} }}")
        } else {
            format!("'{name}'")
        }
    })
}

fn dense(double: bool, inputs: usize, units: usize) -> impl Strategy<Value = String> {
    let rows = vec(list(double, units), inputs);
    let biases = proptest::option::of(list(double, units));
    (rows, biases, activation(double)).prop_map(move |(rows, biases, activation)| {
        let biases = biases.map(|biases| format!("biases = {biases}\n")).unwrap_or_default();
        format!(
            "[[layers]]\ntype = 'dense'\nunits = {units}\nactivation = {activation}\nweights = [{}]\n{biases}",
            rows.join(", ")
        )
    })
}

fn check(double: bool, inputs: usize, outputs: usize) -> impl Strategy<Value = String> {
    let tolerance = proptest::option::of(0.0..1e30f32);
    (list(double, inputs), list(double, outputs), tolerance).prop_map(
        |(input, output, tolerance)| {
            let tolerance = tolerance
                .map(|t| format!("tolerance = {t:?}\n"))
                .unwrap_or_default();
            format!("[[checks]]\ninput = {input}\noutput = {output}\n{tolerance}")
        },
    )
}

fn model() -> impl Strategy<Value = String> {
    (any::<bool>(), vec(1usize..6, 2..5)).prop_flat_map(|(double, widths)| {
        let layers: Vec<_> = widths
            .windows(2)
            .map(|pair| dense(double, pair[0], pair[1]))
            .collect();
        let last = activation(double)
            .prop_map(|name| format!("[[layers]]\ntype = 'activation'\nactivation = {name}\n"));
        let checks = vec(check(double, widths[0], widths[widths.len() - 1]), 0..3);
        let front = (
            proptest::option::of(any::<String>()),
            proptest::option::of("[A-Z][a-z0-9_]{1,8}"),
            0..3usize,
            proptest::option::of(any::<u32>().prop_map(|most| most.max(1 << 16))),
        );
        (front, layers, last, checks).prop_map(
            move |((description, name, unroll, most), layers, last, checks)| {
                let mut text = String::new();
                if let Some(description) = description {
                    let escaped: String = description
                        .chars()
                        .map(|c| format!("\\U{:08x}", u32::from(c)))
                        .collect();
                    writeln!(text, "description = \"{escaped}\"").expect("a string");
                }
                if let Some(name) = name {
                    writeln!(text, "name = '{name}'").expect("a string");
                }
                let dtype = if double { "f64" } else { "f32" };
                let unroll = ["auto", "full", "none"][unroll];
                writeln!(
                    text,
                    "dtype = '{dtype}'\nunroll = '{unroll}'\ninput = {}",
                    widths[0]
                )
                .expect("a string");
                if let Some(most) = most {
                    writeln!(text, "[limits]\nactivation_bytes = {most}\nmacs = {most}")
                        .expect("a string");
                }
                text + &layers.concat() + &last + &checks.concat()
            },
        )
    })
}

fn bits<T: Element>(network: &Network<T>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut extend = |values: &[f64]| values.iter().for_each(|value| value.extend_le(&mut bytes));
    for layer in network.layers() {
        for parameter in layer.parameters() {
            extend(&parameter.numbers.wide().collect::<Vec<_>>());
        }
        extend(
            &layer
                .activation()
                .parameters()
                .map(|(_, value)| value.to_f64())
                .collect::<Vec<_>>(),
        );
    }
    for check in network.test_cases() {
        for numbers in [check.input(), check.output(), &[check.tolerance()]] {
            extend(
                &numbers
                    .iter()
                    .map(|number| number.to_f64())
                    .collect::<Vec<_>>(),
            );
        }
    }
    bytes
}

fn model_bits(model: &Model) -> Vec<u8> {
    match model {
        Model::F32(network) => bits(network),
        Model::F64(network) => bits(network),
        Model::I8(network) => bits(network),
    }
}

/// Reads a text, and what is written of the network in both ways.
fn survives(text: &str) -> Model {
    let model = common::examine(text).unwrap_or_else(|| panic!("not valid:\n{text}"));
    // Equality takes -0.0 for 0.0; the bits do not.
    let again = xornet_model::read(&xornet_model::write(&model), "net").expect("a valid model");
    assert_eq!(model_bits(&model), model_bits(&again));
    let (text, tensors) = xornet_model::write_external(&model, "net.safetensors");
    let again = xornet_model::read_with(&text, "net", |_| Ok(tensors.clone()));
    let again = again.expect("a valid model");
    assert_eq!(model_bits(&model), model_bits(&again));
    model
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_written_network_reads_back_to_the_same_bits(text in model()) {
        survives(&text);
    }

    #[test]
    fn a_graph_of_any_layers_does_so_too_and_has_the_expected_lengths(seed in any::<u64>()) {
        let graph = Graph::random(&mut Random::new(seed));
        let lengths = match survives(&graph.to_toml()) {
            Model::F32(network) => (network.inputs(), network.outputs()),
            Model::F64(network) => (network.inputs(), network.outputs()),
            Model::I8(network) => (network.inputs(), network.outputs()),
        };
        prop_assert_eq!(lengths, (graph.inputs(), graph.outputs()));
    }
}

/// What is not drawn is not tested.
#[test]
fn graphs_have_layers_of_every_kind_several_inputs_and_several_outputs() {
    let mut random = Random::new(1);
    let graphs: Vec<_> = (0..200)
        .map(|_| Graph::random(&mut random).to_toml())
        .collect();
    // A window is a part of streams.
    let kinds = LayerKind::ALL
        .iter()
        .filter(|kind| **kind != LayerKind::Window)
        .map(|kind| format!("type = '{}'\n", kind.name()));
    let others = [
        "inputs = { ",
        "outputs = [",
        "padding = 'causal'",
        "padding = [[",
        "output_padding",
    ];
    for wanted in kinds.chain(others.map(str::to_owned)) {
        let count = graphs.iter().filter(|text| text.contains(&wanted)).count();
        assert!(count >= 4, "{count} graphs have {wanted}");
    }
}
