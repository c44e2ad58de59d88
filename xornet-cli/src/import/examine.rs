//! Checks that must hold for any file, for the tests and the fuzz target.

use std::path::Path;

use super::convert::{Floats, floats, is_quantized};
use super::safetensors::LayerSpec;
use super::{Cases, Error, Options, import, json};

/// Imports bytes as each of the formats, with a test case; JSON and TensorFlow Lite are told by their content.
///
/// If this succeeds, the model file reads back as the model, which has as many outputs as the source. Otherwise the
/// error has a reason, and its message is short. Nothing panics.
pub fn examine(bytes: &[u8]) {
    let specs = |specs: &[&str]| -> Vec<LayerSpec> {
        let specs = specs.iter().filter_map(|spec| spec.parse().ok());
        specs.collect()
    };
    let (dense, recurrent) = (specs(&["a:relu", "b"]), specs(&["r", "a:tanh"]));
    for (path, layers, stream) in [
        ("net.onnx", &[][..], false),
        ("net.onnx", &[], true),
        ("net.safetensors", &dense, false),
        ("net.safetensors", &recurrent, false),
    ] {
        // The formats that are told by their content take no such option.
        if stream && json::is_json(bytes) {
            continue;
        }
        let options = Options {
            cases: Cases::Computed(1),
            layers,
            stream,
            ..Options::new(Path::new(path))
        };
        let result = match is_quantized(bytes, &options) {
            Ok(true) => import(bytes.to_vec(), &options).map(|imported| {
                let read = xornet_model::read(&imported.text, "");
                assert_eq!(read.as_ref(), Ok(&imported.model));
            }),
            Ok(false) => floats(bytes.to_vec(), &options).map(|imported| computes(&imported)),
            Err(error) => Err(error),
        };
        if let Err(error) = result {
            assert!(!matches!(&error, Error::Unsupported(all) if all.is_empty()));
            let length = error.to_string().len();
            assert!(
                length < (1 << 12) + 40 * bytes.len(),
                "{length} bytes are said of {}",
                bytes.len()
            );
        }
    }
}

/// Checks a network of floats: the model file reads back as the model, which has as many outputs as the source.
fn computes(imported: &Floats) {
    let read = xornet_model::read(&imported.text, "");
    assert_eq!(read.as_ref(), Ok(&imported.model));
    assert!(!imported.layers.layers.is_empty());
    let input = vec![0.0; imported.source.graph.input_length()];
    let length = imported.source.graph.output_length();
    if let Ok(output) = (imported.source.evaluate)(&input) {
        assert_eq!(output.len(), length);
    }
}
