use xornet_model::Model;

use super::{Error, OPTIONS, Samples, network, quantize, refused};

#[test]
fn all_layers_that_do_not_exist_are_named() {
    let reasons = refused(
        r#"
input = [4, 3]
[[layers]]
type = "layer_norm"
epsilon = 0.001
[[layers]]
type = "dense"
units = 3
activation = "gelu"
weights = @3x3
[[layers]]
type = "dense"
name = "a"
units = 3
weights = @3x3
[[layers]]
type = "maximum"
name = "b"
inputs = ["a", "input"]
[[layers]]
type = "add"
inputs = ["a", "input", "b"]
[[layers]]
type = "average_pool1d"
pool_size = 2
padding = "same"
include_padding = true
"#,
    );
    let starts = [
        "Some(0): `layer_norm` does not exist in eight bits",
        "Some(1): the activation `gelu` does not exist in eight bits",
        "Some(3): `maximum` does not exist in eight bits",
        "Some(4): `add` takes two inputs in eight bits, and here it has 3",
        "Some(5): averages of eight bits leave the padding out",
    ];
    assert_eq!(reasons.len(), starts.len(), "{reasons:?}");
    for (reason, start) in reasons.iter().zip(starts) {
        assert_eq!(reason, start);
    }
}

#[test]
fn probabilities_next_to_other_numbers_are_refused() {
    let reasons = refused(
        "input = 3\n[[layers]]\ntype = \"dense\"\nname = \"sums\"\nunits = 3\nweights = @3x3\n[[layers]]\n\
         type = \"activation\"\nname = \"parts\"\nactivation = \"softmax\"\n[[layers]]\ntype = \"concatenate\"\n\
         inputs = [\"sums\", \"parts\"]\n",
    );
    assert_eq!(reasons.len(), 1);
    assert!(
        reasons[0].starts_with("Some(1): the probabilities of `softmax`"),
        "{reasons:?}"
    );
}

#[test]
fn outputs_that_are_inputs_are_refused() {
    let reasons =
        refused("input = 3\n[[layers]]\ntype = \"activation\"\nactivation = \"linear\"\n");
    assert_eq!(
        reasons,
        ["None: an output is the same as an input or another output"]
    );
}

#[test]
fn numbers_beyond_single_precision_are_refused() {
    let text = "dtype = \"f64\"\ninput = 1\n[[layers]]\ntype = \"dense\"\nunits = 1\nweights = [[1e100]]\n";
    let Ok(Model::F64(network)) = xornet_model::read(text, "net") else {
        panic!("a network of f64")
    };
    let samples = Samples {
        sequences: vec![vec![1.0]],
        labels: None,
    };
    let result = quantize(&network, &samples, &OPTIONS);
    assert!(matches!(result, Err(Error::Refused(_))), "{result:?}");
}

#[test]
fn numbers_that_are_not_finite_are_an_error() {
    let network =
        network("input = 1\n[[layers]]\ntype = \"dense\"\nunits = 1\nweights = [[1e30]]\n");
    let samples = Samples {
        sequences: vec![vec![1.0], vec![1e30]],
        labels: None,
    };
    match quantize(&network, &samples, &OPTIONS) {
        Err(Error::Unusable(error)) => {
            let message = format!("{error:#}");
            assert!(
                message.starts_with("sample 2: the network gives numbers that are not finite"),
                "{message}"
            );
        }
        other => panic!("{other:?}"),
    }
}
