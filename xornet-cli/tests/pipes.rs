//! Standard input, pipes that close, and `cargo xornet`.

mod common;

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::{env, fs};

use common::{package, stdout, texts, xornet};

/// Runs the command with something on standard input.
fn with_input(arguments: &[&str], input: &[u8]) -> (Option<i32>, String, String) {
    let mut child = xornet(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(input).expect("a reader");
    drop(stdin);
    let output = child.wait_with_output().expect("an output");
    let (stdout, stderr) = texts(&output);
    (output.status.code(), stdout, stderr)
}

#[test]
fn a_dash_is_standard_input() {
    let xor = fs::read(package().join("../models/xor.toml")).expect("a model");
    let (code, out, _) = with_input(&["check", "-"], &xor);
    assert_eq!(code, Some(0));
    assert!(out.starts_with("<stdin>: passed, 4 test cases\n"), "{out}");

    let (code, out, _) = with_input(&["check", "-"], b"input = 1\n# caf\xe9\n");
    assert_eq!(code, Some(1));
    assert!(
        out.contains("the model file is not UTF-8 text\n --> <stdin>:2:6"),
        "{out}"
    );

    let (code, out, _) = with_input(&["show", "-"], &xor);
    assert_eq!(code, Some(0));
    assert!(out.starts_with("<stdin>: `Xor`, f32"), "{out}");

    let (code, out, _) = with_input(&["run", "-", "-i", "0,1"], &xor);
    assert_eq!((code, out.as_str()), (Some(0), "0.6475072\n"));

    let run = ["run", "../models/xor.toml", "-"];
    let (code, out, _) = with_input(&run, b"x,y\n0,1\n1,1\n");
    assert_eq!((code, out.as_str()), (Some(0), "0.6475072\n0.6543578\n"));

    let npy = fs::read(package().join("tests/files/npy/f4.npy")).expect("a file");
    let (code, out, _) = with_input(&run, &npy);
    assert_eq!((code, out.lines().count()), (Some(0), 3));

    let (code, out, err) = with_input(&run, b"0,1\n1,x\n");
    assert_eq!((code, out.as_str()), (Some(2), "0.6475072\n"));
    assert_eq!(err, "error: <stdin>:2: column 2: `x` is not a number\n");
}

/// `xornet run … | head`.
#[test]
fn a_closed_pipe_is_no_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data.csv");
    fs::write(&data, "0,1\n".repeat(100_000)).expect("a file");
    let data = data.to_str().expect("UTF-8");
    let model = "../models/xor.toml";
    let many = vec!["../models/digits.toml"; 2000];
    for arguments in [
        vec!["run", model, data],
        vec!["run", model, data, "--trace"],
        vec!["run", model, data, "--format", "json"],
        [vec!["check", "--json"], many.clone()].concat(),
        [vec!["check"], many].concat(),
    ] {
        let mut child = xornet(&arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command");
        let mut beginning = [0; 10];
        let mut pipe = child.stdout.take().expect("a pipe");
        pipe.read_exact(&mut beginning).expect("some output");
        drop(pipe);
        let output = child.wait_with_output().expect("an end");
        let shown = &arguments[..2];
        assert_eq!(output.status.code(), Some(0), "{shown:?}");
        assert_eq!(texts(&output).1, "", "{shown:?}");
    }
}

/// Runs it as cargo does: found on the path, among other commands.
#[test]
fn cargo_runs_it_too() {
    let folder = package().join(env!("CARGO_BIN_EXE_cargo-xornet"));
    let folder = folder.parent().expect("a folder").to_owned();
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([folder].into_iter().chain(env::split_paths(&path)));
    let output = Command::new(env!("CARGO"))
        .args(["xornet", "run", "../models/xor.toml", "--input", "0,1"])
        .env("PATH", path.expect("a path"))
        .current_dir(package())
        .output()
        .expect("cargo");
    assert_eq!(texts(&output), ("0.6475072\n".to_owned(), String::new()));
}

const COMMANDS: [&str; 9] = [
    "import",
    "check",
    "show",
    "draw",
    "run",
    "new",
    "quantize",
    "completions",
    "man",
];

#[test]
fn completions_know_all_commands() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = stdout(&["completions", shell], 0);
        for word in COMMANDS.into_iter().chain(["trace", "quiet"]) {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
}

#[test]
fn there_is_a_manual_page_for_each_command() {
    let page = stdout(&["man"], 0);
    assert!(page.contains(".TH xornet 1"), "{page}");

    let folder = tempfile::tempdir().expect("a folder");
    let man = folder.path().join("share/man1");
    stdout(&["man", man.to_str().expect("UTF-8")], 0);
    let entries = fs::read_dir(&man).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name().into_string());
    let mut names: Vec<_> = names.collect::<Result<_, _>>().expect("UTF-8");
    names.sort();
    let mut expected: Vec<_> = COMMANDS
        .iter()
        .map(|name| format!("xornet-{name}.1"))
        .collect();
    expected.push("xornet.1".into());
    expected.sort();
    assert_eq!(names, expected);
    let run = fs::read_to_string(man.join("xornet-run.1")).expect("a page");
    assert!(
        run.contains("\\-\\-trace") && run.contains("Examples"),
        "{run}"
    );
}
