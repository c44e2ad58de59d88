//! Files that no command reads: of another kind or format, without an end, or not there.

mod common;

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::{Output, Stdio};

use common::{package, texts, xornet};
use tempfile::TempDir;

/// The commands that take a model file.
const COMMANDS: [&[&str]; 5] = [
    &["check"],
    &["check", "--json"],
    &["show"],
    &["draw"],
    &["run", "--input", "0,1"],
];

const LFS_POINTER: &str = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 18\n";

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
        fs::write(path, bytes).expect("a writable file");
    }
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = xornet(arguments);
    command.current_dir(folder).output().expect("the command")
}

/// Returns the error of a command for a file that it does not read.
#[track_caller]
fn error_of(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
    let (stdout, stderr) = texts(&output);
    if !arguments.contains(&"--json") {
        return stderr;
    }
    // One object, whose message is that of the other commands.
    let line: serde_json::Value = serde_json::from_str(&stdout).expect("an object");
    assert_eq!(line["kind"], "unreadable");
    format!("error: {}\n", line["message"].as_str().expect("a message"))
}

#[track_caller]
fn all_fail(folder: &Path, file: &str, message: &str) {
    for command in COMMANDS {
        let arguments = [command, &[file]].concat();
        let found = error_of(folder, &arguments);
        let found = found.split("\n1 file").next().expect("a text");
        assert_eq!(found.trim_end(), message, "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn devices_and_pipes_are_not_read() {
    let folder = folder(&[("xor.csv", b"0,1\n")]);
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo").success());
    for (file, kind) in [("/dev/zero", "a device"), ("pipe", "a named pipe")] {
        let problem = format!("`{file}`: it is not a regular file, but {kind}");
        let message = format!("error: cannot read the model file {problem}");
        all_fail(folder.path(), file, &message);

        let message = format!("error: cannot read {problem}\n");
        let model = package().join("../models/xor.toml");
        let model = model.to_str().expect("UTF-8");
        assert_eq!(error_of(folder.path(), &["run", model, file]), message);
        let show = ["show", model, "--inputs", file];
        assert_eq!(error_of(folder.path(), &show), message);
        assert_eq!(error_of(folder.path(), &["import", file]), message);
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_of_the_shell_is_read() {
    let shell = |line: &str| {
        let output = std::process::Command::new("bash")
            .args(["-c", line, env!("CARGO_BIN_EXE_xornet")])
            .current_dir(package())
            .output()
            .expect("bash");
        texts(&output)
    };
    let model = "../models/xor.toml";
    let expected = ("0.6475072\n".to_owned(), String::new());
    let (run, data) = (format!("$0 run {model}"), "echo 0,1");
    assert_eq!(shell(&format!("{run} <({data})")), expected);
    assert_eq!(shell(&format!("{data} | {run} /dev/stdin")), expected);
    let run = format!("$0 run <(cat {model}) --input 0,1");
    assert_eq!(shell(&run), expected);
}

/// Writes to a command without end, which must not wait for the end.
#[track_caller]
fn endless(arguments: &[&str], beginning: &str, more: &str) -> String {
    let mut child = xornet(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command");
    let mut stdin = child.stdin.take().expect("a pipe");
    let block = more.repeat((1 << 20) / more.len());
    let mut written = stdin.write_all(beginning.as_bytes());
    let mut blocks = 0;
    while written.is_ok() {
        blocks += 1;
        assert!(blocks < 2_000, "{arguments:?} reads on");
        written = stdin.write_all(block.as_bytes());
    }
    let error = written.expect_err("a pipe that closes");
    assert_eq!(error.kind(), ErrorKind::BrokenPipe);
    let output = child.wait_with_output().expect("an output");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    texts(&output).1
}

#[test]
fn standard_input_without_an_end_is_not_read_on() {
    let message = endless(&["show", "-"], "", "# endless ");
    assert!(
        message.starts_with(
            "error: cannot read the model file `<stdin>`: it has more than 512 MiB, the limit for a model file\n  = help: "
        ),
        "{message}"
    );
    let message = endless(&["show", "-"], "", "\0");
    assert!(
        message.starts_with("error: `<stdin>` is a binary file, not a model file\n"),
        "{message}"
    );
    let run = ["run", "../models/xor.toml", "-"];
    let message = endless(&run, "", "0,1,");
    assert_eq!(
        message,
        "error: cannot read `<stdin>`: a row is longer than the limit of 32 MiB\n"
    );
}

#[test]
fn a_file_of_another_format_is_named() {
    let onnx = fs::read(package().join("tests/exports/torch_digits.onnx")).expect("a file");
    let tensors = package().join("tests/exports/torch_state.safetensors");
    let tensors = fs::read(tensors).expect("a file");
    let folder = folder(&[
        ("nets/net.onnx", &onnx),
        ("net", &onnx),
        ("net.safetensors", &tensors),
        ("net.toml", LFS_POINTER.as_bytes()),
        ("net.tflite", b"\x1c\0\0\0TFL3\x14\0"),
        ("broken.pt", b"\x01\x02\xff"),
    ]);
    let folder = folder.path();
    for (file, message) in [
        (
            "nets/net.onnx",
            "error: `nets/net.onnx` is an ONNX file, not a model file\n  \
             = help: `xornet import nets/net.onnx -o nets/net.toml` makes a model file of it",
        ),
        (
            "net",
            "error: `net` is an ONNX file, not a model file\n  \
             = help: `xornet import net -o net.toml` makes a model file of it",
        ),
        (
            "net.safetensors",
            "error: `net.safetensors` is a safetensors file, not a model file\n  \
             = help: it holds tensors, not layers: name one in a model file, as in \
             `weights = { file = \"net.safetensors\", tensor = \"…\" }`, or tell the layers to \
             `xornet import net.safetensors -o net.toml --layer fc1:relu --layer fc2:softmax`",
        ),
        (
            "net.toml",
            "error: `net.toml` is a pointer of Git LFS, not the file\n  \
             = help: `git lfs pull` fetches the file",
        ),
        (
            "net.tflite",
            "error: `net.tflite` is a TensorFlow Lite file, not a model file\n  \
             = help: `xornet import net.tflite -o net.toml` makes a model file of it",
        ),
        (
            "broken.pt",
            "error: `broken.pt` is a PyTorch file, not a model file\n  \
             = help: export it with `torch.onnx.export(…)`, or save the state with \
             `safetensors.torch.save_file(…)`; `xornet import` makes a model file of that",
        ),
    ] {
        all_fail(folder, file, message);
    }
    // As inputs, too.
    let model = package().join("../models/xor.toml");
    let model = model.to_str().expect("UTF-8");
    assert_eq!(
        error_of(folder, &["run", model, "net.safetensors"]),
        "error: cannot read `net.safetensors`: it is a safetensors file, neither CSV nor .npy\n"
    );
}

#[test]
fn import_names_what_it_does_not_take() {
    let exports = package().join("tests/exports");
    let onnx = fs::read(exports.join("torch_external.onnx")).expect("a file");
    let folder = folder(&[
        ("net.toml", b"input = 1\n"),
        ("net.txt", b"input = 1\n[[layers]]\n"),
        ("pointer.onnx", LFS_POINTER.as_bytes()),
        ("pointer.safetensors", LFS_POINTER.as_bytes()),
        ("external.onnx", &onnx),
        ("torch_external.onnx.data", LFS_POINTER.as_bytes()),
        ("wide.onnx", b"\xff\xfei\0"),
    ]);
    let folder = folder.path();
    for (file, message) in [
        (
            "net.toml",
            "`net.toml` is a model file already\n  = help: run `xornet check net.toml` to check it",
        ),
        (
            "net.txt",
            "`net.txt` is a model file already\n  = help: run `xornet check net.txt` to check it",
        ),
        (
            "pointer.onnx",
            "`pointer.onnx` is a pointer of Git LFS, not the file\n  = help: `git lfs pull` fetches the file",
        ),
        (
            "pointer.safetensors",
            "`pointer.safetensors` is a pointer of Git LFS, not the file\n  = help: `git lfs pull` fetches the file",
        ),
        (
            "wide.onnx",
            "`wide.onnx` is text in UTF-16, which cannot be imported\n  = help: give an ONNX, a TensorFlow Lite or a safetensors file",
        ),
        (
            "extrenal.onnx",
            "cannot read `extrenal.onnx`: no such file\n  = help: did you mean `external.onnx`?",
        ),
    ] {
        assert_eq!(
            error_of(folder, &["import", file]),
            format!("error: {message}\n"),
            "{file}"
        );
    }
    let output = run(folder, &["import", "external.onnx"]);
    assert_eq!(output.status.code(), Some(1));
    let message = texts(&output).1;
    assert!(
        message.contains("torch_external.onnx.data` of its numbers is a pointer of Git LFS"),
        "{message}"
    );
}

#[test]
fn a_path_that_misses_is_answered_with_the_one_that_is_there() {
    let folder = folder(&[("models/xor.toml", b""), ("data/points.csv", b"0,1\n")]);
    for missed in ["xor.toml", "models/Xor.toml", "models/xor", "model/xor.tml"] {
        let message = format!(
            "error: cannot read the model file `{missed}`: no such file\n  \
             = help: did you mean `models/xor.toml`?"
        );
        all_fail(folder.path(), missed, &message);
    }
    let model = package().join("../models/xor.toml");
    let model = model.to_str().expect("UTF-8");
    assert_eq!(
        error_of(folder.path(), &["run", model, "data/point.csv"]),
        "error: cannot read `data/point.csv`: no such file\n  = help: did you mean `data/points.csv`?\n"
    );
}
