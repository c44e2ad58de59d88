//! Graphs that become streams: those that take a step, and those on sequences.

use std::fs;
use std::path::Path;

use super::graphs::{OPEN, encoded, node, several, tensor, value, with_int, with_ints, with_text};
use super::{checked, evaluate};
use crate::import::data::Data;
use crate::import::{Cases, Floats as Imported, Options};
use crate::onnx::proto::{Node, Tensor, ValueInfo};

/// The weights of an `RNN` of one unit, for one number: tanh(0.5 x + 0.25 h).
fn weights() -> Vec<Tensor> {
    vec![
        tensor("w", &[1, 1, 1], &[0.5]),
        tensor("r", &[1, 1, 1], &[0.25]),
    ]
}

fn import(
    inputs: Vec<ValueInfo>,
    nodes: Vec<Node>,
    constants: Vec<Tensor>,
    stream: bool,
) -> Result<Imported, String> {
    let bytes = encoded(17, inputs, nodes, constants);
    let options = Options {
        stream,
        cases: Cases::Computed(1),
        ..Options::new(Path::new("net.onnx"))
    };
    checked(bytes, &options).map_err(|reasons| {
        let lines: Vec<_> = reasons.iter().map(ToString::to_string).collect();
        lines.join("\n")
    })
}

#[track_caller]
fn refused(result: Result<Imported, String>, expected: &str) {
    match result {
        Ok(imported) => panic!("it is imported: {}", imported.text),
        Err(said) => assert!(said.contains(expected), "{said}"),
    }
}

/// Returns the states of the network for numbers.
fn states(numbers: &[f64]) -> Vec<f64> {
    let mut state: f64 = 0.0;
    let next = |x: &f64| {
        state = (0.5 * x + 0.25 * state).tanh();
        state
    };
    numbers.iter().map(next).collect()
}

#[track_caller]
fn gives(imported: &Imported, input: &[f64], expected: &[f64]) {
    let output = evaluate(imported, input);
    assert_eq!(output.len(), expected.len());
    for (got, expected) in output.iter().zip(expected) {
        assert!((got - expected).abs() < 1e-12, "{got} for {expected}");
    }
    assert!(
        imported.text.contains("input = [\"time\", 1]"),
        "{}",
        imported.text
    );
}

const RAMP: [f64; 16] = [
    1.0, -1.0, 0.5, 0.25, 2.0, 0.0, 0.0, -0.5, 1.0, 1.0, 1.0, -2.0, 0.125, 0.5, -0.75, 1.5,
];

#[test]
fn a_step_that_gives_its_state_back_is_a_stream() {
    let inputs = vec![value("x", &[1, 1, 1]), value("h", &[1, OPEN, 1])];
    let step = node("RNN", &["x", "w", "r", "", "", "h"], &["all", "state"]);
    let nodes = vec![step, node("Identity", &["state"], &["next"])];
    // The first of two outputs is that of the network.
    let bytes = several(
        17,
        inputs.clone(),
        &["all", "next"],
        nodes.clone(),
        weights(),
    );
    let imported = checked(bytes, &Options::new(Path::new("net.onnx"))).expect("a stream");
    gives(&imported, &RAMP, &states(&RAMP));
    // Any number of frames.
    gives(&imported, &RAMP[..3], &states(&RAMP[..3]));
    let note = "the state `h` comes back as `next`: the stream keeps it, and it is neither an input nor an output";
    assert!(
        imported.source.notes.iter().any(|own| own == note),
        "{:?}",
        imported.source.notes
    );
    // A state that is not given back, or not as it is.
    let whole = several(17, inputs.clone(), &["all"], nodes[..1].to_vec(), weights());
    let changed = vec![nodes[0].clone(), node("Relu", &["state"], &["next"])];
    let changed = several(17, inputs, &["all", "next"], changed, weights());
    for bytes in [whole, changed] {
        let reasons = checked(bytes, &Options::new(Path::new("net.onnx")));
        let reasons = reasons.err().expect("it is imported");
        let said = reasons[0].to_string();
        assert!(
            said.contains("its initial state `h` is not a constant"),
            "{said}"
        );
    }
}

#[test]
fn a_sequence_becomes_a_stream_where_asked() {
    for time in [16, OPEN] {
        let rnn = node("RNN", &["x", "w", "r"], &["y"]);
        let imported = import(vec![value("x", &[time, 1, 1])], vec![rnn], weights(), true);
        gives(&imported.expect("a stream"), &RAMP, &states(&RAMP));
        // The state after the last frame becomes that after each.
        let rnn = node("RNN", &["x", "w", "r"], &["", "y"]);
        let imported = import(
            vec![value("x", &[time, OPEN, 1])],
            vec![rnn],
            weights(),
            true,
        );
        gives(&imported.expect("a stream"), &RAMP, &states(&RAMP));
    }
}

#[test]
fn all_states_and_the_last_one_are_one_output() {
    let rnn = node("RNN", &["x", "w", "r"], &["all", "last"]);
    let inputs = vec![value("x", &[16, 1, 1])];
    let two = vec![
        tensor("w", &[1, 2, 1], &[0.5, 1.0]),
        tensor("r", &[1, 2, 2], &[0.25, 0.0, 0.0, 0.0]),
    ];
    let bytes = several(17, inputs, &["all", "last"], vec![rnn], two);
    let options = Options {
        stream: true,
        cases: Cases::Computed(1),
        ..Options::new(Path::new("net.onnx"))
    };
    let imported = checked(bytes, &options).expect("a stream");
    let both = states(&RAMP).into_iter().zip(RAMP);
    let both: Vec<_> = both.flat_map(|(state, x)| [state, x.tanh()]).collect();
    gives(&imported, &RAMP, &both);
}

#[test]
fn a_layer_of_one_unit_may_give_all_states_and_the_last_one() {
    let rnn = node("RNN", &["x", "w", "r"], &["all", "last"]);
    let options = Options {
        stream: true,
        cases: Cases::Computed(1),
        ..Options::new(Path::new("net.onnx"))
    };
    for time in [16, OPEN] {
        let inputs = vec![value("x", &[time, 1, 1])];
        let bytes = several(17, inputs, &["all", "last"], vec![rnn.clone()], weights());
        let imported = checked(bytes, &options).expect("a stream");
        gives(&imported, &RAMP, &states(&RAMP));
    }
}

#[test]
fn equal_states_that_an_exporter_made_one_are_named() {
    let inputs = vec![value("x", &[1, 1, 1]), value("s", &[1, 1, 1])];
    let lstm = node(
        "LSTM",
        &["x", "w", "r", "", "", "s", "s"],
        &["all", "h", "c"],
    );
    let weights = vec![
        tensor("w", &[1, 4, 1], &[0.5; 4]),
        tensor("r", &[1, 4, 1], &[0.25; 4]),
    ];
    let bytes = several(17, inputs, &["all", "h", "c"], vec![lstm], weights);
    let reasons = checked(bytes, &Options::new(Path::new("net.onnx")));
    let said = reasons.err().expect("it is imported")[0].to_string();
    assert!(
        said.contains(
            "these come back as `h`, `c`: the exporter has made one input of several equal tensors"
        ) && said.contains("pass a tensor of its own for each state"),
        "{said}"
    );
}

#[test]
fn strides_take_several_frames_a_step() {
    const INPUT: [f64; 8] = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    let x = |length| vec![value("x", &[1, 1, length])];
    let kernel = vec![tensor("k", &[1, 1, 3], &[1.0, 2.0, 3.0])];
    let with = |pads: &[i64], strides: i64| {
        let conv = with_ints(node("Conv", &["x", "k"], &["y"]), "pads", pads);
        with_ints(conv, "strides", &[strides])
    };
    // Without padding, the first outputs are of zeros before the first frame.
    for pads in [[2, 0], [0, 0]] {
        let imported = import(x(8), vec![with(&pads, 2)], kernel.clone(), true);
        let imported = imported.expect("a stream");
        gives(&imported, &INPUT, &[3.0, 14.0, 26.0, 38.0]);
        assert!(imported.text.contains("strides = 2"), "{}", imported.text);
    }
    refused(
        import(x(8), vec![with(&[1, 0], 2)], kernel.clone(), true),
        "its stride is 2, and its first window ends with frame 2, but the windows of a stream end with the first of every 2 frames: \
         pad it in front with 2 frames",
    );
    refused(
        import(x(9), vec![with(&[2, 0], 2)], kernel, true),
        "the sequence has 9: export with a length that is a multiple of 2",
    );
    let pool = |size, strides| {
        let pool = with_ints(node("MaxPool", &["x"], &["y"]), "kernel_shape", &[size]);
        with_ints(pool, "strides", &[strides])
    };
    let imported = import(x(8), vec![pool(2, 2)], Vec::new(), true);
    gives(&imported.expect("a stream"), &INPUT, &[2.0, 4.0, 6.0, 8.0]);
    refused(
        import(x(8), vec![pool(3, 1)], Vec::new(), true),
        "its windows overlap or have padding, and those of a stream follow each other",
    );
}

#[test]
fn the_batch_may_come_first() {
    let rnn = with_int(node("RNN", &["x", "w", "r"], &["y"]), "layout", 1);
    let imported = import(
        vec![value("x", &[OPEN, 16, 1])],
        vec![rnn.clone()],
        weights(),
        true,
    );
    gives(&imported.expect("a stream"), &RAMP, &states(&RAMP));
    let imported = import(
        vec![value("x", &[OPEN, 16, 1])],
        vec![rnn],
        weights(),
        false,
    );
    let imported = imported.expect("a network");
    assert_eq!(evaluate(&imported, &RAMP).len(), 16);
    assert!(
        imported.text.contains("input = [16, 1]"),
        "{}",
        imported.text
    );
}

#[test]
fn what_needs_later_frames_is_no_stream() {
    let x = |shape: &[i64]| vec![value("x", shape)];
    let rnn = node("RNN", &["x", "w", "r"], &["y"]);
    let reverse = with_text(rnn, "direction", "reverse");
    refused(
        import(x(&[5, 1, 1]), vec![reverse], weights(), true),
        "`y` (RNN) cannot be a part of a stream: it runs from the last frame to the first",
    );
    let kernel = vec![tensor("k", &[1, 1, 3], &[1.0, 2.0, 3.0])];
    let padded = with_ints(node("Conv", &["x", "k"], &["y"]), "pads", &[1, 1]);
    refused(
        import(x(&[1, 1, 9]), vec![padded], kernel.clone(), true),
        "it looks 1 frames ahead: pad it in front alone, with 2 frames, as a causal convolution",
    );
    let average = vec![
        node("Conv", &["x", "k"], &["c"]),
        node("GlobalAveragePool", &["c"], &["y"]),
    ];
    refused(
        import(x(&[1, 1, 9]), average, kernel.clone(), true),
        "`y` (GlobalAveragePool) cannot be a part of a stream: it needs all frames",
    );
    // Without padding, the first outputs are of zeros before the first frame.
    let valid = vec![node("Conv", &["x", "k"], &["y"])];
    let imported = import(x(&[1, 1, 9]), valid, kernel, true).expect("a stream");
    let input = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0];
    let expected = [3.0, 8.0, 14.0, 20.0, 26.0, 32.0, 38.0, 44.0, 50.0];
    gives(&imported, &input, &expected);
    let loops = vec![node("Scan", &["x"], &["s"]), node("Loop", &["s"], &["y"])];
    let said = import(x(&[5, 1, 1]), loops, Vec::new(), true)
        .err()
        .expect("it is imported");
    for name in ["`s` (Scan)", "`y` (Loop)"] {
        assert!(
            said.contains(&format!(
                "{name} cannot be a part of the network: it repeats"
            )),
            "{said}"
        );
    }
    let open = node("RNN", &["x", "w", "r"], &["y"]);
    refused(
        import(x(&[OPEN, 1, 1]), vec![open], weights(), false),
        "give `--stream` for a network that takes one frame at a time",
    );
}

#[test]
fn a_table_of_frames_is_a_test_case_of_a_stream() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("frames.csv");
    let numbers: Vec<_> = RAMP.iter().chain(&RAMP).chain(&RAMP).copied().collect();
    let rows = numbers.iter().zip(states(&numbers));
    let rows: Vec<_> = rows.map(|(x, y)| format!("{x},{y}\n")).collect();
    fs::write(&path, rows.concat()).expect("a file");
    let weights = r#"{"rnn.weight_ih_l0": [[0.5]], "rnn.weight_hh_l0": [[0.25]]}"#;
    let layers = ["rnn:rnn".parse().expect("a layer")];
    let options = Options {
        layers: &layers,
        cases: Cases::Given {
            path: &path,
            most: None,
            read: &Data::open,
        },
        ..Options::new(Path::new("net.json"))
    };
    let imported = checked(weights.into(), &options).expect("a stream");
    let xornet_model::Model::F32(network) = &imported.model else {
        panic!("f32")
    };
    let [case] = network.test_cases() else {
        panic!("one test case")
    };
    assert_eq!(case.output().len(), 48);
}
