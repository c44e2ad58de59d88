//! Several inputs and outputs, and those that are left out.

use std::path::Path;

use prost::Message;

use super::super::{Error, Floats as Imported, Options, floats as import};
use super::graphs::{OPEN, integers, node, tensor, value, with_int};
use super::{evaluate, forward, onnx};
use crate::onnx::proto::{
    Graph, Model as File, Node, OperatorSet, Tensor, TensorType, Type, ValueInfo,
};
use xornet_model::Model;

/// Makes a graph from these inputs to these outputs, of ONNX' types.
fn graph(
    inputs: &[(&str, &[i64])],
    outputs: &[(&str, i32)],
    node: Vec<Node>,
    initializer: Vec<Tensor>,
) -> Vec<u8> {
    let output = outputs.iter().map(|&(name, elem_type)| ValueInfo {
        name: name.into(),
        kind: Some(Type {
            tensor_type: Some(TensorType {
                elem_type,
                shape: None,
            }),
            sequence_type: None,
        }),
    });
    let graph = Graph {
        node,
        initializer,
        input: inputs
            .iter()
            .map(|(name, shape)| value(name, shape))
            .collect(),
        output: output.collect(),
        ..Graph::default()
    };
    let opset = OperatorSet {
        domain: String::new(),
        version: 17,
    };
    let file = File {
        ir_version: 8,
        opset_import: vec![opset],
        graph: Some(graph),
        ..File::default()
    };
    file.encode_to_vec()
}

fn names(imported: &Imported) -> [Vec<String>; 2] {
    let Model::F32(network) = &imported.model else {
        panic!("f32")
    };
    [network.input_ports(), network.output_ports()].map(|ports| {
        let names = ports.into_iter().map(|port| port.name.unwrap_or_default());
        names.collect()
    })
}

#[track_caller]
fn notes(imported: &Imported, expected: &[&str]) {
    for expected in expected {
        assert!(
            imported
                .source
                .notes
                .iter()
                .any(|note| note.contains(expected)),
            "{expected}: {:#?}",
            imported.source.notes
        );
    }
}

#[track_caller]
fn same(imported: &Imported, input: &[f64], expected: &[f64]) {
    assert_eq!(evaluate(imported, input), expected);
    assert_eq!(forward(&imported.model, input), expected);
}

fn two() -> Vec<Tensor> {
    vec![tensor("w", &[2, 2], &[1.0, 2.0, 3.0, 4.0])]
}

#[test]
fn several_inputs_and_outputs_are_fields() {
    let nodes = vec![
        node("MatMul", &["Obs/0", "w"], &["a"]),
        node("Add", &["a", "command"], &["in"]),
        node("Relu", &["in"], &["out:1"]),
    ];
    let inputs: [(&str, &[i64]); 2] = [("Obs/0", &[OPEN, 2]), ("command", &[OPEN, 2])];
    let bytes = graph(&inputs, &[("in", 1), ("out:1", 1)], nodes, two());
    let imported = onnx(bytes).expect("a network");
    // Names become those of fields, and a keyword is none.
    let [inputs, outputs] = names(&imported);
    assert_eq!(inputs, ["obs_0", "command"]);
    assert_eq!(outputs, ["in_", "out_1"]);
    same(&imported, &[1.0, -2.0, 0.5, 0.25], &[-4.5, -5.75, 0.0, 0.0]);
}

#[test]
fn constant_and_copied_outputs_are_left_out() {
    let nodes = vec![
        node("MatMul", &["obs", "w"], &["action"]),
        node("Identity", &["state_ins"], &["state_outs"]),
        node("Identity", &["three"], &["version"]),
        node("Identity", &["action"], &["again"]),
    ];
    let outputs = [
        ("version", 1),
        ("action", 1),
        ("state_outs", 1),
        ("again", 1),
    ];
    let inputs: [(&str, &[i64]); 2] = [("obs", &[OPEN, 2]), ("state_ins", &[OPEN])];
    let mut constants = two();
    constants.push(tensor("three", &[1], &[3.0]));
    let imported = onnx(graph(&inputs, &outputs, nodes, constants)).expect("a network");
    assert_eq!(names(&imported), [[String::new()], [String::new()]]);
    same(&imported, &[1.0, 1.0], &[4.0, 6.0]);
    notes(
        &imported,
        &[
            "the output `version`, which is a constant",
            "the output `state_outs`, which is the input `state_ins`",
            "the output `again`, which is the same as another one",
            "the input `state_ins`, which the output does not depend on",
        ],
    );
}

#[test]
fn a_label_is_left_out_for_its_scores() {
    let nodes = vec![
        node("MatMul", &["x", "w"], &["q"]),
        with_int(node("ArgMax", &["q"], &["best"]), "axis", 1),
    ];
    let bytes = graph(&[("x", &[OPEN, 2])], &[("best", 7)], nodes.clone(), two());
    let imported = onnx(bytes).expect("a network");
    same(&imported, &[1.0, 1.0], &[4.0, 6.0]);
    notes(
        &imported,
        &["the label is the place of the largest number of the output `q`"],
    );

    // Without an ArgMax, the message says what the outputs are.
    let nodes = vec![with_int(node("Cast", &["x"], &["y"]), "to", 7)];
    let reasons = onnx(graph(&[("x", &[OPEN, 2])], &[("y", 7)], nodes, vec![])).err();
    let reasons = format!("{:?}", reasons.expect("it is imported"));
    assert!(
        reasons.contains("holds numbers: `y` (integers)"),
        "{reasons}"
    );
}

#[test]
fn any_value_inside_can_be_the_output() {
    let nodes = vec![
        node("MatMul", &["x", "w"], &["q"]),
        node("Softmax", &["q"], &["y"]),
    ];
    let bytes = graph(&[("x", &[OPEN, 2])], &[("y", 1)], nodes, two());
    let options = Options {
        graph_output: Some("q"),
        ..Options::new(Path::new("net.onnx"))
    };
    let imported = import(bytes.clone(), &options).expect("a network");
    same(&imported, &[1.0, 1.0], &[4.0, 6.0]);
    let options = Options {
        graph_output: Some("nothing"),
        ..options
    };
    let error = import(bytes, &options).err();
    assert!(
        matches!(&error, Some(Error::Unsupported(reasons)) if reasons[0].to_string().contains("no output `nothing`")),
        "{error:?}"
    );
}

#[test]
fn the_first_matrix_tells_an_open_length() {
    for shape in [&[OPEN, OPEN][..], &[OPEN][..]] {
        let nodes = vec![
            node("Sub", &["x", "one"], &["c"]),
            node("MatMul", &["c", "w"], &["y"]),
        ];
        let mut constants = two();
        constants.push(tensor("one", &[1], &[1.0]));
        let imported = onnx(graph(&[("x", shape)], &[("y", 1)], nodes, constants));
        let imported = imported.expect("a network");
        same(&imported, &[2.0, 2.0], &[4.0, 6.0]);
        notes(&imported, &["left open: the first matrix takes 2"]);
    }
}

/// Checks that batches of different lengths are an error, since it is not clear what a sample is.
#[test]
fn inputs_have_one_batch() {
    let nodes = vec![node("Add", &["a", "b"], &["y"])];
    let inputs: [(&str, &[i64]); 2] = [("a", &[4, 2]), ("b", &[3, 2])];
    let reasons = onnx(graph(&inputs, &[("y", 1)], nodes, vec![])).err();
    let reasons = format!("{:?}", reasons.expect("it is imported"));
    assert!(
        reasons.contains("batches of different lengths"),
        "{reasons}"
    );
}

#[test]
fn an_input_whose_numbers_make_no_difference_is_left_out() {
    let nodes = vec![
        node("Shape", &["b"], &["s"]),
        node("Reshape", &["a", "s"], &["r"]),
        node("MatMul", &["r", "w"], &["y"]),
    ];
    let inputs: [(&str, &[i64]); 2] = [("a", &[1, 2]), ("b", &[1, 2])];
    let imported = onnx(graph(&inputs, &[("y", 1)], nodes, two())).expect("a network");
    same(&imported, &[1.0, 1.0], &[4.0, 6.0]);
    notes(&imported, &["the input `b`, whose numbers are not used"]);
}

/// Checks the order of numbers: `x` of [channels, height, width] is [height, width, channels] in the network.
#[test]
fn channels_come_last() {
    let nodes = vec![
        node("GlobalMaxPool", &["x"], &["p"]),
        node("Reshape", &["p", "s"], &["y"]),
    ];
    let bytes = graph(
        &[("x", &[1, 2, 1, 3])],
        &[("y", 1)],
        nodes,
        vec![integers("s", &[1, 2])],
    );
    let imported = onnx(bytes).expect("a network");
    let source = [1.0, 2.0, 3.0, 30.0, 20.0, 10.0];
    let input = imported.source.orders.0.to_file(&source);
    assert_eq!(input, [1.0, 30.0, 2.0, 20.0, 3.0, 10.0]);
    assert_eq!(imported.source.orders.0.to_source(&input), source);
    same(&imported, &input, &[3.0, 30.0]);
    let said = "The input `x` of shape [2, 1, 3] is [1, 3, 2] in the network: channels come last.";
    assert!(
        imported.header.iter().any(|line| line == said),
        "{:#?}",
        imported.header
    );
}
