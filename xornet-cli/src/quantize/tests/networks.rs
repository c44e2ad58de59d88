use super::{OPTIONS, network, quantized, written};
use crate::quantize::{Options, Samples, quantize};

#[test]
fn images_are_quantized() {
    let text = written(
        r#"
input = [8, 8, 3]
[[layers]]
type = "conv2d"
filters = 8
kernel_size = 3
padding = "same"
activation = "relu6"
weights = @3x3x3x8
biases = @8
[[layers]]
type = "max_pool2d"
pool_size = 2
[[layers]]
type = "conv2d"
name = "depthwise"
filters = 8
kernel_size = 3
padding = "same"
groups = 8
weights = @3x3x1x8
[[layers]]
type = "conv2d"
name = "pointwise"
filters = 8
kernel_size = 1
activation = "relu"
weights = @1x1x8x8
[[layers]]
type = "add"
name = "sum"
inputs = ["depthwise", "pointwise"]
activation = "relu"
[[layers]]
type = "average_pool2d"
pool_size = 2
strides = 1
[[layers]]
type = "upsample"
size = 2
[[layers]]
type = "global_average_pool"
[[layers]]
type = "dense"
units = 4
activation = "softmax"
weights = @8x4
biases = @4
"#,
        25.0,
    );
    assert_eq!(text.matches("type = \"activation\"").count(), 1, "{text}");
}

#[test]
fn graphs_are_quantized() {
    let text = written(
        r#"
inputs = { left = 6, right = 4 }
outputs = ["gate", "product"]
[[layers]]
type = "dense"
name = "a"
inputs = "left"
units = 5
activation = "tanh"
weights = @6x5
biases = @5
[[layers]]
type = "dense"
name = "b"
inputs = "right"
units = 5
weights = @4x5
[[layers]]
type = "concatenate"
name = "both"
inputs = ["a", "b"]
[[layers]]
type = "slice"
name = "part"
start = 2
end = 7
[[layers]]
type = "dense"
name = "gate"
units = 5
activation = "sigmoid"
weights = @5x5
[[layers]]
type = "multiply"
name = "product"
inputs = ["gate", "part"]
"#,
        25.0,
    );
    // The inputs of `concatenate` have the same quantization.
    let of = |name: &str| {
        let (_, rest) = text
            .split_once(&format!("name = \"{name}\""))
            .expect("a layer");
        let line = rest.lines().find(|line| line.starts_with("quantization"));
        line.expect("a quantization").to_owned()
    };
    assert_eq!(of("a"), of("b"), "{text}");
}

#[test]
fn streams_are_quantized() {
    written(
        r#"
input = ["time", 3]
[[layers]]
type = "conv1d"
filters = 6
kernel_size = 3
dilation_rate = 2
padding = "causal"
activation = "relu"
weights = @3x3x6
biases = @6
[[layers]]
type = "batch_norm"
mean = @6
variance = [1, 1.5, 0.5, 2, 1, 1]
epsilon = 0.001
[[layers]]
type = "conv1d"
filters = 4
kernel_size = 4
strides = 2
padding = "causal"
weights = @4x6x4
[[layers]]
type = "window"
frames = 5
[[layers]]
type = "flatten"
[[layers]]
type = "dense"
units = 2
activation = "tanh"
weights = @20x2
biases = @2
"#,
        20.0,
    );
}

/// A dense layer with a normalisation, and the same layer with its factors and summands in the weights: 0.5 and 2 have
/// exact roots of their variances, so that both have the same numbers.
#[test]
fn normalisations_are_folded() {
    let folded = written(
        r#"
input = 3
[[layers]]
type = "dense"
units = 2
weights = [[1, 2], [-0.5, 0.25], [0.125, -1]]
biases = [1, 0.5]
[[layers]]
type = "batch_norm"
mean = [0.5, -1]
variance = [4, 0.25]
beta = [1, -2]
epsilon = 0
activation = "relu"
"#,
        30.0,
    );
    let direct = written(
        r#"
input = 3
[[layers]]
type = "dense"
units = 2
weights = [[0.5, 4], [-0.25, 0.5], [0.0625, -2]]
biases = [1.25, 1]
activation = "relu"
"#,
        30.0,
    );
    assert_eq!(folded, direct);
}

#[test]
fn normalisations_alone_are_layers_with_weights() {
    let norm = "[[layers]]\ntype = \"batch_norm\"\nmean = @4\nvariance = [1, 2, 3, 4]\nepsilon = 0.001\nactivation = \"sigmoid\"\n";
    for (input, kind) in [
        ("4", "dense"),
        ("[5, 4]", "conv1d"),
        ("[5, 3, 4]", "conv2d"),
        ("[\"time\", 4]", "conv1d"),
    ] {
        let text = written(&format!("input = {input}\n{norm}"), 25.0);
        assert!(text.contains(&format!("type = \"{kind}\"")), "{text}");
        assert!(text.contains("activation = \"sigmoid\""), "{text}");
    }
}

/// The output of `linear` is that of the layer before, which another layer takes as well.
#[test]
fn values_with_other_users_are_not_changed() {
    let text = written(
        r#"
input = 3
[[layers]]
type = "dense"
name = "sums"
units = 3
weights = @3x3
[[layers]]
type = "activation"
name = "same"
activation = "linear"
[[layers]]
type = "activation"
name = "limited"
activation = "relu"
[[layers]]
type = "add"
inputs = ["limited", "sums"]
"#,
        25.0,
    );
    assert_eq!(text.matches("[[layers]]").count(), 3, "{text}");
}

#[test]
fn corrected_biases_lose_less() {
    let text = "input = 16\n[[layers]]\ntype = \"activation\"\nactivation = \"sigmoid\"\n[[layers]]\ntype = \"dense\"\n\
                units = 64\nweights = @16x64\n";
    let lost = |corrects_biases: bool| {
        let options = Options {
            corrects_biases,
            ..OPTIONS
        };
        let quantized = quantized(text, &options).expect("a network of eight bits");
        quantized.report.output_snr_db.expect("noise")
    };
    assert!(
        lost(true) > lost(false) + 0.5,
        "{} and {}",
        lost(true),
        lost(false)
    );
}

/// Numbers that no training gives, but a file may have.
#[test]
fn extreme_numbers_give_valid_networks() {
    for (weights, biases) in [
        ("[[0, 0], [0, 0]]", "[0, 0]"),
        ("[[0, 1], [0, 1]]", "[0, 1e-20]"),
        ("[[0, 1], [0, 1]]", "[1e9, 1e-20]"),
        ("[[1e-38, 1], [0, 1e-30]]", "[1, -1]"),
        ("[[1e-38, 1e-38], [0, 1e-40]]", "[1e30, -1e-30]"),
        ("[[1e30, 1e-30], [-1e30, 1]]", "[1e-30, 0]"),
        ("[[1e37, 1], [-1, 1e37]]", "[1, 1]"),
    ] {
        let text = format!(
            "input = 2\n[[layers]]\ntype = \"dense\"\nunits = 2\nweights = {weights}\nbiases = {biases}\n\
             [[layers]]\ntype = \"dense\"\nunits = 2\nweights = [[1, 0.5], [-1, 0.25]]\nactivation = \"softmax\"\n"
        );
        written(&text, f64::NEG_INFINITY);
    }
}

/// A network that gives the first input less the second one, with classes by the sign: one label of five is wrong.
#[test]
fn a_network_of_one_output_has_two_classes() {
    for (activation, classes) in [
        ("linear", [0.0, 1.0]),
        ("tanh", [-1.0, 1.0]),
        ("sigmoid", [0.0, 1.0]),
    ] {
        let network = network(&format!(
            "input = 2\n[[layers]]\ntype = \"dense\"\nunits = 1\nactivation = \"{activation}\"\nweights = [[1], [-1]]\n"
        ));
        let inputs = [[1.0, 0.0], [0.0, 1.0], [0.5, 0.0], [-1.0, 0.0], [0.0, -1.0]];
        let samples = Samples {
            sequences: inputs.map(Vec::from).to_vec(),
            labels: Some([1, 0, 1, 1, 1].map(|class| classes[class]).to_vec()),
        };
        let quantized = quantize(&network, &samples, &OPTIONS).expect("a network of eight bits");
        let accuracy = quantized.report.accuracy.expect("an accuracy");
        assert_eq!(
            [accuracy.samples, accuracy.float, accuracy.quantized],
            [5, 4, 4],
            "{activation}"
        );
    }
}
