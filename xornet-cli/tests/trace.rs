//! The steps that `xornet run --trace` prints are the computation: what is written on the left of
//! each `=` gives what is written on the right.

mod common;

use common::stdout;
use xornet::Activation;
use xornet_testing::oracle;

/// Reads `0.5`, or `(-0.5)`.
fn number(text: &str) -> f64 {
    let bare = text.trim().trim_start_matches('(').trim_end_matches(')');
    bare.parse()
        .unwrap_or_else(|_| panic!("`{text}` is a number"))
}

#[track_caller]
fn near(a: f64, b: f64) {
    assert!((a - b).abs() <= 2e-5 * a.abs().max(1.0), "{a} is not {b}");
}

/// Computes `0.1 + 1.0·(-0.2) + …`.
fn sum(text: &str) -> f64 {
    let terms = text.split(" + ").map(|term| match term.split_once('·') {
        Some((a, b)) => number(a) * number(b),
        None => number(term),
    });
    terms.sum()
}

/// Computes the formula of a layer, in another way than xornet.
fn function(name: &str, s: f64) -> f64 {
    oracle::value(Activation::named(name).expect(name), s)
}

/// Follows a trace, and returns how many equations there are.
fn follow(trace: &str, output: &str) -> usize {
    let mut equations = 0;
    let mut layer: Vec<f64> = Vec::new();
    let mut last = Vec::new();
    let mut softmax = None;
    for line in trace.lines() {
        if let Some(rest) = line.strip_prefix("  m = ") {
            let (m, total) = rest.split_once(", Σ e^(s - m) = ").expect("two numbers");
            softmax = Some((number(m), number(total)));
        }
        if line.starts_with("layer ") {
            last = std::mem::take(&mut layer);
        }
        let Some(equation) = line.strip_prefix("  unit ") else {
            continue;
        };
        let (_, equation) = equation.split_once(": ").expect("a number of the unit");
        let (summed, activated) = match equation.split_once(";  ") {
            Some((summed, activated)) => (summed, Some(activated)),
            None => (equation, None),
        };
        let (products, s) = summed.split_once(" = ").expect("a sum");
        let s = number(s);
        near(sum(products), s);
        equations += 1;
        // The inputs are the outputs of the layer before.
        if !last.is_empty() {
            let inputs = products
                .split(" + ")
                .filter_map(|term| term.split_once('·'));
            let inputs: Vec<_> = inputs.map(|(input, _)| number(input)).collect();
            assert_eq!(inputs, last);
        }
        let unit = match activated {
            None => s,
            Some(activated) => {
                let (left, right) = activated.rsplit_once(" = ").expect("an activation");
                match softmax {
                    Some((m, total)) => {
                        assert!(left.starts_with(&format!("e^({s:?} - ")), "{left}");
                        near((s - m).exp() / total, number(right));
                    }
                    None => {
                        let (name, argument) = left.split_once('(').expect("a function");
                        assert_eq!(number(argument), s);
                        near(function(name, s), number(right));
                    }
                }
                number(right)
            }
        };
        layer.push(unit);
    }
    let shown = trace.trim_end().lines().last().expect("a line");
    assert_eq!(shown, format!("output: [{}]", output.trim_end()));
    let outputs: Vec<_> = output.split(", ").map(number).collect();
    assert_eq!(layer, outputs);
    equations
}

#[test]
fn each_step_follows_from_the_one_before() {
    let pixels: Vec<_> = (0..64).map(|pixel| (pixel % 17).to_string()).collect();
    for (model, input, equations) in [
        ("xor", "0,1", 5),
        ("xor_trained", "1,-0.25", 5),
        ("iris", "5.9,3,5.1,1.8", 35),
        ("sine", "2", 33),
        ("digits", &pixels.join(","), 74),
    ] {
        let model = format!("../models/{model}.toml");
        let output = stdout(&["run", &model, "--input", input], 0);
        let trace = stdout(&["run", &model, "--input", input, "--trace", "--full"], 0);
        assert_eq!(follow(&trace, &output), equations, "{model}");
    }
}

#[test]
fn wide_layers_are_cut_for_reading() {
    let pixels = ["1"; 64].join(",");
    let trace = stdout(
        &[
            "run",
            "../models/digits.toml",
            "--input",
            &pixels,
            "--trace",
        ],
        0,
    );
    let longest = trace.lines().map(|line| line.chars().count()).max();
    assert!(longest < Some(300) && trace.lines().count() < 50, "{trace}");
    assert!(
        trace.contains("… 59 more …") && trace.contains("… 55 more …"),
        "{trace}"
    );
}
