//! What must hold for every text, and every file of tensors, whatever it is.

#![allow(dead_code, reason = "each test and fuzz target uses what it needs")]

use xornet_model::draw::{Page, draw};
use xornet_model::plan::{Plan, Steps, StreamPlan};
use xornet_model::{
    Element, InvalidModel, Model, Network, Unroll, evaluate, read, read_with, write, write_external,
};

/// Reads a text. Its errors must lie in it and be shown; a model must survive being written, drawn, planned and computed.
pub fn examine(text: &str) -> Option<Model> {
    match read(text, "net") {
        Ok(model) => {
            let written = write(&model);
            let again = read(&written, "net");
            assert_eq!(again.as_ref().ok(), Some(&model), "\n{written}");
            assert_eq!(write(&model), written);
            let (text, tensors) = write_external(&model, "net.safetensors");
            let again = read_with(&text, "net", |_| Ok(tensors.clone()));
            assert_eq!(again.as_ref().ok(), Some(&model), "\n{text}");
            match &model {
                Model::F32(network) => examine_network(network),
                Model::F64(network) => examine_network(network),
                Model::I8(network) => examine_network(network),
            }
            Some(model)
        }
        Err(failure) => {
            errors(text, &failure);
            None
        }
    }
}

fn examine_network<T: Element>(network: &Network<T>) {
    let picture = draw(network, None, Page::Html);
    assert!(picture.len() < 60_000, "{} bytes", picture.len());
    for unroll in Unroll::ALL {
        let layers = match network.is_stream() {
            true => {
                let steps = Steps::of(network);
                StreamPlan::with(&steps, unroll).layers().count()
            }
            false => Plan::with(network, unroll).steps().len(),
        };
        assert_eq!(layers, network.nodes().len());
    }
    // Larger networks would take long.
    let lengths = network.values().iter().map(|value| value.shape.count());
    let state = network.state_bytes() + network.stride();
    if network.macs() + state + lengths.sum::<usize>() < 1 << 16 {
        let frames = vec![T::ZERO; network.inputs() * network.stride()];
        let outputs = evaluate::forward(network, &frames);
        assert_eq!(outputs.len(), network.outputs());
    }
}

/// Diagnostics must lie in the text and be shown.
fn errors(text: &str, failure: &InvalidModel) {
    assert!(!failure.errors.is_empty());
    for error in &failure.errors {
        let span = error.span();
        assert!(span.start <= span.end && span.end <= text.len(), "{span:?}");
        let (line, column) = error.position(text);
        let shown = error.render("net.toml", text);
        assert!(
            shown.contains(&format!("net.toml:{line}:{column}")),
            "{line}:{column} is not in\n{shown}"
        );
        assert!(shown.len() < 4000, "{} bytes:\n{shown}", shown.len());
    }
}

/// The errors, each at `line:column` and with a part of what is shown, in order.
#[track_caller]
pub fn compare(text: &str, failure: &InvalidModel, expected: &[(&str, &str)]) {
    let found: Vec<_> = failure
        .errors
        .iter()
        .map(|error| {
            let (line, column) = error.position(text);
            (format!("{line}:{column}"), error.render("net.toml", text))
        })
        .collect();
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for ((place, shown), (at, part)) in found.iter().zip(expected) {
        assert_eq!(place, at, "{shown}");
        assert!(shown.contains(part), "`{part}` is not in\n{shown}");
    }
}

/// A model whose numbers are in another file.
pub const EXTERNAL: &str = "input = 2
[[layers]]
type = 'dense'
units = 3
weights = { file = 'net.safetensors', tensor = 'weights' }
biases = { file = 'net.safetensors', tensor = 'biases' }
";

/// Reads [`EXTERNAL`] with any bytes as its other file.
pub fn examine_tensors(bytes: &[u8]) -> Option<Model> {
    match read_with(EXTERNAL, "net", |_| Ok(bytes.to_vec())) {
        Ok(model) => Some(model),
        Err(failure) => {
            errors(EXTERNAL, &failure);
            None
        }
    }
}
