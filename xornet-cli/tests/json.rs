//! What `--json` writes can be relied on.

mod common;

use std::fs;

use common::{invalid_models, package, stdout, text, xornet};
use serde_json::Value;

fn lines(text: &str) -> Vec<Value> {
    let lines = text.lines().map(serde_json::from_str);
    lines
        .collect::<Result<_, _>>()
        .expect("a line of JSON each")
}

#[test]
fn errors_have_their_place() {
    let mut errors = 0;
    for path in invalid_models() {
        let shown = path.to_str().expect("UTF-8");
        let output = xornet(&["check", "--json", shown])
            .output()
            .expect("the command");
        assert_eq!(text(&output.stderr), "");
        let lines = lines(&text(&output.stdout));
        let (last, others) = lines.split_last().expect("a line");
        assert_eq!(last["kind"], "file");
        assert_eq!(last["passed"], output.status.success());
        let failed = last["errors"].as_u64().zip(last["failed"].as_u64());
        let (found, failed) = failed.expect("numbers");
        let error_lines = others.iter().filter(|line| line["kind"] == "error");
        // Of many test cases that fail, ten are shown, and the others counted.
        let told = if failed > 10 { 11 } else { failed };
        assert_eq!(error_lines.count() as u64, found + told);

        let bytes = fs::read(&path).expect("a file");
        for line in others {
            assert_eq!(line["file"], shown);
            let number = |value: &Value| value.as_u64().expect("a number") as usize;
            let (start, end) = (number(&line["span"]["start"]), number(&line["span"]["end"]));
            assert!(start <= end && end <= bytes.len() + 3, "{line}");
            let before = String::from_utf8_lossy(&bytes[..start.min(bytes.len())]).into_owned();
            let before = before.trim_start_matches('\u{feff}');
            let row = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
            assert_eq!(
                (number(&line["line"]), number(&line["column"])),
                (row, column),
                "{line}"
            );
            if line["kind"] == "error" {
                errors += 1;
                assert!(!line["message"].as_str().expect("a text").is_empty());
                assert!(line["label"].is_string());
                assert!(line["help"].is_string() || line["help"].is_null());
            }
        }
    }
    assert!(errors > 50, "{errors}");
}

#[test]
fn checks_and_summaries_hold_numbers() {
    let lines = lines(&stdout(&["check", "--json", "../models/iris.toml"], 0));
    assert_eq!(lines.len(), 5);
    for check in &lines[..4] {
        let number = |key: &str| check[key].as_f64().expect("a number") as f32;
        assert_eq!(
            (check["kind"].as_str(), check["holds"].as_bool()),
            (Some("test_case"), Some(true))
        );
        assert_eq!((number("expected") - number("got")).abs(), number("error"));
        assert!(number("error") <= number("tolerance"));
    }

    let summary = stdout(&["show", "--json", "../models/digits.toml"], 0);
    let summary: Value = serde_json::from_str(&summary).expect("an object");
    assert_eq!(summary["parameters"], 4810);
    assert_eq!(summary["weight_bytes"], 4810 * 4);
    assert_eq!(summary["layers"][0]["nonzero"], 3746);
    let sum = |key: &str| {
        let layers = summary["layers"].as_array().expect("layers");
        layers
            .iter()
            .map(|layer| layer[key].as_u64().expect("a number"))
            .sum::<u64>()
    };
    assert_eq!(summary["macs"], sum("macs"));
    assert_eq!(summary["parameters"], sum("parameters"));
    assert_eq!(summary["weight_bytes"], sum("weight_bytes"));
}

/// Checks that the largest weights are those of the file, by their places.
#[test]
fn largest_weights_are_found() {
    let text = fs::read_to_string(package().join("../models/digits.toml")).expect("a model");
    let Ok(xornet_model::Model::F32(network)) = xornet_model::read(&text, "digits") else {
        panic!("a valid model");
    };
    let summary = stdout(
        &["show", "--json", "--largest", "10", "../models/digits.toml"],
        0,
    );
    let summary: Value = serde_json::from_str(&summary).expect("an object");
    for (index, layer) in network.layers().enumerate() {
        let xornet_model::Layer::Dense(dense) = layer else {
            continue;
        };
        let mut sizes: Vec<f32> = dense.weights().iter().map(|weight| weight.abs()).collect();
        sizes.sort_by(|a, b| b.total_cmp(a));
        let shown = summary["layers"][index]["largest"]
            .as_array()
            .expect("weights");
        assert_eq!(shown.len(), 10);
        for (weight, size) in shown.iter().zip(sizes) {
            let place = |key: &str| weight[key].as_u64().expect("a number") as usize;
            let value = dense.weights()[place("input") * dense.units() + place("unit")];
            assert_eq!(value.abs(), size);
            assert_eq!(
                weight["weight"].as_f64().map(|weight| weight as f32),
                Some(value)
            );
        }
    }
}

#[test]
fn what_is_not_finite_is_null() {
    let folder = tempfile::tempdir().expect("a folder");
    let model = folder.path().join("big.toml");
    let layer = "[[layers]]\ntype = 'dense'\nunits = 1\nweights = [[1e38]]\n";
    let check = "[[checks]]\ninput = [1000]\noutput = [1]\n";
    fs::write(&model, format!("input = 1\n{layer}{check}")).expect("a file");
    let model = model.to_str().expect("UTF-8");

    let output = lines(&stdout(
        &["run", model, "-i", "1000", "--format", "json"],
        0,
    ));
    assert!(output[0]["output"][0].is_null(), "{output:?}");
    assert_eq!(stdout(&["run", model, "-i", "1000"], 0), "inf\n");
    let lines = lines(&stdout(&["check", "--json", model], 1));
    assert_eq!(lines[1]["holds"], false);
    assert!(lines[1]["got"].is_null() && lines[1]["error"].is_null());
    let note = lines[0]["note"].as_str().expect("a note");
    assert_eq!(
        note,
        "output[0] is inf, expected 1.0 within a tolerance of 0.00001: off by inf"
    );
}
