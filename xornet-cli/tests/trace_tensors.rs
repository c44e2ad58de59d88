//! Traces of networks with images, sequences and branches: each line follows from its terms, and has the numbers of the
//! trace in JSON, which are those of the layer before.

mod common;

use common::stdout;
use serde_json::Value;
use xornet::Activation;
use xornet_testing::oracle;

/// Reads `0.5`, or `(-0.5)`.
fn number(text: &str) -> f64 {
    let bare = text.trim().trim_start_matches('(').trim_end_matches(')');
    bare.parse()
        .unwrap_or_else(|_| panic!("`{text}` is a number"))
}

/// Computes a sum of products, a maximum `max(…)` or an average `(…) / n`.
fn value(text: &str) -> f64 {
    if let Some(numbers) = text.strip_prefix("max(") {
        let numbers = numbers.trim_end_matches(')').split(", ").map(number);
        return numbers.fold(f64::NEG_INFINITY, f64::max);
    }
    if let Some((sum, count)) = text.rsplit_once(") / ") {
        return value(&sum[1..]) / number(count);
    }
    let terms = text.split(" + ").map(|term| match term.split_once('·') {
        Some((a, b)) => number(a) * number(b),
        None => number(term),
    });
    terms.sum()
}

#[track_caller]
fn near(a: f64, b: f64, line: &str) {
    assert!(
        (a - b).abs() <= 2e-5 * a.abs().max(1.0),
        "{a} is not {b} in {line}"
    );
}

/// Returns all numbers of nested arrays, row by row.
fn flat(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(parts) => parts.iter().flat_map(flat).collect(),
        number => vec![number.as_f64().expect("a number")],
    }
}

/// Checks the lines of a trace, and returns how many there are of each layer.
fn follow(trace: &str, json: &str) -> Vec<usize> {
    let json: Value = serde_json::from_str(json).expect("JSON");
    let mut counts = Vec::new();
    for line in trace.lines() {
        if line.starts_with("layer ") {
            counts.push(0);
        }
        let Some((title, equation)) = line.split_once(": ") else {
            continue;
        };
        if !title.starts_with("  [") && !title.starts_with("  unit ") {
            continue;
        }
        let layer = &json["layers"][counts.len() - 1];
        let index = counts.last_mut().expect("a layer");
        let (sum, output) = (
            flat(&layer["sums"])[*index],
            flat(&layer["outputs"])[*index],
        );
        *index += 1;
        let (summed, activated) = match equation.split_once(";  ") {
            Some((summed, activated)) => (summed, Some(activated)),
            None => (equation, None),
        };
        match summed.split_once(" = ") {
            Some((terms, s)) => {
                near(value(terms), number(s), line);
                assert_eq!(number(s) as f32, sum as f32, "{line}");
            }
            None => assert_eq!(number(summed) as f32, output as f32, "{line}"),
        }
        let Some((left, right)) = activated.and_then(|text| text.rsplit_once(" = ")) else {
            assert_eq!(sum, output, "{line}");
            continue;
        };
        assert_eq!(number(right) as f32, output as f32, "{line}");
        let (name, argument) = left.split_once('(').expect("a function");
        if let Some(activation) = Activation::named(name) {
            assert_eq!(number(argument) as f32, sum as f32, "{line}");
            near(oracle::value(activation, sum), output, line);
        } else {
            assert_eq!(name, "e^", "{line}");
        }
    }
    counts
}

/// The numbers of an input: some of a wave.
fn input(count: usize) -> String {
    let numbers = (0..count).map(|at| format!("{}", ((at * 7919) % 33) as f64 / 4.0 - 2.0));
    numbers.collect::<Vec<_>>().join(",")
}

#[test]
fn each_number_follows_from_its_terms() {
    for (model, inputs, expected) in [
        ("digits_cnn", 64, &[512, 128, 384, 96, 96, 10][..]),
        ("denoiser", 64, &[]),
        ("speaker", 348, &[27 * 16, 27 * 16, 25 * 24, 24, 9]),
        ("diabetes", 10, &[8, 8, 16, 16, 16, 1, 1]),
    ] {
        let model = format!("../models/{model}.toml");
        let input = format!("--input={}", input(inputs));
        let arguments = ["run", &model, &input, "--trace"];
        let trace = stdout(&[&arguments[..], &["--full"]].concat(), 0);
        let json = stdout(&[&arguments[..], &["--format", "json"]].concat(), 0);
        let counts = follow(&trace, &json);
        let parsed: Value = serde_json::from_str(&json).expect("JSON");
        let layers = parsed["layers"].as_array().expect("layers");
        let lengths: Vec<_> = layers
            .iter()
            .map(|layer| flat(&layer["outputs"]).len())
            .collect();
        assert_eq!(counts, lengths, "{model}");
        if !expected.is_empty() {
            assert_eq!(counts, expected, "{model}");
        }
    }
}

#[test]
fn traces_of_images_are_cut_for_reading() {
    let input = format!("--input={}", input(64));
    let trace = stdout(&["run", "../models/digits_cnn.toml", &input, "--trace"], 0);
    let longest = trace.lines().map(|line| line.chars().count()).max();
    assert!(longest < Some(300) && trace.lines().count() < 80, "{trace}");
    assert!(trace.contains("  … 509 more …\n"), "{trace}");
}
