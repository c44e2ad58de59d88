//! Each mistake in a layer other than `dense`, and in a graph of layers: where its error is, and what it says.

#[path = "../common/mod.rs"]
mod common;

mod arity;
mod batch_norm;
mod chain;
mod convolution;
mod external;
mod graph;
mod graph_cases;
mod merge;
mod norm;
mod padding;
mod pool;
mod pool_padding;
mod ports;
mod shape;
mod weights;
mod window;

/// The errors of a text, each with its place and a part of what is shown.
type Expected<'a> = &'a [(&'a str, &'a str)];

const CONV1D: &str = "type = 'conv1d'
filters = 1
kernel_size = 2
weights = [[[1], [1]], [[1], [1]]]
";
const CONV2D: &str = "type = 'conv2d'
filters = 1
kernel_size = 2
weights = [[[[1]], [[1]]], [[[1]], [[1]]]]
";
const CONV1D_TRANSPOSE: &str = "type = 'conv1d_transpose'
filters = 1
kernel_size = 2
weights = [[[1], [1]], [[1], [1]]]
";
const CONV2D_TRANSPOSE: &str = "type = 'conv2d_transpose'
filters = 1
kernel_size = 2
weights = [[[[1]], [[1]]], [[[1]], [[1]]]]
";
const BATCH_NORM: &str = "type = 'batch_norm'
mean = [0, 0]
variance = [1, 1]
epsilon = 1e-3
";

/// Holds the errors of a text against what is expected, in order.
#[track_caller]
fn errors(text: &str, expected: Expected<'_>) {
    match xornet_model::read(text, "net") {
        Ok(_) => panic!("no error found in\n{text}"),
        Err(invalid) => common::compare(text, &invalid, expected),
    }
}

/// Reads a layer of these lines, which begin at line 3, once with each of several others after them.
#[track_caller]
fn layer(input: &str, lines: &str, cases: &[(&str, Expected<'_>)]) {
    for (more, expected) in cases {
        errors(
            &format!("input = {input}\n[[layers]]\n{lines}{more}\n"),
            expected,
        );
    }
}

/// Does the same with layers after it that take any number of inputs, and then 3 of them.
#[track_caller]
fn chain(input: &str, lines: &str, cases: &[(&str, Expected<'_>)]) {
    let later = "[[layers]]\ntype = 'flatten'\n[[layers]]\ntype = 'dense'\nunits = 1\nweights = [[1], [1], [1]]";
    for (more, expected) in cases {
        layer(input, lines, &[(&format!("{more}\n{later}"), expected)]);
    }
}

/// Reads a model of these lines in front of each of several layers.
#[track_caller]
fn graph(front: &str, cases: &[(&str, Expected<'_>)]) {
    for (layers, expected) in cases {
        errors(&format!("{front}\n{layers}\n"), expected);
    }
}
