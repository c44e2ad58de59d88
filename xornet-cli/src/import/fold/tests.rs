use super::fold;
use crate::import::graph::{Activation, Affine, Graph, Linear, Operation, Values};
use crate::import::layer::Layer;

fn linear() -> Operation {
    Operation::Linear(Linear {
        inputs: 2,
        units: 2,
        weights: vec![1.0, 2.0, 3.0, 4.0],
        biases: None,
    })
}

fn affine() -> Operation {
    Operation::Affine(Affine::new(vec![2.0, 10.0], vec![0.5, 0.0]))
}

fn weights(layer: &Layer) -> &[f64] {
    match &layer.operation {
        Operation::Linear(linear) => &linear.weights,
        _ => &[],
    }
}

#[test]
fn operations_are_folded_into_their_only_user() {
    let mut graph = Graph::default();
    let mut last = graph.input(vec![2]);
    for operation in [
        affine(),
        linear(),
        affine(),
        Operation::Activation(Activation::Relu),
    ] {
        last = graph.push(operation, last, String::new());
    }
    graph.outputs.push(last);
    let expected = graph.evaluate(&[1.0, -1.0]);
    let layers = fold(graph).expect("layers").layers;
    let [layer] = &*layers else {
        panic!("{layers:?}")
    };
    assert_eq!((layer.inputs[0], layer.output), (0, last));
    assert_eq!(weights(layer), [4.0, 40.0, 60.0, 400.0]);
    assert_eq!(layer.activation(), Activation::Relu);
    let input = Values::exact(&[1.0, -1.0]);
    let sums = layer
        .operation
        .evaluate(&[(&[2], &input)], &[2], 0.0)
        .numbers;
    let relu: Vec<f64> = sums.iter().map(|sum| sum.max(0.0)).collect();
    assert_eq!(relu, expected);
}

/// Checks that a value with several users, or that is an output, is still computed.
#[test]
fn values_with_other_users_are_kept() {
    let mut graph = Graph::default();
    let input = graph.input(vec![2]);
    let sums = graph.push(linear(), input, String::new());
    let scaled = graph.push(affine(), sums, String::new());
    let rectified = graph.push(Operation::Activation(Activation::Relu), sums, String::new());
    graph.outputs.extend([scaled, rectified]);
    let layers = fold(graph).expect("layers").layers;
    let made: Vec<_> = layers.iter().map(|layer| layer.output).collect();
    assert_eq!(made, [sums, scaled, rectified]);
    assert_eq!(weights(&layers[0]), [1.0, 2.0, 3.0, 4.0]);
    assert_eq!(layers[1].operation, affine());

    let mut graph = Graph::default();
    let input = graph.input(vec![2]);
    let scaled = graph.push(affine(), input, String::new());
    let sums = graph.push(linear(), scaled, String::new());
    graph.outputs.extend([scaled, sums]);
    assert_eq!(fold(graph).expect("layers").layers.len(), 2);
}
