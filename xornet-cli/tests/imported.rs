//! Networks that other frameworks exported, imported by the command, compiled by the macro, and compared with
//! what onnxruntime or the framework computed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use xornet_cli::archive::Archive;
use xornet_model::{Element, Model, Network};
use xornet_testing::Project;

const EXPORTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/exports");

/// Sources that are not ONNX files, with what is to be said of them.
const TENSORS: [(&str, &[&str]); 9] = [
    (
        "jax_params.safetensors",
        &["--layer=Dense_0:tanh", "--layer=Dense_1"],
    ),
    (
        "keras_weights.safetensors",
        &["--layer=hidden:silu", "--layer=logits"],
    ),
    (
        "torch_state.safetensors",
        &["--layer=fc1:leaky_relu=0.2", "--layer=fc2:softmax"],
    ),
    (
        "torch_state_gru.safetensors",
        &["--layer=memory", "--layer=head"],
    ),
    (
        "torch_state_lstm.safetensors",
        &["--layer=memory:lstm", "--layer=head"],
    ),
    (
        "torch_state_rnn.safetensors",
        &["--layer=memory:rnn_relu", "--layer=head"],
    ),
    (
        "keras_layout_gru.safetensors",
        &["--layer=gru:gru", "--layer=dense:sigmoid"],
    ),
    (
        "keras_layout_lstm.safetensors",
        &["--layer=lstm", "--layer=dense:sigmoid"],
    ),
    (
        "keras_layout_simple_rnn.safetensors",
        &["--layer=simple_rnn:rnn", "--layer=dense:sigmoid"],
    ),
];

/// Sources with an output for each frame, which `--stream` imports to the same numbers.
const FRAME_BY_FRAME: [&str; 4] = [
    "torch_gru_tagger",
    "torch_lstm_stacked",
    "torch_rnn",
    "torch_wavenet",
];

/// A network and its test cases.
struct Case {
    name: String,
    stream: bool,
    inputs: Vec<Vec<f64>>,
    outputs: Vec<Vec<f64>>,
    /// The largest error, relative to the largest output of a case.
    bound: f64,
}

fn sources() -> Vec<(PathBuf, Vec<&'static str>)> {
    let files = fs::read_dir(EXPORTS).expect("the folder of exports");
    let files = files.map(|file| file.expect("a file").path());
    let graphs = files.filter(|path| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        ending.is_some_and(|ending| ["json", "nam", "onnx", "tflite"].contains(&ending))
    });
    let graphs = graphs.filter(|path| path.with_extension("npz").exists());
    // Networks of eight bits are compared integer by integer, without a project.
    let graphs = graphs.filter(|path| !path.to_string_lossy().ends_with("_int8.tflite"));
    let mut sources: Vec<_> = graphs.map(|path| (path, Vec::new())).collect();
    sources.extend(FRAME_BY_FRAME.map(|name| {
        let path = Path::new(EXPORTS).join(name).with_extension("onnx");
        (path, vec!["--stream"])
    }));
    sources.extend(TENSORS.map(|(file, layers)| (Path::new(EXPORTS).join(file), layers.to_vec())));
    // Its means are up to 125 deviations: f32 has too few digits for the sums, and the command says so.
    let cancels = |path: &PathBuf| {
        path.file_stem()
            .is_some_and(|name| name.to_string_lossy().starts_with("torch_standardised"))
    };
    for (path, arguments) in &mut sources {
        if cancels(path) {
            arguments.push("--dtype=f64");
        }
    }
    sources.sort();
    sources
}

/// Returns the inputs and outputs of the test cases of a model, in the order of the file.
fn cases<T: Element>(network: &Network<T>) -> Vec<(Vec<f64>, Vec<f64>)> {
    let numbers = |numbers: &[T]| numbers.iter().map(|number| number.to_f64()).collect();
    let cases = network.test_cases().iter();
    cases
        .map(|case| (numbers(case.input()), numbers(case.output())))
        .collect()
}

fn expected_in_double(archive: &mut Archive) -> bool {
    let file = archive.array("outputs").expect("outputs");
    file.try_data::<f64>().is_ok()
}

#[test]
fn imported_networks_compute_what_their_frameworks_do() {
    let project = Project::new("imported");
    let models = project.path("models");
    fs::create_dir(&models).expect("a folder");
    let mut cases = Vec::new();
    let mut main = String::from(SHOW);
    let mut calls = String::new();
    for (path, layers) in sources() {
        let name = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .expect("a name")
            .to_owned();
        let data = path.with_extension("npz");
        // A source may be imported in two ways.
        let name = format!(
            "{name}{}",
            if layers.contains(&"--stream") {
                "_stream"
            } else {
                ""
            }
        );
        let model = models.join(format!("{name}.toml"));
        let output = Command::new(env!("CARGO_BIN_EXE_xornet"))
            .args([
                "import".as_ref(),
                path.as_os_str(),
                "-o".as_ref(),
                model.as_os_str(),
            ])
            .args(layers)
            .args(["--checks-from".as_ref(), data.as_os_str()])
            .output()
            .expect("the command");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name}: {said}");

        let text = fs::read_to_string(&model).expect("the model");
        let double = text.contains("dtype = \"f64\"");
        let mut archive = Archive::open(&data).expect("the test cases");
        let recorded = match xornet_model::read(&text, "") {
            Ok(Model::F32(network)) => self::cases(&network),
            Ok(Model::F64(network)) => self::cases(&network),
            Ok(Model::I8(network)) => self::cases(&network),
            Err(error) => panic!("{name}: {error:?}"),
        };
        let (inputs, outputs) = recorded.into_iter().unzip();
        let case = Case {
            inputs,
            outputs,
            bound: if double && expected_in_double(&mut archive) {
                1e-14
            } else {
                1e-6
            },
            stream: text.contains("input = [\"time\""),
            name,
        };
        let index = cases.len();
        main += &format!(
            "xornet::model!(M{index} = \"models/{}.toml\");\n",
            case.name
        );
        let inputs = case.inputs.iter().map(|input| format!("&{input:?}"));
        let inputs: Vec<_> = inputs.collect();
        let show = if case.stream { "show_stream" } else { "show" };
        calls += &format!("    {show}::<M{index}>(&[{}]);\n", inputs.join(", "));
        cases.push(case);
    }
    assert!(cases.len() > 60, "{}", cases.len());
    assert!(cases.iter().filter(|case| case.stream).count() > 20);
    main += &format!("fn main() {{\n{calls}}}\n");

    project.write("src/main.rs", &main);
    let printed = project.succeeds(&["run"]);
    let mut printed = printed.lines();
    let mut worst = (0.0, String::new());
    for case in &cases {
        for expected in &case.outputs {
            let line = printed.next().expect("a line per case");
            let output: Vec<f64> = line
                .split(' ')
                .map(|number| number.parse().expect("a number"))
                .collect();
            assert_eq!(output.len(), expected.len(), "{}", case.name);
            let largest = expected.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
            for (got, expected) in output.iter().zip(expected) {
                let error = (got - expected).abs() / largest;
                assert!(
                    error <= case.bound,
                    "{}: {got} for {expected}, off by {error:e}",
                    case.name
                );
                if error > worst.0 {
                    worst = (error, case.name.clone());
                }
            }
        }
    }
    assert_eq!(printed.next(), None);
    println!(
        "the largest relative error is {:e}, of {}",
        worst.0, worst.1
    );
}

/// Prints a line of outputs for each input.
const SHOW: &str = "
use xornet::{Network, Scalar, Stream, Tensor};

fn show_stream<S: Stream>(inputs: &[&[f64]])
where
    S::Scalar: std::fmt::Debug,
{
    for numbers in inputs {
        let (mut stream, mut all) = (S::default(), Vec::new());
        for frame in numbers.chunks(S::Input::ZEROS.numbers().len()) {
            let mut input = S::Input::ZEROS;
            for (place, number) in input.numbers_mut().iter_mut().zip(frame) {
                *place = S::Scalar::from_f64(*number);
            }
            let output = stream.step(&input);
            all.extend(output.numbers().iter().map(|number| format!(\"{number:?}\")));
        }
        println!(\"{}\", all.join(\" \"));
    }
}

fn show<N: Network>(inputs: &[&[f64]])
where
    N::Scalar: std::fmt::Debug,
{
    for numbers in inputs {
        let mut input = N::Input::ZEROS;
        for (place, number) in input.numbers_mut().iter_mut().zip(*numbers) {
            *place = N::Scalar::from_f64(*number);
        }
        let output = N::forward(&input);
        let output: Vec<_> = output.numbers().iter().map(|number| format!(\"{number:?}\")).collect();
        println!(\"{}\", output.join(\" \"));
    }
}

";
