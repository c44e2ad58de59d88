//! Graphs of all kinds through the importer, without the command around it.

mod batch;
mod functions;
mod graphs;
mod hostile;
mod numbers;
mod operators;
mod unsupported;

use xornet_model::{DType, Model};

use super::fold::{self, Layer};
use super::limits;
use super::refusal::Refusal;
use super::source::Precision;
use super::source::Source;
use super::text::{self, Draft};

/// The layers of a source, and the model that its file reads back to.
fn model(source: &Source) -> Result<(Vec<Layer>, Model), Vec<Refusal>> {
    let dtype = if source.precision == Precision::Double {
        DType::F64
    } else {
        DType::F32
    };
    let inputs = source.chain.inputs;
    let layers = limits::check(inputs, fold::fold(source.chain.clone())?, dtype)?;
    let text = text::write(&Draft {
        header: &[],
        name: None,
        dtype,
        inputs,
        layers: &layers,
        cases: &[],
    });
    let model = xornet_model::read(&text, "net");
    let model = model.expect("a file without faults");
    match &model {
        Model::F32(network) => numbers::same(network, &layers, numbers::single),
        Model::F64(network) => numbers::same(network, &layers, f64::to_bits),
    }
    Ok((layers, model))
}

/// The model's output by the reference.
fn forward(model: &Model, input: &[f64]) -> Vec<f64> {
    match model {
        Model::F32(network) => {
            let input: Vec<_> = input.iter().map(|&x| x as f32).collect();
            let output = crate::evaluate::forward(network, &input);
            output.into_iter().map(f64::from).collect()
        }
        Model::F64(network) => crate::evaluate::forward(network, input),
    }
}
