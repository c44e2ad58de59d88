//! Graphs of all kinds through the importer, without the command around it.

mod activations;
mod audio;
mod batch;
mod compared;
mod graphs;
mod hostile;
mod integers;
mod json;
mod numbers;
mod operators;
mod ports;
mod streams;
mod tflite;
mod unsupported;

use std::path::Path;

use xornet_model::Model;

use super::unsupported::Unsupported;
use super::{Error, Floats as Imported, Options, floats as import};

/// Imports an ONNX file that is in no folder.
fn onnx(bytes: Vec<u8>) -> Result<Imported, Vec<Unsupported>> {
    checked(bytes, &Options::new(Path::new("net.onnx")))
}

/// Imports a source, and compares the model's numbers with those of its layers.
fn checked(bytes: Vec<u8>, options: &Options<'_>) -> Result<Imported, Vec<Unsupported>> {
    let imported = import(bytes, options).map_err(|error| match error {
        Error::Unsupported(reasons) => reasons,
        Error::Unusable(error) => panic!("{error:#}"),
    })?;
    let read = xornet_model::read(&imported.text, "");
    assert_eq!(read.as_ref(), Ok(&imported.model), "{}", imported.text);
    match &imported.model {
        Model::F32(network) => numbers::same(network, &imported.layers.layers, numbers::single),
        Model::F64(network) => numbers::same(network, &imported.layers.layers, f64::to_bits),
        Model::I8(_) => panic!("a network of eight bits"),
    }
    Ok(imported)
}

/// Computes the output for an input, by the source.
fn evaluate(imported: &Imported, input: &[f64]) -> Vec<f64> {
    (imported.source.evaluate)(input).expect("numbers")
}

/// Computes the model's output, by the reference.
fn forward(model: &Model, input: &[f64]) -> Vec<f64> {
    match model {
        Model::F32(network) => {
            let input: Vec<_> = input.iter().map(|&x| x as f32).collect();
            let output = crate::evaluate::forward(network, &input);
            output.into_iter().map(f64::from).collect()
        }
        Model::F64(network) => crate::evaluate::forward(network, input),
        Model::I8(_) => panic!("a network of eight bits"),
    }
}
