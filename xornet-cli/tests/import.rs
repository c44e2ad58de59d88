//! `xornet import` as a user runs it. `SNAPSHOTS=overwrite cargo test` writes what it says now.

use std::fs;
use std::path::Path;

use snapbox::cmd::{Command, OutputAssert, cargo_bin};
use snapbox::str;

/// Runs the command in the folder of the exports.
fn import(arguments: &[&str]) -> OutputAssert {
    command().arg("import").args(arguments).assert()
}

fn command() -> Command {
    Command::new(cargo_bin!("xornet"))
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/exports"))
        .env("NO_COLOR", "1")
}

fn text(output: &[u8]) -> String {
    String::from_utf8(output.to_vec()).expect("text")
}

#[test]
fn the_help_says_how_to_export() {
    import(&["--help"]).success().stdout_eq(str![[r#"
Write a model file from a network of PyTorch, Keras, TensorFlow Lite, scikit-learn, JAX or tools for
audio

Standard error lists what became of each part of the source, and what was left out. If the source
cannot be imported, all reasons are listed at once.

Usage: xornet import [OPTIONS] <FILE>

Arguments:
  <FILE>
          An ONNX file, a .tflite file of TensorFlow Lite, a safetensors file with `--layer`, or a
          .nam or .json file of a tool for audio

Options:
  -o, --output <FILE>
          The model file to write [default: standard output]

      --force
          Replace existing files

      --external
          Keep the weights in a safetensors file next to the model file

      --name <NAME>
          The name of the type in Rust [default: derived from the name of the model file]

      --dtype <TYPE>
          The type of the numbers [default: that of the source; f32 for 16 bits]
          
          [possible values: f32, f64]

      --checks <COUNT>
          Record this many test cases: pseudo-random inputs, and the outputs of the source, computed
          in f64

      --checks-from <FILE>
          Record the test cases of a file: .npz (`inputs` and `outputs`), or CSV or .npy with an
          input and its output in each row, with the numbers in the order of the source; with
          `--checks`, that many of them

      --graph-output <NAME>
          Import this value alone, as the only output: an output of the graph, or a value inside

      --rounding <ROUNDING>
          How a network of eight bits rounds its sums: as TensorFlow Lite for Microcontrollers, or
          as LiteRT with XNNPACK [default: double]
          
          [possible values: double, single]

      --stream
          Make a stream of a graph on a sequence: a network that takes a frame at a time, and keeps
          its state

      --layer <PREFIX:ACTIVATION>
          A layer of a safetensors file, in order: the prefix of its tensors' names, and its
          activation; `gru`, `lstm`, `rnn` or `rnn_relu` in its place for recurrent layers, with
          which the network becomes a stream

      --layout <LAYOUT>
          The layout of the matrices of a safetensors file [default: by name, `weight` or `kernel`]

          Possible values:
          - out-in: One row per unit, as PyTorch's `weight`
          - in-out: One row per input, as Keras' and JAX' `kernel`

      --color <WHEN>
          When to write in colours. `auto` does so at a terminal, unless NO_COLOR is set
          
          [default: auto]
          [possible values: auto, always, never]

  -h, --help
          Print help (see a summary with '-h')

  -V, --version
          Print version

From PyTorch:        torch.onnx.export(model.eval(), (example,), "net.onnx")
From Keras:          model.export("net.onnx", format="onnx")
From TensorFlow:     tf.lite.TFLiteConverter.from_saved_model(DIR).convert(), as net.tflite
From scikit-learn:   skl2onnx.to_onnx(model, samples[:1].astype("float32"))
From JAX:            safetensors.numpy.save_file(params, "net.safetensors")
From audio tools:    .nam of Neural Amp Modeler, and .json of RTNeural and GuitarML, as they are

Test cases become `[[checks]]`, which are run when the model is compiled into a crate. Their
tolerance is 1e-5 of the largest output, or 1e-5 if that is below one (1e-12 for f64), and more if
rounding in the network itself explains a larger error.

"#]]);
}

#[test]
fn a_model_goes_to_standard_output() {
    import(&[
        "sklearn_cancer_logistic.onnx",
        "--checks",
        "1",
        "--name",
        "Cancer",
    ])
    .success()
    .stdout_eq(str![[r##"
# Imported by xornet 0.1.0 from sklearn_cancer_logistic.onnx.
# Source: ONNX, made by skl2onnx 1.20.0, opset 17, ai.onnx.ml 1.
# SHA-256: 80b59f8208f6317d1bdef60114e273192d5075fc1de0075b752af046a5ec2715
# The test cases were computed in f64 from the source.

name = "Cancer"
dtype = "f32"
input = 30

[[layers]]
type = "dense"
units = 2
activation = "sigmoid"
weights = [
    [0.10663519, -0.10663519],
    [0.08890111, -0.08890111],
    [0.014868473, -0.014868473],
    [0.0012498943, -0.0012498943],
    [11.911424, -11.911424],
    [-10.626221, 10.626221],
    [10.738206, -10.738206],
    [24.83571, -24.83571],
    [-2.7861278, 2.7861278],
    [-46.562313, 46.562313],
    [4.6532145, -4.6532145],
    [-0.48101157, 0.48101157],
    [0.33260867, -0.33260867],
    [0.021976644, -0.021976644],
    [93.1734, -93.1734],
    [-41.58614, 41.58614],
    [-3.3557162, 3.3557162],
    [52.41722, -52.41722],
    [-35.723515, 35.723515],
    [-257.8713, 257.8713],
    [0.21258783, -0.21258783],
    [0.2150444, -0.2150444],
    [0.0244362, -0.0244362],
    [0.0017485443, -0.0017485443],
    [29.18222, -29.18222],
    [-0.3253373, 0.3253373],
    [4.2228885, -4.2228885],
    [14.087268, -14.087268],
    [14.377397, -14.377397],
    [26.986973, -26.986973],
]
biases = [-32.06326, 32.06326]

[[checks]]
input = [19.52, 18.08, 45.69, 1314.0, 0.07397, 0.06642, -0.01574, 0.09011, 0.1529, 0.07536, 0.284, 1.785, 3.055, 50.28, 0.009478, 0.0266, 0.03001, 0.01815, 0.01073, 0.00743, 23.06, 29.52, 163.9, 489.5, 0.1652, 0.2985, 0.194, 0.04893, 0.3229, 0.115]
output = [0.96297884, 0.037021182]

"##]])
    .stderr_eq(str![[r#"
layer 1: dense 30 -> 2, sigmoid
  folded into it: `Scaler` (Scaler)
  from `LinearClassifier` (LinearClassifier)
left out: the output `output_label`
left out: `ZipMap` (ZipMap): it names the classes; the outputs keep their order
left out: `Cast` (Cast): the output does not depend on it
1 test case is recorded; the largest error is 0.01 of its tolerance

"#]]);
}

#[test]
fn imports_are_deterministic() {
    let run = || {
        let output = import(&["torch_digits.onnx", "--checks", "20"]).success();
        text(&output.get_output().stdout)
    };
    assert_eq!(run(), run());
}

#[test]
fn a_file_is_written_and_not_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("net.toml");
    let model = path.to_str().expect("a path");
    import(&["torch_digits.onnx", "-o", model, "--checks", "3"])
        .success()
        .stdout_eq("");
    let first = fs::read_to_string(&path).expect("the model");
    assert!(first.contains("[[checks]]"));
    let said = import(&["torch_digits.onnx", "-o", model]).code(2);
    assert!(
        text(&said.get_output().stderr).contains("already exists; use `--force` to replace it")
    );
    assert_eq!(fs::read_to_string(&path).expect("the model"), first);
    import(&["torch_digits.onnx", "-o", model, "--force"]).success();
    assert!(
        !fs::read_to_string(&path)
            .expect("the model")
            .contains("[[checks]]")
    );
    import(&["torch_digits.onnx", "--force"]).code(2);
}

#[test]
fn weights_may_stay_in_a_file_of_their_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = |name: &str| {
        folder
            .path()
            .join(name)
            .to_str()
            .expect("a path")
            .to_owned()
    };
    let (inline, external) = (output("inline.toml"), output("external.toml"));
    let tensors = output("external.safetensors");
    let source = ["torch_digits.onnx", "--checks", "3", "-o"];
    import(&[&source[..], &[&inline]].concat()).success();
    import(&[&source[..], &[&external, "--external"]].concat()).success();
    assert!(fs::metadata(&tensors).expect("the weights").len() > 1000);
    assert!(
        fs::read_to_string(&external)
            .expect("the model")
            .contains("file = \"external.safetensors\"")
    );
    let run = |model: &str| {
        let input = "0.5,1,-1,2,0.5,1,-1,2,0.5,1,-1,2,0.5,1,-1,2";
        let output = command()
            .args(["run", model, "--input", input])
            .assert()
            .success();
        text(&output.get_output().stdout)
    };
    assert_eq!(run(&external), run(&inline));
    command().args(["check", &external]).assert().success();

    fs::remove_file(&external).expect("a file");
    let again = [&source[..], &[&external, "--external"]].concat();
    let said = import(&again).code(2);
    assert!(text(&said.get_output().stderr).contains("external.safetensors` already exists"));
    import(&[&again[..], &["--force"]].concat()).success();
    import(&["torch_digits.onnx", "--external"]).code(2);

    let source = output("net.safetensors");
    fs::copy(&tensors, &source).expect("a copy");
    let into = [
        &source,
        "--layer=fc1",
        "-o",
        &output("net.toml"),
        "--external",
        "--force",
    ];
    let said = import(&into).code(2);
    assert!(
        text(&said.get_output().stderr)
            .contains("net.safetensors` is the source, and would be overwritten")
    );
}

#[test]
fn an_unsupported_model_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("net.toml");
    import(&[
        "refused_forest.onnx",
        "-o",
        path.to_str().expect("a path"),
    ])
    .code(1)
    .stdout_eq("")
    .stderr_eq(str![[r#"
error: `TreeEnsembleClassifier` (TreeEnsembleClassifier) cannot be a part of the network: it is not a network of layers, but another kind of model
error: `refused_forest.onnx` was not imported, for the reason above

"#]]);
    assert!(!path.exists());
    import(&["refused_one_vs_rest.onnx"]).code(1).stderr_eq(str![[r#"
error: `LpNormalization` (LpNormalization) cannot be a part of the network: it divides by the sum of its numbers, which no layer does
error: `refused_one_vs_rest.onnx` was not imported, for the reason above

"#]]);
}

#[test]
fn an_output_is_chosen() {
    import(&[
        "sklearn_iris_mlp.onnx",
        "--graph-output",
        "output_probability",
    ])
    .success();
    import(&["sklearn_iris_mlp.onnx", "--graph-output", "output_label"])
        .code(1)
        .stderr_eq(str![[r#"
error: `ArgMax` (ArgMax) cannot be a part of the network: it gives an index: export the output before it
error: `sklearn_iris_mlp.onnx` was not imported, for the reason above

"#]]);
    import(&["sklearn_iris_mlp.onnx", "--graph-output", "logits"])
        .code(1)
        .stderr_eq(str![[r#"
error: the graph has no output `logits`
  = help: its outputs are `output_label`, `output_probability`; any value inside can be named, too
error: `sklearn_iris_mlp.onnx` was not imported, for the reason above

"#]]);
}

#[test]
fn classes_are_the_names_of_outputs() {
    let output = import(&["sklearn_iris_names.onnx"]).success();
    let model = text(&output.get_output().stdout);
    assert!(
        model.contains("output_names = [\"setosa\", \"versicolor\", \"virginica\"]\n"),
        "{model}"
    );
    // The classes 0, 1 and 2 need no names.
    let output = import(&["sklearn_iris_mlp.onnx"]).success();
    assert!(!text(&output.get_output().stdout).contains("output_names"));
}

#[test]
fn numbers_have_the_type_of_the_source_or_the_one_asked_for() {
    let model = |arguments: &[&str]| {
        let output = import(arguments).success();
        let output = output.get_output();
        (text(&output.stdout), text(&output.stderr))
    };
    let (double, _) = model(&["torch_double.onnx", "--checks", "1"]);
    assert!(
        double.contains("dtype = \"f64\"") && double.contains("tolerance = 1"),
        "{double}"
    );
    let (single, said) = model(&["torch_double.onnx", "--dtype", "f32"]);
    assert!(single.contains("dtype = \"f32\""), "{single}");
    assert!(
        said.contains("the source computes in f64, the network in f32"),
        "{said}"
    );
    let (half, said) = model(&["torch_half.onnx"]);
    assert!(half.contains("dtype = \"f32\""), "{half}");
    assert!(said.contains("computes in 16 bits"), "{said}");
    let (_, said) = model(&["torch_standardised.onnx"]);
    assert!(said.contains("large terms of a sum cancel"), "{said}");
}

#[test]
fn weights_in_another_file_have_their_hash_too() {
    let output = import(&["torch_external.onnx"]).success();
    let model = text(&output.get_output().stdout);
    assert!(
        model.contains("# SHA-256 of torch_external.onnx.data: "),
        "{model}"
    );
}

#[test]
fn cases_are_taken_from_a_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("cases.csv");
    let from = table.to_str().expect("a path");
    let layers = [
        "torch_state.safetensors",
        "--layer",
        "fc1:leaky_relu=0.2",
        "--layer",
        "fc2:softmax",
    ];
    let with = |table_text: &str| {
        fs::write(&table, table_text).expect("a file");
        import(&[&layers[..], &["--checks-from", from]].concat())
    };
    // The network's own output stands in for data.
    let zeros = import(&[&layers[..], &["--checks", "0"]].concat()).success();
    assert!(!text(&zeros.get_output().stdout).contains("[[checks]]"));
    let model = folder.path().join("net.toml");
    import(&[&layers[..], &["-o", model.to_str().expect("a path")]].concat()).success();
    let outputs = command()
        .args(["run", model.to_str().expect("a path"), "--input", "0,0,0,0"])
        .assert()
        .success();
    let outputs = text(&outputs.get_output().stdout).trim().to_owned();
    let output = with(&format!("a,b,c,d,x,y,z\n0,0,0,0,{outputs}\n")).success();
    assert_eq!(
        text(&output.get_output().stdout)
            .matches("[[checks]]")
            .count(),
        1
    );
    with("0,0,0,0,0.1,0.2,0.7\n").code(1).stderr_eq(str![[r#"
error: test case 1 of the data is not what the network computes: output[0] is 0.1, but the network gives 0.35539618664549677
error: `torch_state.safetensors` was not imported, for the reason above

"#]]);
    with("0,0,0,0,0.1\n").code(2).stderr_eq(str![[r#"
error: the length of the outputs is 1 in the test cases, but 3 in the network

"#]]);
    with("1,2\n").code(2).stderr_eq(str![[r#"
error: cannot read test cases from `[..]cases.csv`: [..]cases.csv:1: 2 numbers, but a row needs the 4 of an input, followed by those of its output

"#]]);
}

/// Checks that `run` and `import` read tables alike: nothing in them is dropped.
#[test]
fn tables_are_read_alike_by_run_and_import() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file");
        path.to_str().expect("a path").to_owned()
    };
    // The sum of two numbers.
    let model = file(
        "sum.toml",
        "input = 2\n[[layers]]\ntype = 'dense'\nunits = 1\nweights = [[1.0], [1.0]]\n",
    );
    let tensors = folder.path().join("sum.safetensors");
    let header = br#"{"a.kernel":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]}}"#;
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend_from_slice(header);
    bytes.extend([1f32, 1.0].into_iter().flat_map(f32::to_le_bytes));
    fs::write(&tensors, bytes).expect("a file");
    let tensors = tensors.to_str().expect("a path").to_owned();
    let import = |cases: &str| import(&[&tensors, "--layer=a", "--checks-from", cases]);
    let run = |rows: &str| command().args(["run", &model, rows]).assert();

    for between in [",", ";", "\t", " ", ", "] {
        for head in ["", "a,b,c\n", "# a remark\n\n"] {
            let table = |columns: usize| {
                let rows = ["0.5,1,1.5", "-2,0.25,-1.75", "3,4,7"];
                let rows = rows
                    .map(|row| row.split(',').take(columns).collect::<Vec<_>>().join(",") + "\n");
                let head: String = match head {
                    "a,b,c\n" => {
                        "abc"
                            .chars()
                            .take(columns)
                            .map(String::from)
                            .collect::<Vec<_>>()
                            .join(",")
                            + "\n"
                    }
                    other => other.into(),
                };
                (head + &rows.concat()).replace(',', between)
            };
            let said = import(&file("cases.csv", &table(3))).success();
            let text = text(&said.get_output().stdout);
            assert_eq!(
                text.matches("[[checks]]").count(),
                3,
                "{between:?} {head:?}"
            );
            run(&file("rows.csv", &table(2)))
                .success()
                .stdout_eq("1.5\n-1.75\n7.0\n");
        }
    }
    for (place, bad, reason) in [
        (1, "1x,2", "column 1: `1x` is not a number"),
        (1, "1,nan", "column 2: `nan` is not finite"),
        (1, "inf,2", "column 1: `inf` is not finite"),
        (2, "1,two", "column 2: `two` is not a number"),
        (2, "1,-inf", "column 2: `-inf` is not finite"),
        (2, "1,", "column 2: expected a number, found nothing"),
    ] {
        let table = |last: &str| match place {
            1 => format!("{bad}{last}\n1,2{last}\n"),
            _ => format!("1,2{last}\n{bad}{last}\n"),
        };
        let cases = import(&file("cases.csv", &table(",3"))).code(2);
        let rows = run(&file("rows.csv", &table(""))).code(2);
        for (said, name) in [(cases, "cases"), (rows, "rows")] {
            let said = text(&said.get_output().stderr);
            let expected = format!("{name}.csv:{place}: {reason}");
            assert!(said.contains(&expected), "{said}");
        }
    }
}

#[test]
fn fewer_cases_are_taken_from_all_over_the_data() {
    let output = import(&[
        "torch_digits.onnx",
        "--checks-from",
        "torch_digits.npz",
        "--checks",
        "4",
    ])
    .success();
    let model = text(&output.get_output().stdout);
    assert_eq!(model.matches("[[checks]]").count(), 4);
    import(&["torch_digits.onnx", "--checks-from", "torch_half.npz"])
        .code(2)
        .stderr_eq(str![[r#"
error: cannot read test cases from `torch_half.npz`: its inputs have 4 numbers, but the network takes 16

"#]]);
}

#[test]
fn tensors_need_layers() {
    import(&["torch_state.safetensors"])
        .code(1)
        .stderr_eq(str![[r#"
error: the file does not say what its layers are
  = help: name them, as in `--layer fc1:relu --layer fc2:softmax`; its tensors are `fc1.bias` [8], `fc1.weight` [8, 4], `fc2.bias` [3], `fc2.weight` [3, 8]
error: `torch_state.safetensors` was not imported, for the reason above

"#]]);
    import(&[
        "torch_state.safetensors",
        "--layer",
        "fc1:relu",
        "--layer",
        "fc3",
    ])
    .code(1)
    .stderr_eq(str![[r#"
error: there is no tensor `fc3.weight` or `fc3.kernel`
  = help: its tensors are `fc1.bias` [8], `fc1.weight` [8, 4], `fc2.bias` [3], `fc2.weight` [3, 8]
error: `torch_state.safetensors` was not imported, for the reason above

"#]]);
    import(&["torch_state.safetensors", "--layer", "fc1:rleu"])
        .code(2)
        .stderr_eq(str![[r#"
error: invalid value 'fc1:rleu' for '--layer <PREFIX:ACTIVATION>': there is no activation `rleu`; did you mean `relu`?

For more information, try '--help'.

"#]]);
    import(&["torch_state.safetensors", "--layer", "fc1:relu=1"])
        .code(2)
        .stderr_eq(str![[r#"
error: invalid value 'fc1:relu=1' for '--layer <PREFIX:ACTIVATION>': `relu` takes no parameter

For more information, try '--help'.

"#]]);
    import(&[
        "torch_state.safetensors",
        "--layer",
        ":softmax",
        "--layer",
        "fc1",
    ])
    .code(1)
    .stderr_eq(str![[r#"
error: the first layer is the activation `softmax`, and no tensor before it tells the number of inputs
error: `torch_state.safetensors` was not imported, for the reason above

"#]]);
    import(&[
        "jax_params.safetensors",
        "--layer",
        "Dense_0",
        "--layer",
        "Dense_1",
        "--layout",
        "out-in",
    ])
    .code(1)
    .stderr_eq(str![[r#"
error: `Dense_0.bias` has the shape [6], but its layer has 4 units
  = help: `--layout in-out` would fit
error: `Dense_1.bias` has the shape [2], but its layer has 6 units
  = help: `--layout in-out` would fit
error: `jax_params.safetensors` was not imported, for the 2 reasons above

"#]]);
    import(&["torch_state.safetensors", "--layer", "fc1:relu"])
        .success()
        .stderr_eq(str![[r#"
layer 1: dense 4 -> 8, relu
  from `fc1`
  from `:relu`
left out: the tensor `fc2.bias` [3], which no layer names
left out: the tensor `fc2.weight` [3, 8], which no layer names

"#]]);
    import(&["torch_digits.onnx", "--layer", "fc1"])
        .code(2)
        .stderr_eq(str![[r#"
error: `--layer` is for files of tensors; an ONNX file says what its layers are

"#]]);
}

#[test]
fn files_that_are_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, bytes: &[u8]| {
        fs::write(folder.path().join(name), bytes).expect("a file");
        name.to_owned()
    };
    let import = |arguments: &[&str]| {
        let command = command().current_dir(folder.path());
        command.arg("import").args(arguments).assert()
    };
    import(&["missing.onnx"]).code(2).stderr_eq(str![[r#"
error: cannot read `missing.onnx`: no such file

"#]]);
    import(&["."]).code(2);
    import(&[&file("net.keras", b"PK")])
        .code(2)
        .stderr_eq(str![[r#"
error: `net.keras` is a Keras file, which cannot be imported
  = help: export it with `keras.saving.load_model(…).export("net.onnx", format="onnx")`

"#]]);
    import(&[&file("net.pt", b"PK")]).code(2).stderr_eq(str![[r#"
error: `net.pt` is a PyTorch file, which cannot be imported
  = help: export it with `torch.onnx.export(…)`, or save the state with `safetensors.torch.save_file(…)`

"#]]);
    import(&[&file("net.onnx", b"")])
        .code(1)
        .stderr_eq(str![[r#"
error: the file holds no graph
error: `net.onnx` was not imported, for the reason above

"#]]);
    import(&[&file("net.onnx", b"not a model at all")])
        .code(1)
        .stderr_eq(str![[r#"
error: this is not an ONNX file: failed to decode Protobuf message: invalid wire type value: 6
error: `net.onnx` was not imported, for the reason above

"#]]);
    import(&[&file("net.safetensors", b"\x08\0\0\0\0\0\0\0{}")])
        .code(1)
        .stderr_eq(str![[r#"
error: this is not a safetensors file: invalid header length
error: `net.safetensors` was not imported, for the reason above

"#]]);
}

#[test]
fn cargo_xornet_is_the_same_command() {
    let output = Command::new(cargo_bin!("cargo-xornet"))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports"))
        .args(["xornet", "import", "torch_digits.onnx"])
        .assert()
        .success();
    let direct = import(&["torch_digits.onnx"]).success();
    assert_eq!(output.get_output().stdout, direct.get_output().stdout);
}
