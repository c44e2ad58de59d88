//! JSON that is broken, that has more than is read, or that is made to do harm.

use std::path::Path;

use super::super::{Options, examine, floats as import};

/// Returns the reason why a file is not imported.
#[track_caller]
fn reason(text: &str) -> String {
    examine(text.as_bytes());
    let options = Options::new(Path::new("net.json"));
    match import(text.as_bytes().to_vec(), &options) {
        Ok(_) => panic!("it is imported"),
        Err(error) => error.to_string(),
    }
}

#[track_caller]
fn says(text: &str, expected: &str) {
    let said = reason(text);
    assert!(said.contains(expected), "{said}");
    assert!(said.len() < 1000, "{} bytes", said.len());
}

/// Makes a file of Neural Amp Modeler.
fn nam(architecture: &str, config: &str, weights: usize) -> String {
    let weights = vec!["0.5"; weights].join(",");
    format!(
        r#"{{"version": "0.5.4", "architecture": "{architecture}", "config": {config}, "weights": [{weights}]}}"#
    )
}

/// Makes a WaveNet of one array with a layer, of 2 channels, with more keys in its description.
fn wavenet(more: &str, weights: usize) -> String {
    let array = format!(
        r#"{{"input_size": 1, "condition_size": 1, "head_size": 1, "channels": 2, "kernel_size": 1, "dilations": [1],
            "activation": "Tanh", "head_bias": false{more}}}"#
    );
    let config = format!(r#"{{"layers": [{array}], "head_scale": 1.0}}"#);
    nam("WaveNet", &config, weights)
}

/// The weights of a WaveNet's input, convolution, condition, way back, head and scale.
const WEIGHTS: usize = 2 + (4 + 2) + 2 + (4 + 2) + 2 + 1;

#[test]
fn the_wavenet_that_the_others_break_is_sound() {
    let options = Options::new(Path::new("net.nam"));
    let text = wavenet("", WEIGHTS);
    examine(text.as_bytes());
    let imported = import(text.into_bytes(), &options);
    let imported = imported.unwrap_or_else(|error| panic!("{error}"));
    assert!(imported.text.contains("input = [\"time\", 1]"));
    // Each channel of the only layer is tanh(0.5 · x · 2 · 0.5 + 0.5 + 0.5 · x), and the head half of their sum, halved.
    let output = (imported.source.evaluate)(&[1.0; 16]).expect("numbers");
    assert!(
        (output[0] - 0.5 * 1.5f64.tanh()).abs() < 1e-12,
        "{}",
        output[0]
    );
}

#[test]
fn what_neural_amp_modeler_has_beyond_is_named() {
    says(
        &wavenet("", WEIGHTS - 1),
        "it has 18 weights, and its layers need more",
    );
    says(
        &wavenet("", WEIGHTS + 2),
        "it has 21 weights, and its layers need 2 less",
    );
    says(
        &wavenet(
            r#", "conv_post_film": {"active": true, "shift": true}"#,
            WEIGHTS,
        ),
        "array 1 scales values by the condition (`conv_post_film`)",
    );
    says(
        &wavenet(r#", "gating_mode": "blended""#, WEIGHTS),
        "its `gating_mode` is `blended`, and `none` and `gated` are read",
    );
    says(
        &wavenet(r#", "activation": "Fasttanh""#, WEIGHTS),
        "its activation `Fasttanh` is not one of xornet's",
    );
    says(
        &wavenet(r#", "layer1x1": {"active": true, "groups": 3}"#, WEIGHTS),
        "its 3 groups do not fit 2 channels",
    );
    says(
        &wavenet(
            r#", "bottleneck": 1, "layer1x1": {"active": false}"#,
            WEIGHTS,
        ),
        "array 1 leads from 1 channels back to 2 without weights",
    );
    says(
        &wavenet(r#", "condition_size": 3"#, WEIGHTS),
        "array 1 is for an input of 1 channels and a condition of 3, but has 1 and 1",
    );
    says(
        &wavenet(r#", "dilations": [0]"#, WEIGHTS),
        "`config.layers[0].dilations[0]` is 0, not a length of 1 to 65536",
    );
    says(
        &wavenet(r#", "dilations": 3"#, WEIGHTS),
        "`config.layers[0].dilations` is 3, not an array",
    );
    says(
        &wavenet(r#", "channels": 60000, "kernel_size": 60000"#, WEIGHTS),
        "its layers need more",
    );
    says(
        &nam("Linear", "{}", 1),
        "its architecture is `Linear`, and WaveNet, LSTM and ConvNet are read",
    );
    says(
        &nam(
            "LSTM",
            r#"{"input_size": 1, "hidden_size": 65536, "num_layers": 60}"#,
            1,
        ),
        "its layers need more",
    );
    says(&nam("ConvNet", "{}", 1), "`config` has no `channels`");
}

#[test]
fn models_inside_models_have_an_end() {
    let mut text = wavenet("", WEIGHTS);
    for _ in 0..8 {
        let config = format!(r#"{{"condition_dsp": {text}, "head_scale": 1.0, "layers": []}}"#);
        text = nam("WaveNet", &config, 1);
    }
    says(&text, "its models hold one another too deeply");
    says(
        &format!("{{\"layers\": {}", "[".repeat(100_000)),
        "this is not JSON",
    );
}

#[test]
fn networks_of_rtneural_that_do_not_fit_say_where() {
    let file = |layer: &str| format!(r#"{{"in_shape": [null, null, 2], "layers": [{layer}]}}"#);
    says(&file(""), "the network computes nothing");
    says(
        &file(
            r#"{"type": "gru", "shape": [null, null, 1], "weights": [[[1, 2, 3]], [[1, 2, 3]]]}"#,
        ),
        "layer 1 (gru): `layers[0].weights[0]` has the shape [1, 3], not [2, 3]",
    );
    says(
        &file(r#"{"type": "dense", "shape": [null, 1], "weights": [[[1], [2, 3]], [0]]}"#),
        "`layers[0].weights[0]` is not an array of numbers of the shape [2, 1]",
    );
    says(
        &file(r#"{"type": "dense", "shape": [null, 1], "weights": [[[1], ["a"]], [0]]}"#),
        "`layers[0].weights[0]` is not an array of numbers",
    );
    says(
        &file(r#"{"type": "dense", "shape": [null, 99999999], "weights": []}"#),
        "`layers[0].shape[1]` is 99999999, not a length of 1 to 65536",
    );
    says(
        &file(r#"{"type": "conv2d", "shape": [null, 1, 1, 1], "weights": []}"#),
        "layer 1 (conv2d): its frames have two axes",
    );
    says(
        &file(r#"{"type": "batchnorm", "shape": [2], "epsilon": 0, "weights": [[0, 0], [0, 1]]}"#),
        "a variance that is not positive",
    );
    says(
        &file(r#"{"type": "unknown", "shape": [2], "weights": []}"#),
        "it is not a type of layer that RTNeural reads",
    );
    says(
        r#"{"in_shape": [null, 4, 4, 1], "layers": []}"#,
        "a frame of a stream is a vector",
    );
}

#[test]
fn other_json_says_what_it_could_be() {
    says("{}", "the file is JSON, but not of Neural Amp Modeler");
    says(
        r#"{"lstm.weight_ih_l0": [[1]]}"#,
        "for a state_dict of PyTorch, name its layers",
    );
    says(
        r#"{"model_data": {"hidden_size": 1, "unit_type": "CNN"}, "state_dict": {}}"#,
        "its `unit_type` is `CNN`, not LSTM, GRU or RNN",
    );
    says(
        r#"{"model_data": {"hidden_size": 1}, "state_dict": {}}"#,
        "it has no tensor `rec.weight_ih_l0`",
    );
}

#[test]
fn a_state_dict_in_json_takes_layers() {
    let text = r#"{"rnn.weight_ih_l0": [[0.5]], "rnn.weight_hh_l0": [[0.25]], "count": 3,
                   "dense.weight": [[2.0]], "dense.bias": [1.0]}"#;
    let layers = ["rnn", "dense"].map(|spec| spec.parse().expect("a layer"));
    let options = Options {
        layers: &layers,
        ..Options::new(Path::new("net.json"))
    };
    let imported = import(text.as_bytes().to_vec(), &options);
    let imported = imported.unwrap_or_else(|error| panic!("{error}"));
    let output = (imported.source.evaluate)(&[1.0; 16]).expect("numbers");
    let first = 0.5f64.tanh();
    let second = (0.5 + 0.25 * first).tanh();
    assert!((output[0] - (2.0 * first + 1.0)).abs() < 1e-12);
    assert!((output[1] - (2.0 * second + 1.0)).abs() < 1e-12);
}
