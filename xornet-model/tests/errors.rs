//! Each rule of the model file, and where and how its error is reported.

mod common;

use xornet_model::{DType, InvalidModel, LAYER_LIMIT, Shape, read};

fn failure(text: &str) -> InvalidModel {
    match read(text, "net") {
        Ok(model) => panic!("no error found in\n{text}\n{model:?}"),
        Err(failure) => failure,
    }
}

/// The errors must begin and contain what is expected, in order.
#[track_caller]
fn errors(text: &str, expected: &[(&str, &str)]) {
    common::compare(text, &failure(text), expected);
}

/// A model of two inputs and a layer of two units, with lines in front and in the layer.
fn model(front: &str, layer: &str) -> String {
    format!(
        "{front}\ninput = 2\n[[layers]]\ntype = 'dense'\nunits = 2\nweights = [[1, 2], [3, 4]]\n{layer}\n"
    )
}

/// Returns the shapes of an only vector.
fn vector(length: usize) -> Option<Vec<Shape>> {
    Some(vec![Shape::of(&[length])])
}

#[test]
fn the_file_as_a_whole() {
    errors("", &[("1:1", "has no `input`"), ("1:1", "has no `layers`")]);
    errors("input = ", &[("1:9", "not valid TOML")]);
    errors("a = 1\na = 2\n", &[("2:1", "duplicate key")]);
    errors("input = 2\nlayers = 3\n", &[("2:10", "an array of tables")]);
    errors("input = 2\nlayers = []\n", &[("2:1", "no layers")]);
    errors(
        "input = 2\nlayers = [1]\n",
        &[("2:11", "layer 1 is an integer")],
    );
    errors(
        "input = 2\n[layers]\ntype = 'dense'\n",
        &[("2:1", "with two brackets")],
    );
}

#[test]
fn keys_of_the_model() {
    errors(
        &model("dtyp = 'f32'", ""),
        &[("1:1", "did you mean `dtype`?")],
    );
    errors(
        &model("inputs = 3", ""),
        &[("1:1", "did you mean `input`?")],
    );
    errors(
        &model("dtype = 'f16'", ""),
        &[("1:9", "one of `f32`, `f64` and `i8`")],
    );
    errors(&model("dtype = 32", ""), &[("1:9", "expected a string")]);
    errors(
        &model("unroll = true", ""),
        &[("1:10", "expected a string")],
    );
    errors(
        &model("unroll = 'Full'", ""),
        &[("1:10", "did you mean `full`?")],
    );
    errors(
        &model("description = 1", ""),
        &[("1:15", "expected a string")],
    );
}

#[test]
fn names() {
    for name in [
        "", "x y", "1x", "type", "Self", "_", "r#x", "x::y", "x;", "f32", "gen",
    ] {
        errors(
            &model(&format!("name = '{name}'"), ""),
            &[("1:8", "cannot name a type")],
        );
    }
    errors(
        &model("name = 'xor gate'", ""),
        &[("1:8", "`XorGate` would do")],
    );
    errors(&model("name = 1", ""), &[("1:8", "expected a string")]);
}

#[test]
fn sizes() {
    let layer = "\n[[layers]]\ntype = 'activation'\nactivation = 'relu'\n";
    for (size, part) in [
        ("0", "is zero"),
        ("-1", "is negative"),
        ("1048577", "beyond the limit"),
        (
            "99999999999999999999999999999999999999999999999",
            "beyond the limit",
        ),
        ("2.0", "is a float"),
        ("'2'", "is a string"),
        ("[2, 2, 2, 2]", "`input` has 4 axes"),
        ("[]", "`input` has 0 axes"),
    ] {
        errors(&format!("input = {size}{layer}"), &[("1:9", part)]);
    }
    assert!(read(&format!("input = 0x100000{layer}"), "net").is_ok());
}

#[test]
fn a_layer_has_one_error_of_shape() {
    let dense = |input, units, rest: &str| {
        format!("input = {input}\n[[layers]]\ntype = 'dense'\nunits = {units}\n{rest}\n")
    };
    let weights = "weights = [[1, 2], [3, 4]]";
    errors(&dense(3, 2, weights), &[("5:1", "2 rows for 3 inputs")]);
    errors(&dense(2, 3, weights), &[("5:1", "2 numbers for 3 units")]);
    errors(
        &dense(3, 4, weights),
        &[(
            "5:1",
            "2 rows for 3 inputs; its rows have 2 numbers for 4 units",
        )],
    );
    errors(
        &dense(2, 3, "weights = [[1, 2], [3, 4], [5, 6]]"),
        &[("5:1", "transposed")],
    );
    errors(
        &dense(2, 2, &format!("{weights}\nbiases = [1]")),
        &[("6:1", "1 number for 2 units")],
    );
    errors(
        &dense(2, 3, &format!("{weights}\nbiases = [1, 2]")),
        &[("5:1", "agree on `units = 2`")],
    );
    errors(
        &dense(2, 2, "weights = [[1, 2], [3]]"),
        &[("5:20", "row 2 has 1 number")],
    );
    errors(
        &dense(2, 2, "weights = [[1, 2], 3]"),
        &[("5:20", "expected an array of numbers")],
    );
    errors(
        &dense(2, 2, "weights = [1, 2]"),
        &[("5:11", "an array of rows")],
    );
    errors(
        &dense(2, 2, "weights = []"),
        &[("5:1", "0 rows for 2 inputs")],
    );
    errors(
        &dense(2, 2, "weights = [[], []]"),
        &[("5:1", "0 numbers for 2 units")],
    );
    errors(
        &dense(2, 1_000_000, weights),
        &[("5:1", "2 numbers for 1000000 units")],
    );
    errors(&dense(2, 2, ""), &[("2:1", "has no `weights`")]);
    errors(&dense(2, 0, weights), &[("4:9", "is zero")]);
}

#[test]
fn an_error_in_one_layer_causes_none_in_others() {
    let next = "[[layers]]\ntype = 'dense'\nunits = 1\nweights = [[1], [2], [3]]\n";
    let first = |units: &str, weights: &str| {
        format!("input = 2\n[[layers]]\ntype = 'dense'\n{units}\nweights = {weights}\n{next}")
    };
    errors(
        &first("units = 2", "[[1, 2, 3], [4, 5, 6]]"),
        &[("5:1", "3 numbers for 2 units")],
    );
    errors(
        &first("units = 'three'", "[[1, 2], [4, 5]]"),
        &[("4:9", "a whole number")],
    );
    errors(
        &first("unts = 3", "[[1, 2], [4, 5]]"),
        &[("4:1", "did you mean `units`?")],
    );
    errors(
        &first("units = 3", "[[1, 2, nan], [4, 5, 6]]"),
        &[("5:19", "not finite")],
    );
    errors(
        &format!("input = 2\n[[layers]]\ntype = 'conv9d'\n{next}"),
        &[("3:8", "unknown layer type")],
    );
    errors(&format!("input = -2\n{next}"), &[("1:9", "is negative")]);
    // Diagnostics that have nothing to do with one another are all there.
    let two = first("units = 2", "[[1, 2, 3], [4, 5, 6]]")
        + "activation = 'tahn'\n[[checks]]\nin = [1]\noutput = [1]\n";
    let places = [
        ("5:1", "for 2 units"),
        ("10:14", "did you mean `tanh`?"),
        ("12:1", "unknown key `in`"),
    ];
    let mut places = places.to_vec();
    places.insert(2, ("11:1", "test case 1 has no `input`"));
    errors(&two, &places);
}

#[test]
fn activations() {
    errors(
        &model("", "activation = 'sigmiod'"),
        &[("7:14", "did you mean `sigmoid`?")],
    );
    errors(
        &model("", "activation = 'swish'"),
        &[("7:14", "did you mean `silu`?")],
    );
    errors(
        &model("", "activation = 'x'"),
        &[("7:14", "the known names are `linear`, `relu`")],
    );
    errors(
        &model("", "activation = 'prelu'"),
        &[("7:14", "is a layer of its own")],
    );
    errors(&model("", "activation = 1"), &[("7:14", "expected a name")]);
    errors(&model("", "activation = {}"), &[("7:14", "has no `type`")]);
    errors(
        &model("", "activation = { type = 1 }"),
        &[("7:23", "expected a string")],
    );
    errors(
        &model("", "activation = { type = 'relu', slope = 1 }"),
        &[("7:31", "takes no parameter")],
    );
    errors(
        &model("", "activation = { type = 'elu', slope = 1 }"),
        &[("7:30", "its parameter is `alpha`")],
    );
    errors(
        &model("", "activation = { type = 'elu', alpha = inf }"),
        &[("7:38", "not finite")],
    );
    errors(
        &model("", "activation = { type = 'celu', alpha = -0.0 }"),
        &[("7:39", "cannot be 0")],
    );
    let clamp = |parameters: &str| {
        model(
            "",
            &format!("activation = {{ type = 'clamp'{parameters} }}"),
        )
    };
    for valid in ["", ", min = 2, max = 2"] {
        assert!(xornet_model::read(&clamp(valid), "net").is_ok(), "{valid}");
    }
    errors(
        &clamp(", max = 1, min = 2"),
        &[("7:47", "expected at most 1.0")],
    );
    errors(&clamp(", min = -1"), &[("7:14", "has no `max`")]);
    errors(
        &clamp(", max = -1"),
        &[("7:14", "both bounds, or none for -1 and 1")],
    );
    errors(
        &clamp(", minn = -1, max = 1"),
        &[("7:32", "its parameters are `min` and `max`")],
    );
    errors(
        &clamp(", min = inf, max = nan"),
        &[("7:38", "not finite"), ("7:49", "not finite")],
    );
    errors(
        &model("", "activation = { type = 'hard_sigmoid', alpha = 1 }"),
        &[("7:39", "its parameters are `slope` and `offset`")],
    );
    errors(
        &model(
            "",
            "activation = { type = 'hard_sigmoid', slope = 0, offset = '1' }",
        ),
        &[("7:59", "expected a number")],
    );
}

#[test]
fn layer_types() {
    let layer = |layer: &str| format!("input = 2\n[[layers]]\n{layer}\n");
    errors(
        &layer("type = 'Dense'"),
        &[("3:8", "did you mean `dense`?")],
    );
    errors(
        &layer("type = 'relu'"),
        &[("3:8", "`activation = \"relu\"`")],
    );
    errors(
        &layer("type = 'attention'"),
        &[("3:8", "the known names are `dense`, `activation`, `conv1d`")],
    );
    errors(&layer("units = 2"), &[("2:1", "has no `type`")]);
    errors(
        &layer("type = 'activation'"),
        &[("2:1", "has no `activation`")],
    );
    errors(
        &layer("type = 'activation'\nactivation = 'relu'\nunits = 2"),
        &[("5:1", "unknown key `units`")],
    );
}

#[test]
fn numbers() {
    errors(
        &model("", "biases = [nan, -inf]"),
        &[("7:11", "not finite"), ("7:16", "not finite")],
    );
    errors(
        &model("", "biases = [1e39, 0]"),
        &[("7:11", "too large for `f32`")],
    );
    errors(
        &model("dtype = 'f64'", "biases = [1e309, 0]"),
        &[("7:11", "too large for `f64`")],
    );
    errors(
        &model("", "biases = ['1', true]"),
        &[("7:11", "is a string"), ("7:16", "is a boolean")],
    );
    errors(
        &model("", "biases = [nan, nan, nan, nan, nan]"),
        &[
            ("7:11", "1"),
            ("7:16", "2"),
            ("7:21", "3"),
            ("7:34", "2 more errors among the numbers"),
        ],
    );
    assert!(read(&model("dtype = 'f64'", "biases = [1e39, 1e-400]"), "net").is_ok());
}

#[test]
fn checks() {
    let check = |lines: &str| model("", &format!("[[checks]]\n{lines}"));
    errors(
        &check("input = [1]\noutput = [1, 2]"),
        &[("8:9", "has 1 number, but the network has 2 inputs")],
    );
    errors(
        &check("input = [1, 2]\noutput = [1, 2, 3]"),
        &[("9:10", "has 3 numbers, but the network has 2 outputs")],
    );
    errors(
        &check("input = [1, 2]"),
        &[("7:1", "test case 1 has no `output`")],
    );
    errors(
        &check("input = [1, 2]\noutput = [1, nan]"),
        &[("9:14", "not finite")],
    );
    errors(
        &check("input = [1, 2]\noutput = [1, 2]\ntolerance = -1e-9"),
        &[("10:13", "is negative")],
    );
    errors(
        &check("input = [1, 2]\noutput = [1, 2]\ntolerance = nan"),
        &[("10:13", "not finite")],
    );
    errors(
        &check("input = [1, 2]\noutput = [1, 2]\ntol = 1"),
        &[("10:1", "did you mean `tolerance`?")],
    );
    errors(
        &model("", "[checks]\ninput = [1, 2]"),
        &[("7:1", "`[[checks]]` with two brackets")],
    );
}

#[test]
fn straight_line_code_has_a_limit() {
    let row = |count: usize| vec!["1"; count].join(",");
    let full = |units| {
        format!(
            "input = 1\nunroll = 'full'\n[[layers]]\ntype = 'dense'\nunits = {units}\nweights = [[{}]]\n",
            row(units)
        )
    };
    assert!(read(&full(8192), "net").is_ok());
    errors(&full(8193), &[("2:1", "limited to 16384")]);
}

#[test]
fn checks_have_a_limit() {
    let network = "input = 1024\n[[layers]]\ntype = 'dense'\nunits = 64\nweights = [";
    let row = format!("[{}],", vec!["1"; 64].join(","));
    let case = format!(
        "[[checks]]\ninput = [{}]\noutput = [{}]\n",
        vec!["1"; 1024].join(","),
        vec!["1"; 64].join(",")
    );
    let text = |cases: usize| format!("{network}{}]\n{}", row.repeat(1024), case.repeat(cases));
    assert!(read(&text(1024), "net").is_ok());
    let failure = failure(&text(1025));
    assert!(
        failure.errors[0]
            .message()
            .contains("more than the limit of 67108864")
    );
}

#[test]
fn layers_without_products_count_for_the_limit_of_checks() {
    // Each of these networks takes one number and gives one, and takes so many steps between.
    let limited = |layers: &[&str], steps: usize| {
        let layers: Vec<_> = layers
            .iter()
            .map(|layer| format!("[[layers]]\n{layer}\n"))
            .collect();
        let case = "[[checks]]\ninput = [0]\noutput = [0]\n";
        let text = |cases| format!("input = [1, 1]\n{}{}", layers.concat(), case.repeat(cases));
        let most = (1 << 26) / steps;
        assert!(read(&text(most), "net").is_ok());
        let failure = failure(&text(most + 1));
        let message = failure.errors[0].message();
        let wanted = format!("the {} test cases take {} ", most + 1, steps * (most + 1));
        assert!(message.starts_with(&wanted), "{message}");
    };
    let all = "type = 'global_average_pool'";
    let long = "type = 'upsample'\nsize = 1048576\nname = 'long'";
    limited(&[long, all], 2 << 20);
    let sum = format!("type = 'add'\ninputs = [{}]", ["'long'"; 29].join(", "));
    limited(&[long, &sum, all], 31 << 20);
    // Each of 1024 windows reads the whole input, and not more.
    let short = "type = 'upsample'\nsize = 1024";
    let pool = "type = 'max_pool1d'\npool_size = 1048576\nstrides = 1\npadding = 'same'";
    limited(&[short, pool, all], (1 << 20) + 2048);
}

#[test]
fn budgets() {
    // 4 products, 4 weights and no biases, 16 bytes of weights, 16 of vectors.
    let exact = "[limits]\nmacs = 4\nparameters = 4\nweight_bytes = 16\nactivation_bytes = 16";
    let text = model("", "").replacen("[[layers]]", &format!("{exact}\n[[layers]]"), 1);
    let Ok(xornet_model::Model::F32(network)) = read(&text, "net") else {
        panic!("within its budget");
    };
    assert_eq!(network.limits().len(), 4);

    let limits = |lines: &str| {
        let text = model("", "");
        text.replacen("[[layers]]", &format!("[limits]\n{lines}\n[[layers]]"), 1)
    };
    errors(
        &limits("activation_bytes = 15\nparameters = 0\nmacs = 3\nweight_bytes = 12"),
        &[
            (
                "4:1",
                "16 bytes of peak activation memory, but `activation_bytes` allows 15",
            ),
            ("5:1", "4 parameters, but `parameters` allows 0"),
            ("6:1", "1 too few"),
            ("7:1", "`weight_bytes = 16` if the target can afford it"),
        ],
    );
    let double = limits("weight_bytes = 31").replacen('\n', "dtype = 'f64'\n", 1);
    errors(&double, &[("4:1", "32 bytes of weights and biases")]);
    errors(
        &limits("mac = 3\nparameters = -1\nweight_bytes = '1k'\nactivation_bytes = 1.5"),
        &[
            ("4:1", "did you mean `macs`?"),
            ("5:14", "is negative"),
            ("6:16", "is a string, but should be a whole number"),
            ("7:20", "is a float"),
        ],
    );
    errors(
        &limits("stack_bytes = 16\nmac = 3"),
        &[
            ("4:1", "`stack_bytes` is now `activation_bytes`"),
            ("5:1", "did you mean `macs`?"),
        ],
    );
    errors(
        &limits("macs = 99999999999999999999999"),
        &[("4:8", "is too large")],
    );
    errors(&model("limits = 3", ""), &[("1:10", "headed `[limits]`")]);
    errors(
        &model("", "[[limits]]\nmacs = 3"),
        &[("7:1", "with one bracket")],
    );
}

#[test]
fn layers_have_a_limit() {
    let text = |layers: usize, rest: &str| {
        let layer = "[[layers]]\ntype = 'activation'\nactivation = 'relu'\n";
        let dense = "[[layers]]\ntype = 'dense'\nunits = 3\nweights = [[1, 2, 3]]\n";
        format!("input = 1\n{}{rest}{dense}", layer.repeat(layers - 1))
    };
    assert!(read(&text(LAYER_LIMIT, ""), "net").is_ok());
    // What is past the limit is not read.
    let wrong = "[[layers]]\ntype = 'dens'\n";
    let text = text(LAYER_LIMIT + 1, wrong);
    let line = 2 + 3 * LAYER_LIMIT;
    let place = format!("{line}:1");
    errors(
        &text,
        &[(
            &place,
            "the network has 258 layers, more than the limit of 256",
        )],
    );
    assert_eq!(failure(&text).outline.output_shapes(), vector(3));
}

#[test]
fn many_errors_are_counted() {
    let text = model("", &"[[layers]]\ntype = 'x'\n".repeat(60));
    let failure = failure(&text);
    assert_eq!(failure.errors.len(), 50);
    assert!(
        failure.errors[49]
            .render("net.toml", &text)
            .contains("and 10 more errors")
    );
}

#[test]
fn what_is_known_is_kept() {
    let outline = failure(&model("name = 'Gate'\ndtype = 'f64'\nx = 1", "")).outline;
    assert_eq!(outline.name.as_deref(), Some("Gate"));
    assert_eq!(
        (
            outline.dtype,
            outline.input_shapes(),
            outline.output_shapes()
        ),
        (Some(DType::F64), vector(2), vector(2))
    );
    let outline =
        failure("input = 2\n[[layers]]\ntype = 'dense'\nunits = 3\nweights = [[1]]\n").outline;
    assert_eq!(
        (outline.input_shapes(), outline.output_shapes()),
        (vector(2), vector(3))
    );
    assert_eq!(failure("= 1").outline.name.as_deref(), Some("Net"));
}

#[test]
fn an_output_beyond_the_limit_has_no_shape() {
    let text = "input = [64, 64, 1]\n[[layers]]\ntype = 'upsample'\nsize = 1000\n";
    let outline = failure(text).outline;
    assert_eq!(outline.input_shapes(), Some(vec![Shape::of(&[64, 64, 1])]));
    // The compiler would fill an array of it with zeros.
    assert_eq!(outline.output_shapes(), None);
}

#[test]
fn straight_line_convolutions_have_the_limit_of_dense_layers() {
    // 30 × 30 sums; a window takes 9 products inside, and fewer at the borders.
    let text = |filters: usize| {
        let row = format!("[[{}]]", vec!["1"; filters].join(", "));
        let weights = vec![format!("[{}]", vec![row; 3].join(", ")); 3].join(", ");
        format!(
            "input = [30, 30, 1]\nunroll = 'full'\n[[layers]]\ntype = 'conv2d'\nfilters = {filters}\n\
             kernel_size = 3\npadding = 'same'\nweights = [{weights}]\n"
        )
    };
    assert!(read(&text(1), "net").is_ok());
    errors(
        &text(2),
        &[(
            "2:1",
            "`unroll = \"full\"` is limited to 16384 products and sums, but the network has 17288",
        )],
    );
}
