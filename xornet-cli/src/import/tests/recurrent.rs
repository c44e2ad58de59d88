//! Recurrent operators, each in a small graph, compared with what onnxruntime computes.

use snapbox::{assert_data_eq, file};

use super::super::{fold, report};
use super::operators::Archive;
use crate::onnx;

#[test]
fn recurrent_graphs_compute_what_onnxruntime_computes() {
    let mut archive = Archive::open("recurrent.npz");
    let mut said = String::new();
    for (name, bytes) in archive.graphs() {
        let source = onnx::read(bytes, None, None, false)
            .unwrap_or_else(|unsupported| panic!("{name}: {unsupported:?}"));
        let layers = fold::fold(source.graph.clone()).expect("layers");
        said += &format!("# {name}\n");
        for line in report::lines(&layers)
            .iter()
            .chain(&source.layout)
            .chain(&source.notes)
        {
            said += &format!("{line}\n");
        }
        let inputs = archive.rows(&format!("{name}.inputs"));
        let outputs = archive.rows(&format!("{name}.outputs"));
        for (input, expected) in inputs.iter().zip(&outputs) {
            let input = &source.orders.0.to_file(input);
            let expected = &source.orders.1.to_file(expected);
            let exact = (source.evaluate)(input).unwrap_or_else(|error| panic!("{name}: {error}"));
            let graph = source.graph.evaluate(input);
            for (what, output, expected, bound) in [
                ("graph", &exact, expected, 1e-6),
                ("operations", &graph, &exact, 1e-14),
            ] {
                assert_eq!(output.len(), expected.len(), "{name}: {what}");
                let largest = expected.iter().fold(1.0, |most: f64, x| most.max(x.abs()));
                for (got, expected) in output.iter().zip(expected) {
                    let error = (got - expected).abs() / largest;
                    assert!(
                        error <= bound,
                        "{name}: {what}: {got} for {expected}, off by {error:e}"
                    );
                }
            }
        }
    }
    assert_data_eq!(said, file!["../../../tests/exports/recurrent.txt"].raw());
}

#[test]
fn what_no_recurrent_layer_is_has_a_reason() {
    let mut said = String::new();
    for (name, bytes) in Archive::open("refused_recurrent.npz").graphs() {
        let Err(reasons) = onnx::read(bytes, None, None, false) else {
            panic!("{name} is imported")
        };
        said += &format!("# {name}\n");
        for reason in reasons {
            said += &format!("{reason}\n");
        }
    }
    assert_data_eq!(
        said,
        file!["../../../tests/exports/refused_recurrent.txt"].raw()
    );
}
