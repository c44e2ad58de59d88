//! The graphs of `tests/exports/hand_made.py`: an operator, an attribute or a spelling each.

use std::collections::BTreeMap;
use std::path::Path;

use snapbox::{assert_data_eq, file};
use xornet_model::Model;

use super::super::Options;
use super::super::data;
use super::super::report;
use super::super::source::Precision;
use super::{forward, onnx};
use crate::archive;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/exports");

pub(super) struct Archive(archive::Archive);

impl Archive {
    pub(super) fn open(name: &str) -> Self {
        Self(archive::Archive::open(&Path::new(FOLDER).join(name)).expect(name))
    }

    /// Reads the graphs, by name.
    pub(super) fn graphs(&mut self) -> BTreeMap<String, Vec<u8>> {
        let names = self.0.names();
        let graphs = names
            .iter()
            .filter_map(|file| match file.rsplit_once('.')? {
                (name, "onnx" | "tflite") => Some((name, file)),
                _ => None,
            });
        let bytes = |file: &str, archive: &mut Self| {
            let array = archive.0.array(file);
            array.expect(file).into_vec::<u8>().expect(file)
        };
        graphs
            .map(|(name, file)| (name.to_owned(), bytes(file, self)))
            .collect()
    }

    pub(super) fn rows(&mut self, name: &str) -> Vec<Vec<f64>> {
        let file = self.0.array(name).expect(name);
        data::rows(file).expect(name)
    }
}

#[test]
fn graphs_compute_what_onnxruntime_computes() {
    assert_data_eq!(
        compared("operators.npz"),
        file!["../../../tests/exports/operators.txt"].raw()
    );
}

#[test]
fn recurrent_graphs_compute_what_onnxruntime_computes() {
    assert_data_eq!(
        compared("recurrent.npz"),
        file!["../../../tests/exports/recurrent.txt"].raw()
    );
}

#[test]
fn files_of_tensorflow_lite_compute_what_its_reference_kernels_compute() {
    assert_data_eq!(
        compared("tflite.npz"),
        file!["../../../tests/exports/tflite.txt"].raw()
    );
}

#[test]
fn what_cannot_be_layers_of_tensorflow_lite_is_named_with_the_reason() {
    assert_data_eq!(
        refused("refused_tflite.npz"),
        file!["../../../tests/exports/refused_tflite.txt"].raw()
    );
}

#[test]
fn what_cannot_be_layers_is_named_with_the_reason() {
    assert_data_eq!(
        refused("refused.npz"),
        file!["../../../tests/exports/refused.txt"].raw()
    );
}

#[test]
fn what_cannot_be_recurrent_layers_is_named_with_the_reason() {
    assert_data_eq!(
        refused("refused_recurrent.npz"),
        file!["../../../tests/exports/refused_recurrent.txt"].raw()
    );
}

#[test]
fn files_of_eight_bits_compute_the_integers_of_the_reference_kernels() {
    let mut archive = Archive::open("tflite_int8.npz");
    let graphs = archive.graphs();
    assert!(graphs.len() > 40, "{}", graphs.len());
    let mut said = String::new();
    for (name, bytes) in graphs {
        let options = Options::new(Path::new("net.tflite"));
        let imported = crate::import::import(bytes, &options);
        let imported = imported.unwrap_or_else(|error| panic!("{name}: {error}"));
        said += &format!("# {name}\n{}\n", imported.report.join("\n"));
        let read = xornet_model::read(&imported.text, "");
        assert_eq!(read.as_ref(), Ok(&imported.model), "{name}");
        let inputs = archive.rows(&format!("{name}.inputs"));
        let outputs = archive.rows(&format!("{name}.outputs"));
        computes(&name, &imported.model, &inputs, &outputs);
    }
    assert_data_eq!(said, file!["../../../tests/exports/tflite_int8.txt"].raw());
}

/// Checks that a network gives these integers.
#[track_caller]
fn computes(name: &str, model: &Model, inputs: &[Vec<f64>], outputs: &[Vec<f64>]) {
    let Model::I8(network) = model else {
        panic!("{name} has other numbers")
    };
    assert!(
        !inputs.is_empty() && inputs.len() == outputs.len(),
        "{name}"
    );
    for (input, expected) in inputs.iter().zip(outputs) {
        let input: Vec<_> = input.iter().map(|&x| x as i8).collect();
        let output = crate::evaluate::forward(network, &input);
        let output: Vec<_> = output.into_iter().map(f64::from).collect();
        assert_eq!(&output, expected, "{name}");
    }
}

#[test]
fn exports_of_eight_bits_compute_the_integers_of_the_reference_kernels() {
    for name in ["keywords", "residual", "sequence"] {
        let path = Path::new(FOLDER).join(format!("tflite_{name}_int8.tflite"));
        let bytes = std::fs::read(&path).expect(name);
        let imported = crate::import::import(bytes, &Options::new(&path));
        let imported = imported.unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut archive = Archive::open(&format!("tflite_{name}_int8.npz"));
        let (inputs, outputs) = (archive.rows("inputs"), archive.rows("outputs"));
        computes(name, &imported.model, &inputs, &outputs);
    }
}

#[test]
fn what_cannot_be_layers_of_eight_bits_is_named_with_the_reason() {
    let mut said = String::new();
    for (name, bytes) in Archive::open("refused_tflite_int8.npz").graphs() {
        let options = Options::new(Path::new("net.tflite"));
        let Err(error) = crate::import::import(bytes, &options) else {
            panic!("{name} is imported")
        };
        said += &format!("# {name}\n{}\n", error.to_string().trim_end());
    }
    assert_data_eq!(
        said,
        file!["../../../tests/exports/refused_tflite_int8.txt"].raw()
    );
}

/// Imports all graphs of an archive, and compares their outputs; returns the reports.
fn compared(archive: &str) -> String {
    let mut archive = Archive::open(archive);
    let mut said = String::new();
    let graphs = archive.graphs();
    assert!(graphs.len() > 70, "{}", graphs.len());
    for (name, bytes) in graphs {
        let imported = onnx(bytes).unwrap_or_else(|unsupported| panic!("{name}: {unsupported:?}"));
        let source = &imported.source;
        said += &format!("# {name}\n");
        for line in report::lines(&imported.layers)
            .iter()
            .chain(&source.layout)
            .chain(&source.notes)
        {
            said += &format!("{line}\n");
        }
        let bound = match source.precision {
            Precision::Half => 2e-3,
            Precision::Single => 1e-6,
            Precision::Double => 1e-14,
        };
        let inputs = archive.rows(&format!("{name}.inputs"));
        let outputs = archive.rows(&format!("{name}.outputs"));
        for (input, expected) in inputs.iter().zip(&outputs) {
            let input = &source.orders.0.to_file(input);
            let expected = &source.orders.1.to_file(expected);
            let exact = (source.evaluate)(input).unwrap_or_else(|error| panic!("{name}: {error}"));
            for (what, output) in [
                ("graph", exact),
                ("network", forward(&imported.model, input)),
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
    said
}

/// Tries to import all graphs of an archive; returns the reasons why that cannot be done.
fn refused(archive: &str) -> String {
    let mut said = String::new();
    for (name, bytes) in Archive::open(archive).graphs() {
        let Err(reasons) = onnx(bytes) else {
            panic!("{name} is imported")
        };
        said += &format!("# {name}\n");
        for reason in reasons {
            said += &format!("{reason}\n");
        }
    }
    said
}
