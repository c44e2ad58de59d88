//! The comparison of the layers with the source, before anything is written.

use super::super::compare::compare;
use super::super::fold::fold;
use super::super::graph::{Activation, Graph, Operation};
use super::super::source::{Precision, Source};

/// Makes a source that says of itself that it computes this.
fn source(evaluate: fn(f64) -> f64) -> Source {
    let mut graph = Graph::default();
    let input = graph.input(vec![3]);
    let relu = Operation::Activation(Activation::Relu);
    let output = graph.push(relu, input, String::new());
    graph.outputs.push(output);
    Source {
        graph,
        is_stream: false,
        orders: Default::default(),
        output_names: Vec::new(),
        layout: Vec::new(),
        precision: Precision::Single,
        provenance: String::new(),
        files: Vec::new(),
        notes: Vec::new(),
        evaluate: Box::new(move |input| Ok(input.iter().map(|&x| evaluate(x)).collect())),
    }
}

fn compared(source: &Source) -> Result<(), String> {
    let layers = fold(source.graph.clone()).expect("layers");
    compare(source, &layers).map_err(|error| error.to_string())
}

#[test]
fn layers_that_compute_something_else_are_an_internal_error() {
    assert_eq!(compared(&source(|x| x.max(0.0))), Ok(()));
    // Within the precision of the source.
    assert_eq!(compared(&source(|x| x.max(0.0) + 1e-6)), Ok(()));
    let error = compared(&source(|x| x.max(0.0) + 1e-3)).err();
    let error = error.expect("it is accepted");
    assert!(error.starts_with("internal error: output[0]"), "{error}");
}
