//! No key of any table can be misspelt, dropped or doubled without an error, unless it is optional
//! and left out. A file that reads as another network than it says is the worst that can happen.

mod common;

use std::ops::Range;

use xornet_model::{Diagnostic, InvalidModel, Model, read_with};

/// Has every key that a model file knows, in every table that it knows.
const MODEL: &str = r#"
name = "Net"
description = "every key"
dtype = "f32"
input = 2
input_names = ["left", "right"]
output_names = ["a", "b", "c"]
unroll = "auto"

[limits]
macs = 100
parameters = 100
weight_bytes = 1000

[[layers]]
type = "dense"
units = 2
activation = { type = "leaky_relu", slope = 0.5 }
weights = [[1.0, 2.0], [3.0, 4.0]]
biases = [1.0, 2.0]

[[layers]]
type = "activation"
activation = "relu"

[[layers]]
type = "dense"
units = 3
activation = "tanh"
weights = { file = "net.safetensors", tensor = "weights", transpose = true }
biases = { file = "net.safetensors", tensor = "biases" }

[[checks]]
input = [0.0, 0.0]
output = [0.0, 0.0, 0.0]
tolerance = 10.0
"#;

/// Has every key of the layers of images, of sequences and of graphs.
const GRAPH: &str = r#"
inputs = { image = [4, 4, 2], sound = [4, 2] }
outputs = [
    "conv2d",
    "conv1d",
    "up1d",
    "up2d",
    "max_pool1d",
    "max_pool2d",
    "average_pool1d",
    "average_pool2d",
    "global_max_pool",
    "global_average_pool",
    "batch_norm",
    "layer_norm",
    "l2_normalize",
    "prelu",
    "flatten",
    "reshape",
    "upsample",
    "slice",
    "add",
    "subtract",
    "multiply",
    "maximum",
    "minimum",
    "concatenate",
]

[[layers]]
type = "conv2d"
name = "conv2d"
inputs = "image"
filters = 2
kernel_size = 1
strides = [2, 1]
padding = [[0, 0], [0, 0]]
dilation_rate = 3
groups = 2
activation = "relu"
weights = [[[[1.0, 2.0]]]]
biases = [1.0, 2.0]

[[layers]]
type = "conv1d"
name = "conv1d"
inputs = "sound"
filters = 1
kernel_size = 1
strides = 2
padding = "causal"
dilation_rate = 2
groups = 1
activation = "relu"
weights = [[[1.0], [2.0]]]
biases = [1.0]

[[layers]]
type = "conv1d_transpose"
name = "up1d"
inputs = "sound"
filters = 1
kernel_size = 1
strides = 2
padding = "valid"
output_padding = 1
activation = "relu"
weights = [[[1.0], [2.0]]]
biases = [1.0]

[[layers]]
type = "conv2d_transpose"
name = "up2d"
inputs = "image"
filters = 1
kernel_size = [1, 1]
strides = [2, 2]
padding = "valid"
output_padding = [1, 0]
activation = "relu"
weights = [[[[1.0], [2.0]]]]
biases = [1.0]

[[layers]]
type = "max_pool1d"
name = "max_pool1d"
inputs = "sound"
pool_size = 2
strides = 1
padding = "same"

[[layers]]
type = "max_pool2d"
name = "max_pool2d"
inputs = "image"
pool_size = 2
strides = 1
padding = "same"

[[layers]]
type = "average_pool1d"
name = "average_pool1d"
inputs = "sound"
pool_size = 2
strides = 1
padding = "same"
include_padding = true

[[layers]]
type = "average_pool2d"
name = "average_pool2d"
inputs = "image"
pool_size = 2
strides = 1
padding = "same"
include_padding = true

[[layers]]
type = "global_max_pool"
name = "global_max_pool"
inputs = "image"
keep_dims = true

[[layers]]
type = "global_average_pool"
name = "global_average_pool"
inputs = "image"
keep_dims = true

[[layers]]
type = "batch_norm"
name = "batch_norm"
inputs = "image"
mean = [0.0, 1.0]
variance = [1.0, 2.0]
gamma = [1.0, 2.0]
beta = [1.0, 2.0]
epsilon = 1e-3
activation = "relu"

[[layers]]
type = "layer_norm"
name = "layer_norm"
inputs = "image"
gamma = [1.0, 2.0]
beta = [1.0, 2.0]
epsilon = 1e-5
activation = "relu"

[[layers]]
type = "l2_normalize"
name = "l2_normalize"
inputs = "image"
epsilon = 1e-12

[[layers]]
type = "prelu"
name = "prelu"
inputs = "image"
slopes = [0.1]

[[layers]]
type = "flatten"
name = "flatten"
inputs = "image"


[[layers]]
type = "reshape"
name = "reshape"
inputs = "image"
shape = [4, 4, 2]

[[layers]]
type = "upsample"
name = "upsample"
inputs = "image"
size = 2

[[layers]]
type = "slice"
name = "slice"
inputs = "image"
start = 0
end = 1
axis = 0

[[layers]]
type = "add"
name = "add"
inputs = ["image", "image"]
activation = "relu"

[[layers]]
type = "subtract"
name = "subtract"
inputs = ["image", "image"]
activation = "relu"

[[layers]]
type = "multiply"
name = "multiply"
inputs = ["image", "image"]
activation = "relu"

[[layers]]
type = "maximum"
name = "maximum"
inputs = ["image", "image"]
activation = "relu"

[[layers]]
type = "minimum"
name = "minimum"
inputs = ["image", "image"]
activation = "relu"

[[layers]]
type = "concatenate"
name = "concatenate"
inputs = ["sound", "sound"]
axis = 0
"#;

/// Keys of [`GRAPH`] that may be left out; `inputs` too, since a layer then takes the one before it.
const GRAPH_OPTIONAL: &[&str] = &[
    "inputs",
    "outputs",
    "strides",
    "padding",
    "dilation_rate",
    "groups",
    "activation",
    "biases",
    "output_padding",
    "include_padding",
    "keep_dims",
    "gamma",
    "beta",
    "axis",
];

/// Keys that may be left out of any table of [`MODEL`] that has them.
const OPTIONAL: &[&str] = &[
    "name",
    "description",
    "dtype",
    "input_names",
    "output_names",
    "unroll",
    "macs",
    "parameters",
    "weight_bytes",
    "slope",
    "biases",
    "tolerance",
    "checks",
    "limits",
];

fn tensors() -> Vec<u8> {
    let header = r#"{"weights":{"dtype":"F32","shape":[3,2],"data_offsets":[0,24]},"biases":{"dtype":"F32","shape":[3],"data_offsets":[24,36]}}"#;
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend(header.bytes());
    bytes.extend([0; 36]);
    bytes
}

fn read(text: &str) -> Result<Model, InvalidModel> {
    read_with(text, "net", |_| Ok(tensors()))
}

/// Returns where the keys of the text are: before `=`, and in the headers of tables.
fn keys(text: &str) -> Vec<Range<usize>> {
    let is_key = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut keys = Vec::new();
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        quoted ^= c == '"';
        // The names of inputs are not keys of the format.
        let line = text[..at].rfind('\n').map_or(0, |at| at + 1);
        let named = text[line..at].starts_with("inputs = {");
        if c == '=' && !quoted && !named {
            let end = text[..at].trim_end().len();
            let name = text[..end].rfind(|c| !is_key(c)).map_or(0, |at| at + 1);
            keys.push(name..end);
        }
    }
    let mut start = 0;
    for line in text.lines() {
        let name = line.trim_matches(['[', ']']);
        if line.starts_with('[') && name.chars().all(is_key) {
            let begin = start + (line.len() - name.len()) / 2;
            keys.push(begin..begin + name.len());
        }
        start += line.len() + 1;
    }
    keys
}

/// Returns the words one edit away, and some that other frameworks use.
fn misspellings(key: &str) -> Vec<String> {
    let mut words = vec![
        key.to_uppercase(),
        format!("{}{}", key[..1].to_uppercase(), &key[1..]),
        format!("x_{key}"),
        format!("{key}s"),
        format!("\"{key} \""),
        "kind".to_owned(),
        "x".to_owned(),
        "zzzzzzzzzzzz".to_owned(),
    ];
    for at in 0..key.len() {
        let (before, after) = key.split_at(at);
        words.push(format!("{before}{}", &after[1..]));
        words.push(format!("{before}q{}", &after[1..]));
        words.push(format!("{before}q{after}"));
        if let (Some(first), Some(second)) = (after.get(..1), after.get(1..2)) {
            words.push(format!("{before}{second}{first}{}", &after[2..]));
        }
    }
    words.retain(|word| word != key && !word.is_empty());
    words
}

/// Returns both models with each of their keys.
fn all_keys() -> impl Iterator<Item = (&'static str, Range<usize>)> {
    [MODEL, GRAPH]
        .into_iter()
        .flat_map(|model| keys(model).into_iter().map(move |key| (model, key)))
}

fn replaced(model: &str, range: &Range<usize>, with: &str) -> String {
    format!("{}{with}{}", &model[..range.start], &model[range.end..])
}

#[test]
fn the_model_with_every_key_is_good() {
    for model in [MODEL, GRAPH] {
        let failure = read(model).err();
        assert!(failure.is_none(), "{failure:#?}");
    }
    assert_eq!(keys(MODEL).len(), 37);
    assert!(keys(GRAPH).len() > 140);
}

#[test]
fn a_misspelt_key_is_reported_where_it_stands() {
    for (model, key) in all_keys() {
        let name = &model[key.clone()];
        let step = if model == GRAPH { 5 } else { 1 };
        for word in misspellings(name).into_iter().step_by(step) {
            // A table is the wrong value of `input`, which is what is reported.
            if (name, word.as_str()) == ("inputs", "input") {
                continue;
            }
            let text = replaced(model, &key, &word);
            let Err(failure) = read(&text) else {
                panic!("`{word}` was taken for `{name}` or ignored in\n{text}");
            };
            // What is far from every key may be told by what is missing.
            let missing = format!("has no `{name}`");
            let told = |error: &Diagnostic| {
                error.span().start == key.start || error.message().ends_with(&missing)
            };
            assert!(
                failure.errors.iter().any(told),
                "no error at `{word}`: {failure:#?}"
            );
        }
    }
}

#[test]
fn a_misspelt_key_is_one_error() {
    for (model, key) in all_keys() {
        let name = &model[key.clone()];
        // What depends on the value is a second error, rightly.
        let values = [
            "input",
            "layers",
            "checks",
            "transpose",
            "groups",
            "strides",
        ];
        if values.contains(&name) || model == GRAPH && ["name", "inputs", "outputs"].contains(&name)
        {
            continue;
        }
        let text = replaced(model, &key, &format!("{name}_"));
        let failure = read(&text).expect_err("an unknown key");
        assert_eq!(failure.errors.len(), 1, "`{name}_`: {failure:#?}");
    }
}

#[test]
fn a_key_that_is_left_out_is_missing_or_optional() {
    for (model, key) in all_keys() {
        let name = &model[key.clone()];
        let header = model[..key.start].ends_with('[');
        let line = model[..key.start].rfind('\n').map_or(0, |at| at + 1);
        let inline = !header && model[line..key.start].contains('{');
        if header {
            continue;
        }
        let from = if inline { key.start } else { line };
        let ends: &[char] = if inline { &[',', '}'] } else { &['\n'] };
        let end = model[key.end..].find(ends).expect("a value ends");
        let end = key.end + end;
        let end = if model[end..].starts_with(',') {
            end + 1
        } else {
            end
        };
        let text = format!("{}{}", &model[..from], &model[end..]);
        let result = read(&text);
        // An activation next to weights is optional, that of an activation layer is not.
        let optional = OPTIONAL.contains(&name)
            || name == "activation" && model[..key.start].ends_with("units = 2\n")
            || name == "activation" && model[..key.start].ends_with("units = 3\n");
        let transposed = name == "transpose";
        if model == GRAPH {
            // Without its default, a key may be needed by what comes after it, so only what is read is of interest.
            assert!(
                result.is_err() || GRAPH_OPTIONAL.contains(&name),
                "`{name}` can be left out of\n{text}"
            );
            continue;
        }
        match result {
            Ok(_) => assert!(optional, "`{name}` can be left out of\n{text}"),
            Err(failure) => assert!(!optional || transposed, "{name}: {failure:#?}"),
        }
    }
}

#[test]
fn a_key_that_stands_twice_is_reported() {
    for (model, key) in all_keys() {
        let name = &model[key.clone()];
        let line = model[..key.start].rfind('\n').map_or(0, |at| at + 1);
        if model[line..].starts_with("[[") {
            continue;
        }
        let doubled = if model[line..].starts_with('[') {
            format!("\n[{name}]\n{}", &model[line..])
        } else {
            format!("{name} = 1\n{}", &model[line..])
        };
        // An inline table is one line of the text: its key is doubled inside it.
        let text = if model[line..key.start].contains('{') {
            format!("{}{name} = 1, {}", &model[..key.start], &model[key.start..])
        } else {
            format!("{}{doubled}", &model[..line])
        };
        let failure = read(&text).expect_err(&text);
        let shown = failure.errors[0].render("net.toml", &text);
        assert!(shown.contains("duplicate key"), "{shown}");
        assert!(shown.contains("has the key already"), "{shown}");
    }
}

#[test]
fn a_layer_without_its_type_is_no_network_without_layers() {
    for word in ["Type", "tpye", "kind", "typ"] {
        let text = format!("input = 2\n[[layers]]\n{word} = 'activation'\nactivation = 'relu'\n");
        let expected = format!("unknown key `{word}` in layer 1");
        common::compare(
            &text,
            &xornet_model::read(&text, "net").expect_err("no type"),
            &[("3:1", &expected)],
        );
        let text = format!(
            "input = 2\n[[layers]]\ntype = 'activation'\nactivation = {{ {word} = 'leaky_relu' }}\n"
        );
        let expected = format!("unknown key `{word}` in the activation");
        common::compare(
            &text,
            &xornet_model::read(&text, "net").expect_err("no type"),
            &[("4:16", &expected)],
        );
    }
}
