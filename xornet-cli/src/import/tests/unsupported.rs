//! What is said of graphs that cannot be imported: all at once, and with what to do.

use super::graphs::{encoded, integers, node, tensor, value, with_int};
use super::{evaluate, forward, onnx};
use crate::onnx::proto::{Node, Tensor};

/// Makes a model from `x` of 4 numbers, and other inputs, to `y`.
fn graph(opset: i64, others: &[&str], nodes: Vec<Node>, initializer: Vec<Tensor>) -> Vec<u8> {
    let mut input = vec![value("x", &[1, 4])];
    input.extend(others.iter().map(|name| value(name, &[1, 4])));
    encoded(opset, input, nodes, initializer)
}

fn reasons(bytes: Vec<u8>) -> Vec<String> {
    match onnx(bytes) {
        Ok(_) => Vec::new(),
        Err(unsupported) => unsupported.iter().map(ToString::to_string).collect(),
    }
}

#[track_caller]
fn says(bytes: Vec<u8>, expected: &[&str]) {
    let said = reasons(bytes);
    assert_eq!(said.len(), expected.len(), "{said:#?}");
    for (said, expected) in said.iter().zip(expected) {
        assert!(said.contains(expected), "{said} for {expected}");
    }
}

fn output(bytes: Vec<u8>, input: &[f64]) -> Vec<f64> {
    let imported = onnx(bytes).expect("a network");
    let output = evaluate(&imported, input);
    assert_eq!(forward(&imported.model, input), output);
    output
}

#[test]
fn random_numbers_are_named() {
    for operator in ["RandomNormal", "RandomUniform"] {
        let nodes = vec![
            node(operator, &[], &["n"]),
            node("Mul", &["n", "c"], &["s"]),
            node("Add", &["x", "s"], &["y"]),
        ];
        let bytes = graph(17, &[], nodes, vec![tensor("c", &[1], &[0.5])]);
        let reason =
            format!("`n` ({operator}) cannot be a part of the network: it draws random numbers");
        says(bytes, &[&reason]);
    }
    for operator in [
        "RandomNormalLike",
        "RandomUniformLike",
        "Multinomial",
        "Bernoulli",
    ] {
        let nodes = vec![
            node(operator, &["x"], &["n"]),
            node("Add", &["x", "n"], &["y"]),
        ];
        let reason =
            format!("`n` ({operator}) cannot be a part of the network: it draws random numbers");
        says(graph(17, &[], nodes, vec![]), &[&reason]);
    }
    let nodes = vec![node("Dropout", &["x"], &["y"])];
    says(
        graph(6, &[], nodes, vec![]),
        &[
            "`y` (Dropout) cannot be a part of the network: it draws random numbers in training mode",
        ],
    );
}

#[test]
fn all_reasons_are_said_at_once() {
    let nodes = vec![
        with_int(node("Concat", &["x", "z"], &["c"]), "axis", 1),
        node("Unsqueeze", &["c", "axis"], &["d"]),
        node("GRU", &["d", "k", "k"], &["e"]),
        node("Cos", &["e"], &["f"]),
        node("Flatten", &["f"], &["y"]),
    ];
    let constants = vec![integers("axis", &[1]), tensor("k", &[1, 1, 3], &[1.0; 3])];
    says(
        graph(17, &["z"], nodes, constants),
        &[
            "`e` (GRU) cannot be a part of the network: its weights of the shapes [1, 1, 3] and [1, 1, 3] do not fit an input of shape [1, 1, 8]",
            "`f` (Cos) cannot be a part of the network: xornet has no such activation",
        ],
    );
    let nodes = vec![
        node("Greater", &["x", "zero"], &["g"]),
        node("Not", &["g"], &["n"]),
        with_int(node("Cast", &["n"], &["f"]), "to", 1),
        node("Mul", &["x", "f"], &["m"]),
        node("PRelu", &["m", "slopes"], &["y"]),
    ];
    let constants = vec![
        tensor("zero", &[1], &[0.0]),
        tensor("slopes", &[4], &[0.1, 0.2, 0.3, 0.4]),
    ];
    says(
        graph(17, &[], nodes, constants),
        &["`g` (Greater)", "`n` (Not)"],
    );
}

#[test]
fn old_versions_are_read_where_that_changes_nothing() {
    let x = [1.0, -2.0, 0.5, 4.0];
    let c = || vec![tensor("c", &[4], &[1.0, 2.0, 3.0, 4.0])];
    let add = |opset, broadcast| {
        let add = with_int(node("Add", &["x", "c"], &["y"]), "broadcast", broadcast);
        graph(opset, &[], vec![add], c())
    };
    assert_eq!(output(add(4, 1), &x), [2.0, 0.0, 3.5, 8.0]);
    let add_at = with_int(
        with_int(node("Add", &["x", "c"], &["y"]), "broadcast", 1),
        "axis",
        1,
    );
    assert_eq!(
        output(graph(6, &[], vec![add_at], c()), &x),
        [2.0, 0.0, 3.5, 8.0]
    );
    says(
        add(4, 0),
        &["do not fit; opset 4 is older than 7: convert the file with `onnx.version_converter`"],
    );
    says(add(7, 1), &["its attribute `broadcast` is not known"]);
    let relu = |opset| {
        let relu = with_int(node("Relu", &["x"], &["y"]), "consumed_inputs", 0);
        graph(opset, &[], vec![relu], vec![])
    };
    assert_eq!(output(relu(5), &x), [1.0, 0.0, 0.5, 4.0]);
    says(
        relu(6),
        &["its attribute `consumed_inputs` is not known; opset 6 is older than 7"],
    );
    let normalization = |opset, is_test| {
        let inputs = ["x", "one", "zero", "zero", "one"];
        let node = with_int(
            node("BatchNormalization", &inputs, &["y"]),
            "is_test",
            is_test,
        );
        let constants = vec![
            tensor("one", &[4], &[1.0; 4]),
            tensor("zero", &[4], &[0.0; 4]),
        ];
        graph(opset, &[], vec![node], constants)
    };
    assert_eq!(reasons(normalization(6, 1)), Vec::<String>::new());
    says(normalization(6, 0), &["it is in training mode"]);
}
