//! Mistakes in networks of eight bits, each at its place.

mod common;

use common::compare;
use xornet_model::read;

/// Reads a text that has these errors.
#[track_caller]
fn errors(text: &str, expected: &[(&str, &str)]) {
    match read(text, "net") {
        Ok(_) => panic!("no error in\n{text}"),
        Err(failure) => compare(text, &failure, expected),
    }
}

/// Returns a network of a dense layer from two inputs to one unit, with these keys.
fn dense(keys: &str) -> String {
    format!(
        "dtype = 'i8'\ninput = 2\ninput_quantization = {{ scale = 0.5, zero_point = 3 }}\n[[layers]]\ntype = 'dense'\nunits = 1\nweights = [[1], [2]]\n{keys}"
    )
}

/// The keys that such a layer needs.
const KEYS: &str = "weight_scales = 0.5\nquantization = { scale = 0.1, zero_point = 0 }\n";

#[test]
fn keys_of_eight_bits_are_required_and_others_have_none() {
    errors(
        "dtype = 'i8'\ninput = 2\n[[layers]]\ntype = 'dense'\nunits = 1\nweights = [[1], [2]]\n",
        &[
            ("1:1", "the model has no `input_quantization`"),
            ("3:1", "layer 1 has no `weight_scales`"),
            ("3:1", "layer 1 has no `quantization`"),
        ],
    );
    errors(
        "rounding = 'single'\ninput = 2\ninput_quantization = { scale = 1.0, zero_point = 0 }\n[[layers]]\ntype = 'dense'\nunits = 1\nweights = [[1], [2]]\n",
        &[
            ("1:1", "`rounding` is for networks of eight bits"),
            ("3:1", "`input_quantization` is for networks of eight bits"),
        ],
    );
}

#[test]
fn quantizations() {
    for (value, expected) in [
        ("0.1", ("9:16", "`quantization` of layer 1 is a float")),
        ("{ scale = 0.1 }", ("9:16", "has no `zero_point`")),
        ("{ zero_point = 1 }", ("9:16", "has no `scale`")),
        (
            "{ scale = 0, zero_point = 0 }",
            ("9:26", "is not a positive number"),
        ),
        (
            "{ scale = -1.0, zero_point = 0 }",
            ("9:26", "is not a positive number"),
        ),
        (
            "{ scale = 1e-40, zero_point = 0 }",
            ("9:26", "is not a positive number"),
        ),
        ("{ scale = inf, zero_point = 0 }", ("9:26", "is not finite")),
        (
            "{ scale = 0.1, zero_point = 128 }",
            ("9:44", "out of range for `i8`"),
        ),
        (
            "{ scale = 0.1, zero_point = 0.5 }",
            ("9:44", "a whole number from -128 to 127"),
        ),
        (
            "{ scale = 0.1, zero_point = 0, zero = 1 }",
            ("9:47", "unknown key `zero`"),
        ),
    ] {
        errors(
            &dense(&format!("weight_scales = 0.5\nquantization = {value}\n")),
            &[expected],
        );
    }
}

#[test]
fn numbers_are_integers_of_their_type() {
    errors(
        &dense(KEYS).replace("[[1], [2]]", "[[1], [128]]"),
        &[("7:18", "out of range for `i8`")],
    );
    errors(
        &dense(KEYS).replace("[[1], [2]]", "[[1.0], [2]]"),
        &[("7:13", "a whole number from -128 to 127")],
    );
    errors(
        &dense(&format!("{KEYS}biases = [2147483648]\n")),
        &[("10:11", "out of range for `i32`")],
    );
    errors(
        &dense(&format!(
            "{KEYS}[[checks]]\ninput = [0, 200]\noutput = [0]\ntolerance = 0.5\n"
        )),
        &[
            ("11:13", "out of range for `i8`"),
            ("13:13", "a whole number"),
        ],
    );
}

#[test]
fn tolerances_are_steps() {
    let case = |tolerance: i32| {
        dense(&format!(
            "{KEYS}[[checks]]\ninput = [0, 0]\noutput = [0]\ntolerance = {tolerance}\n"
        ))
    };
    assert!(read(&case(126), "net").is_ok());
    errors(&case(127), &[("13:13", "so that any output is within it")]);
    errors(&case(-1), &[("13:13", "`tolerance` is negative")]);
}

#[test]
fn scales_of_weights() {
    for (value, expected) in [
        ("[0.5, 0.5]", ("8:1", "has 2 numbers")),
        ("[0.0]", ("8:18", "is not a positive number")),
        ("'0.5'", ("8:17", "is a string")),
        ("[]", ("8:1", "has 0 numbers")),
    ] {
        let keys =
            format!("weight_scales = {value}\nquantization = {{ scale = 0.1, zero_point = 0 }}\n");
        errors(&dense(&keys), &[expected]);
    }
}

#[test]
fn sums_and_products_that_overflow() {
    errors(
        &dense(&format!("{KEYS}biases = [2147483600]\n")),
        &[(
            "10:1",
            "the sum of channel 0 of a dense layer may reach 2147483993",
        )],
    );
    let fine = KEYS.replace("scale = 0.1", "scale = 1e-9");
    errors(
        &dense(&fine),
        &[("9:1", "the scale of the output is too small")],
    );
    let single = format!(
        "rounding = 'single'\n{}",
        dense(&KEYS.replace("scale = 0.1", "scale = 1e-37"))
    );
    errors(
        &single.replace("weight_scales = 0.5", "weight_scales = 1e38"),
        &[("10:1", "the scale of the output is too small")],
    );
}

#[test]
fn activations() {
    errors(
        &dense(&format!("{KEYS}activation = 'tanh'\n")),
        &[("10:14", "`tanh` in eight bits is a layer of its own")],
    );
    errors(
        &dense(&format!("{KEYS}activation = 'gelu'\n")),
        &[("10:14", "`gelu` does not exist in eight bits")],
    );
    errors(
        &dense(&format!(
            "{KEYS}[[layers]]\ntype = 'activation'\nactivation = 'gelu'\n"
        )),
        &[("12:14", "`gelu` does not exist in eight bits")],
    );
    errors(
        &dense(&format!(
            "{KEYS}[[layers]]\ntype = 'activation'\nactivation = 'softmax'\nquantization = {{ scale = 1.0, zero_point = 0 }}\n"
        )),
        &[(
            "13:1",
            "the output of softmax has the quantization { scale = 0.00390625, zero_point = -128 }",
        )],
    );
}

#[test]
fn layers_that_do_not_exist() {
    errors(
        &dense(&format!("{KEYS}[[layers]]\ntype = 'gru'\nunits = 2\n")),
        &[("11:8", "`gru` does not exist in eight bits")],
    );
    errors(
        &dense(&format!("{KEYS}[[layers]]\ntype = 'conv3d'\n")),
        &[("11:8", "unknown layer type `conv3d`")],
    );
}

#[test]
fn several_inputs() {
    let two = format!(
        "{}name = 'a'\n[[layers]]\ntype = 'concatenate'\ninputs = ['input', 'a']\n",
        dense(KEYS)
    );
    errors(
        &two,
        &[("11:1", "expected inputs with equal quantizations")],
    );
    let three = two
        .replace("concatenate", "add")
        .replace("'a']", "'a', 'a']");
    errors(
        &format!("{three}quantization = {{ scale = 1.0, zero_point = 0 }}\n"),
        &[("13:10", "expected two inputs")],
    );
    errors(
        &two.replace("concatenate", "add"),
        &[("11:1", "layer 2 has no `quantization`")],
    );
    let fine = format!(
        "{}quantization = {{ scale = 1e-9, zero_point = 0 }}\n",
        two.replace("concatenate", "add")
    );
    errors(
        &fine,
        &[(
            "14:1",
            "the scale of the output of `add` is too far from those of its inputs",
        )],
    );
}

#[test]
fn quantizations_of_several_inputs_have_their_names() {
    let model = |quantization: &str| {
        format!(
            "dtype = 'i8'\ninputs = {{ a = 2, b = 2 }}\ninput_quantization = {quantization}\n[[layers]]\ntype = 'add'\ninputs = ['a', 'b']\nquantization = {{ scale = 1.0, zero_point = 0 }}\n"
        )
    };
    let one = "{ scale = 1.0, zero_point = 0 }";
    assert!(read(&model(&format!("{{ a = {one}, b = {one} }}")), "net").is_ok());
    errors(
        &model(one),
        &[
            ("3:22", "has no `a`"),
            ("3:22", "has no `b`"),
            ("3:24", "has an unknown name `scale`"),
            ("3:37", "has an unknown name `zero_point`"),
        ],
    );
}
