//! Graphs that mix the samples of a batch, or treat them differently, next to graphs that do not.

use super::graphs::{OPEN, encoded, integers, node, tensor, value, with_int, with_ints};
use super::{evaluate, forward, onnx};
use crate::import::Floats as Imported;
use crate::import::random::Random;
use crate::onnx::proto::{Node, Tensor};

/// Makes a model from `x` of 4 numbers for each sample, which a layer makes `a` of 3, to `y`.
fn graph(batch: i64, opset: i64, nodes: Vec<Node>, constants: Vec<Tensor>) -> Vec<u8> {
    let mut all = vec![node("MatMul", &["x", "w"], &["a"])];
    all.extend(nodes);
    let mut initializer = vec![tensor("w", &[4, 3], &WEIGHTS)];
    initializer.extend(constants);
    encoded(opset, vec![value("x", &[batch, 4])], all, initializer)
}

const WEIGHTS: [f32; 12] = [
    0.5, -0.25, 1.0, 0.125, 0.75, -1.0, -0.5, 0.25, 0.875, 1.0, -0.625, 0.375,
];

fn layer(x: &[f64]) -> Vec<f64> {
    let sum =
        |unit: usize| (0..4).map(move |input| x[input] * f64::from(WEIGHTS[3 * input + unit]));
    (0..3).map(|unit| sum(unit).sum()).collect()
}

fn softmax(x: &[f64]) -> Vec<f64> {
    let sum: f64 = x.iter().map(|x| x.exp()).sum();
    x.iter().map(|x| x.exp() / sum).collect()
}

fn read(bytes: Vec<u8>) -> Result<Imported, String> {
    onnx(bytes).map_err(|unsupported| {
        let lines: Vec<_> = unsupported.iter().map(ToString::to_string).collect();
        lines.join("\n")
    })
}

#[track_caller]
fn unsupported(name: &str, bytes: Vec<u8>, reason: &str) {
    match read(bytes) {
        Ok(_) => panic!("{name} is imported"),
        Err(said) => {
            assert!(said.contains(reason), "{name}: {said}");
            assert!(said.contains("= help: "), "{name}: {said}");
            // The node that does it, and not those behind it.
            assert_eq!(said.matches("= help: ").count(), 1, "{name}: {said}");
        }
    }
}

#[track_caller]
fn computes(name: &str, bytes: Vec<u8>, expected: impl Fn(&[f64]) -> Vec<f64>) {
    let imported = read(bytes).unwrap_or_else(|said| panic!("{name}: {said}"));
    let mut random = Random::default();
    for _ in 0..5 {
        let input: Vec<_> = (0..4).map(|_| random.symmetric()).collect();
        let expected = expected(&input);
        assert_eq!(
            imported.source.graph.output_length(),
            expected.len(),
            "{name}"
        );
        let graph = evaluate(&imported, &input);
        let network = forward(&imported.model, &input);
        for (what, output) in [("graph", graph), ("network", network)] {
            assert_eq!(output.len(), expected.len(), "{name}: {what}");
            for (got, expected) in output.iter().zip(&expected) {
                let near = (got - expected).abs() < 2e-6;
                assert!(near, "{name}: {what}: {got} for {expected}");
            }
        }
    }
}

/// Nodes that mix, with their constants; each makes `y` of `a`, in the first of the opsets where it does.
fn mixing() -> Vec<(&'static str, i64, Vec<Node>, Vec<Tensor>)> {
    let one = |operator: &str, inputs: &[&str]| node(operator, inputs, &["y"]);
    let reduced = |operator: &str, keepdims: i64, axes: Option<&[i64]>| {
        let node = with_int(one(operator, &["a"]), "keepdims", keepdims);
        match axes {
            Some(axes) => with_ints(node, "axes", axes),
            None => node,
        }
    };
    let mut all = vec![
        (
            "softmax over axis 0",
            13,
            vec![with_int(one("Softmax", &["a"]), "axis", 0)],
            vec![],
        ),
        (
            "softmax over axis -2",
            13,
            vec![with_int(one("Softmax", &["a"]), "axis", -2)],
            vec![],
        ),
        (
            "softmax from axis 0 on",
            11,
            vec![with_int(one("Softmax", &["a"]), "axis", 0)],
            vec![],
        ),
        (
            "logarithm of a softmax over axis 0",
            13,
            vec![with_int(one("LogSoftmax", &["a"]), "axis", 0)],
            vec![],
        ),
        (
            "logarithm of a softmax from axis 0 on",
            11,
            vec![with_int(one("LogSoftmax", &["a"]), "axis", 0)],
            vec![],
        ),
        (
            "sum over axis 0",
            13,
            vec![one("ReduceSum", &["a", "axis"])],
            vec![integers("axis", &[0])],
        ),
        (
            "norm over axis 0",
            13,
            vec![
                node("Softmax", &["a"], &["s"]),
                with_int(with_int(one("LpNormalization", &["s"]), "axis", 0), "p", 1),
            ],
            vec![],
        ),
        (
            "transposed, then softmax",
            13,
            vec![node("Transpose", &["a"], &["t"]), one("Softmax", &["t"])],
            vec![],
        ),
        (
            "the batch as columns, then a sum",
            13,
            vec![
                node("Transpose", &["a"], &["t"]),
                one("ReduceSum", &["t", "axis"]),
            ],
            vec![integers("axis", &[1])],
        ),
        (
            "a flip of the batch",
            13,
            vec![one("Slice", &["a", "start", "end", "axis", "step"])],
            vec![
                integers("start", &[-1]),
                integers("end", &[i64::MIN]),
                integers("axis", &[0]),
                integers("step", &[-1]),
            ],
        ),
        (
            "the first sample",
            13,
            vec![one("Slice", &["a", "start", "end", "axis"])],
            vec![
                integers("start", &[0]),
                integers("end", &[1]),
                integers("axis", &[0]),
            ],
        ),
        (
            "one sample gathered",
            13,
            vec![with_int(one("Gather", &["a", "first"]), "axis", 0)],
            vec![integers("first", &[0])],
        ),
        (
            "the batch twice",
            13,
            vec![with_int(one("Concat", &["a", "a"]), "axis", 0)],
            vec![],
        ),
        (
            "a sample more",
            13,
            vec![with_int(one("Concat", &["a", "c"]), "axis", 0)],
            vec![tensor("c", &[1, 3], &[1.0; 3])],
        ),
        (
            "a mean taken away",
            13,
            vec![
                with_ints(node("ReduceMean", &["a"], &["m"]), "axes", &[0]),
                one("Sub", &["a", "m"]),
            ],
            vec![],
        ),
        (
            "a mean taken away behind units that are off",
            13,
            vec![
                node("Add", &["a", "c"], &["b"]),
                node("Relu", &["b"], &["r"]),
                with_ints(node("ReduceMean", &["r"], &["m"]), "axes", &[0]),
                one("Sub", &["r", "m"]),
            ],
            vec![tensor("c", &[3], &[-1e6; 3])],
        ),
        (
            "a share of the number of samples",
            13,
            vec![
                node("Shape", &["a"], &["shape"]),
                with_int(node("Gather", &["shape", "first"], &["n"]), "axis", 0),
                with_int(node("Cast", &["n"], &["count"]), "to", 1),
                one("Div", &["a", "count"]),
            ],
            vec![integers("first", &[0])],
        ),
    ];
    for operator in ["ReduceSum", "ReduceMean", "ReduceMax"] {
        for keepdims in [0, 1] {
            all.push((
                "over all axes",
                11,
                vec![reduced(operator, keepdims, None)],
                vec![],
            ));
            all.push((
                "over axis 0",
                11,
                vec![reduced(operator, keepdims, Some(&[0]))],
                vec![],
            ));
            all.push((
                "over both axes",
                11,
                vec![reduced(operator, keepdims, Some(&[-1, -2]))],
                vec![],
            ));
        }
    }
    all
}

#[test]
fn graphs_that_mix_samples_are_unsupported() {
    for (name, opset, nodes, constants) in mixing() {
        let operator = nodes.last().expect("a node").op_type.clone();
        for (batch, shown) in [
            (3, "the batch of 3"),
            (2, "the batch of 2"),
            (OPEN, "the batch"),
        ] {
            let bytes = graph(batch, opset, nodes.clone(), constants.clone());
            let name = format!("{name} ({operator}), batch {batch}");
            unsupported(
                &name,
                bytes,
                &format!("cannot be a part of the network: it works across {shown}"),
            );
        }
    }
}

#[test]
fn graphs_with_a_constant_for_each_sample_are_unsupported() {
    let rows = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0];
    for operator in ["Add", "Sub", "Mul", "Div"] {
        for inputs in [["a", "c"], ["c", "a"]] {
            if (operator, inputs) == ("Div", ["c", "a"]) {
                continue;
            }
            for (shape, numbers) in [(vec![3, 3], &rows[..]), (vec![3, 1], &rows[..3])] {
                let nodes = vec![node(operator, &inputs, &["y"])];
                let constants = vec![tensor("c", &shape, numbers)];
                let name = format!("{operator} {inputs:?} {shape:?}");
                let reason = "a row of numbers for each sample of the batch of 3";
                unsupported(&name, graph(3, 13, nodes, constants), reason);
            }
        }
    }
    // A difference that sums with usual numbers do not show.
    let nodes = vec![node("Add", &["a", "c"], &["y"])];
    let constants = vec![tensor("c", &[3, 1], &[0.0, 1e-18, 0.0])];
    unsupported(
        "small",
        graph(3, 13, nodes, constants),
        "a row of numbers for each sample",
    );
    // From the left, samples are added up.
    let matrix = tensor("c", &[3, 3], &[0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0]);
    let nodes = vec![node("MatMul", &["c", "a"], &["y"])];
    unsupported(
        "swapped",
        graph(3, 13, nodes, vec![matrix]),
        "it needs the batch of 3",
    );
    let nodes = vec![node("Gemm", &["c", "a"], &["y"])];
    let matrix = tensor("c", &[3, 3], &rows);
    unsupported(
        "left",
        graph(3, 13, nodes, vec![matrix]),
        "it needs the batch of 3",
    );
}

#[test]
fn graphs_that_keep_samples_apart_are_imported() {
    let y = |operator: &str, inputs: &[&str]| vec![node(operator, inputs, &["y"])];
    let sum = |x: &[f64]| vec![layer(x).iter().sum::<f64>()];
    for batch in [1, 2, 3, OPEN] {
        for (opset, axis) in [(13, 1), (13, -1), (11, 1), (11, -1)] {
            let nodes = vec![with_int(node("Softmax", &["a"], &["y"]), "axis", axis)];
            computes("softmax", graph(batch, opset, nodes, vec![]), |x| {
                softmax(&layer(x))
            });
        }
        for keepdims in [0, 1] {
            let nodes = vec![with_int(
                node("ReduceSum", &["a", "axis"], &["y"]),
                "keepdims",
                keepdims,
            )];
            let bytes = graph(batch, 13, nodes, vec![integers("axis", &[1])]);
            computes("sum", bytes, sum);
        }
        let shifted = |x: &[f64]| {
            layer(x)
                .iter()
                .zip([1.0, 2.0, 3.0])
                .map(|(x, c)| x + c)
                .collect()
        };
        for shape in [vec![3], vec![1, 3]] {
            let constants = vec![tensor("c", &shape, &[1.0, 2.0, 3.0])];
            computes(
                "add",
                graph(batch, 13, y("Add", &["c", "a"]), constants),
                shifted,
            );
        }
        let constants = vec![integers("picks", &[2, 0])];
        let nodes = vec![with_int(node("Gather", &["a", "picks"], &["y"]), "axis", 1)];
        let picked = |x: &[f64]| vec![layer(x)[2], layer(x)[0]];
        computes("gather", graph(batch, 13, nodes, constants), picked);
        // Transposed and back, with a softmax over the axis that the batch is not on.
        let nodes = vec![
            node("Transpose", &["a"], &["t"]),
            with_int(node("Softmax", &["t"], &["s"]), "axis", 0),
            node("Transpose", &["s"], &["y"]),
        ];
        computes("transposed", graph(batch, 13, nodes, vec![]), |x| {
            softmax(&layer(x))
        });
        let nodes = vec![
            node("Reshape", &["a", "shape"], &["r"]),
            node("Flatten", &["r"], &["y"]),
        ];
        let constants = vec![integers("shape", &[0, 3, 1])];
        computes("reshaped", graph(batch, 13, nodes, constants), layer);
        // The numbers of a sample follow one another along the axis of the batch.
        let constants = vec![integers("shape", &[-1, 1])];
        let column = graph(
            batch,
            13,
            vec![node("Reshape", &["a", "shape"], &["y"])],
            constants,
        );
        computes("a column", column, layer);
        // What is a count of samples may be a shape.
        let nodes = vec![
            node("Shape", &["x"], &["s"]),
            with_int(node("Gather", &["s", "first"], &["n"]), "axis", 0),
            with_int(node("Concat", &["n", "rest"], &["shape"]), "axis", 0),
            node("Reshape", &["a", "shape"], &["y"]),
        ];
        let constants = vec![integers("first", &[0]), integers("rest", &[-1])];
        computes("its own shape", graph(batch, 13, nodes, constants), layer);
    }
    // Rows that are the same for all samples.
    let same = tensor("c", &[3, 3], &[1.0, 2.0, 3.0, 1.0, 2.0, 3.0, 1.0, 2.0, 3.0]);
    let name = "rows that are the same";
    match read(graph(3, 13, y("Add", &["a", "c"]), vec![same])) {
        // One sample alone is not what such a constant fits.
        Err(said) => assert!(
            said.contains("`y` (Add) cannot be a part"),
            "{name}: {said}"
        ),
        Ok(_) => panic!("{name}"),
    }
}

/// Old exporters write the number of samples into shapes.
#[test]
fn shapes_that_count_the_samples_are_read() {
    for (samples, shape) in [
        (8, vec![8, 3]),
        (8, vec![8, -1]),
        (3, vec![3, -1]),
        (200, vec![200, 3]),
    ] {
        let nodes = vec![node("Reshape", &["a", "shape"], &["y"])];
        let bytes = graph(samples, 13, nodes, vec![integers("shape", &shape)]);
        computes(&format!("{shape:?}"), bytes, layer);
    }
    // Here 3 is the length of the sample, and the samples are taken apart.
    let nodes = vec![
        node("Reshape", &["a", "shape"], &["r"]),
        node("Softmax", &["r"], &["y"]),
    ];
    let bytes = graph(2, 13, nodes, vec![integers("shape", &[3, 2])]);
    unsupported(
        "torn",
        bytes,
        "it needs the batch of 2, and does not fit one sample",
    );
}

/// A batch of one is a function of one sample, whatever its axes are called.
#[test]
fn with_one_sample_all_axes_are_its_own() {
    let nodes = vec![node("ReduceSum", &["a"], &["y"])];
    computes("sum of all", graph(1, 13, nodes, vec![]), |x| {
        vec![layer(x).iter().sum()]
    });
    let nodes = vec![with_int(node("Softmax", &["a"], &["y"]), "axis", 0)];
    computes("softmax from 0 on", graph(1, 11, nodes, vec![]), |x| {
        softmax(&layer(x))
    });
}

/// A batch that is called open may be of one alone; then nothing is mixed.
#[test]
fn a_batch_that_must_be_one_is_said_to_be() {
    let nodes = vec![node("Reshape", &["a", "shape"], &["y"])];
    let imported =
        read(graph(OPEN, 13, nodes, vec![integers("shape", &[1, 3])])).expect("a network");
    let note = "the graph takes one sample at a time, though its batch is open";
    assert!(
        imported.report.iter().any(|said| said.starts_with(note)),
        "{:?}",
        imported.report
    );
}
