//! What must hold for every file, whatever it is: for the tests, and for the fuzz target.

use super::checks::Sampler;
use super::safetensors::{self, LayerSpec};
use super::source::{Precision, Source};
use super::{fold, limits};
use crate::onnx;

/// Imports bytes as each of the formats. A network that is found has finite weights, and computes its outputs;
/// nothing panics, and what is said of the file is short.
pub fn examine(bytes: &[u8]) {
    let specs: Vec<LayerSpec> = ["a:relu", "b"]
        .iter()
        .filter_map(|spec| spec.parse().ok())
        .collect();
    for source in [
        onnx::read(bytes.to_vec(), None, None),
        safetensors::read(bytes, &specs, None),
    ] {
        match source {
            Ok(source) => network(&source),
            Err(refusals) => {
                assert!(!refusals.is_empty());
                let length: usize = refusals
                    .iter()
                    .map(|refusal| refusal.to_string().len())
                    .sum();
                assert!(
                    length < (1 << 12) + 40 * bytes.len(),
                    "{length} bytes are said of {}",
                    bytes.len()
                );
            }
        }
    }
}

fn network(source: &Source) {
    let inputs = source.chain.inputs;
    let layers = fold::fold(source.chain.clone());
    let Ok(layers) =
        layers.and_then(|layers| limits::check(inputs, layers, xornet_model::DType::F32))
    else {
        return;
    };
    assert!(!layers.is_empty());
    let input = Sampler::new(&source.chain).next(Precision::Single);
    if let Ok(output) = (source.evaluate)(&input) {
        assert!(!output.is_empty());
    }
}
