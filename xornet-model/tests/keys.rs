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

/// Keys that may be left out of any table that has them.
const OPTIONAL: &[&str] = &[
    "name",
    "description",
    "dtype",
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
        if c == '=' && !quoted {
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

fn replaced(range: &Range<usize>, with: &str) -> String {
    format!("{}{with}{}", &MODEL[..range.start], &MODEL[range.end..])
}

#[test]
fn the_model_with_every_key_is_good() {
    let failure = read(MODEL).err();
    assert!(failure.is_none(), "{failure:#?}");
    assert_eq!(keys(MODEL).len(), 35);
}

#[test]
fn a_misspelt_key_is_reported_where_it_stands() {
    for key in keys(MODEL) {
        let name = &MODEL[key.clone()];
        for word in misspellings(name) {
            let text = replaced(&key, &word);
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
    for key in keys(MODEL) {
        let name = &MODEL[key.clone()];
        // What depends on the value is a second error, rightly.
        if ["input", "layers", "checks", "transpose"].contains(&name) {
            continue;
        }
        let text = replaced(&key, &format!("{name}_"));
        let failure = read(&text).expect_err("an unknown key");
        assert_eq!(failure.errors.len(), 1, "`{name}_`: {failure:#?}");
    }
}

#[test]
fn a_key_that_is_left_out_is_missing_or_optional() {
    for key in keys(MODEL) {
        let name = &MODEL[key.clone()];
        let header = MODEL[..key.start].ends_with('[');
        let line = MODEL[..key.start].rfind('\n').map_or(0, |at| at + 1);
        let inline = !header && MODEL[line..key.start].contains('{');
        if header {
            continue;
        }
        let from = if inline { key.start } else { line };
        let ends: &[char] = if inline { &[',', '}'] } else { &['\n'] };
        let end = MODEL[key.end..].find(ends).expect("a value ends");
        let end = key.end + end;
        let end = if MODEL[end..].starts_with(',') {
            end + 1
        } else {
            end
        };
        let text = format!("{}{}", &MODEL[..from], &MODEL[end..]);
        let result = read(&text);
        // An activation next to weights is optional, that of an activation layer is not.
        let optional = OPTIONAL.contains(&name)
            || name == "activation" && MODEL[..key.start].ends_with("units = 2\n")
            || name == "activation" && MODEL[..key.start].ends_with("units = 3\n");
        let transposed = name == "transpose";
        match result {
            Ok(_) => assert!(optional, "`{name}` can be left out of\n{text}"),
            Err(failure) => assert!(!optional || transposed, "{name}: {failure:#?}"),
        }
    }
}

#[test]
fn a_key_that_stands_twice_is_reported() {
    for key in keys(MODEL) {
        let name = &MODEL[key.clone()];
        let line = MODEL[..key.start].rfind('\n').map_or(0, |at| at + 1);
        if MODEL[line..].starts_with("[[") {
            continue;
        }
        let doubled = if MODEL[line..].starts_with('[') {
            format!("\n[{name}]\n{}", &MODEL[line..])
        } else {
            format!("{name} = 1\n{}", &MODEL[line..])
        };
        // An inline table is one line of the text: its key is doubled inside it.
        let text = if MODEL[line..key.start].contains('{') {
            format!("{}{name} = 1, {}", &MODEL[..key.start], &MODEL[key.start..])
        } else {
            format!("{}{doubled}", &MODEL[..line])
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
