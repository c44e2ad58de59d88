//! `xornet draw`, as it is called.

use std::path::Path;
use std::process::{Command, Output};

fn root(name: &str) -> String {
    format!("{}/../{name}", env!("CARGO_MANIFEST_DIR"))
}

fn draw(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xornet"))
        .arg("draw")
        .args(arguments)
        .output()
        .expect("the command")
}

/// Returns standard error of a call that must end with `code`, and write no picture.
#[track_caller]
fn fails(code: i32, arguments: &[&str]) -> String {
    let output = draw(arguments);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{errors}");
    assert!(output.stdout.is_empty());
    errors
}

/// `cargo run -p xornet-cli --bin xornet -- draw models/xor.toml --input 0,1 -o docs/xor.svg`
/// draws it anew.
#[test]
fn the_picture_of_the_readme_is_what_the_command_draws() {
    let output = draw(&[&root("models/xor.toml"), "--input", "0,1"]);
    assert!(output.status.success());
    let picture = String::from_utf8(output.stdout).expect("text");
    let committed = std::fs::read_to_string(root("docs/xor.svg")).expect("a picture");
    assert_eq!(picture, committed.replace("\r\n", "\n"));
}

#[test]
fn a_picture_goes_to_a_file() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("iris.svg");
    let path = path.to_str().expect("a path");
    let output = draw(&[
        &root("models/iris.toml"),
        "--input=5.1,3.5, 1.4,-2e-1",
        "--output",
        path,
    ]);
    assert!(output.status.success(), "{output:?}");
    assert!(output.stdout.is_empty());
    let picture = std::fs::read_to_string(path).expect("a picture");
    assert!(
        picture.starts_with("<svg ") && picture.ends_with("</svg>\n"),
        "{picture}"
    );
    assert!(picture.contains(">−0.2</text>"), "{picture}");
}

#[test]
fn weights_in_another_file_are_drawn() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let text = std::fs::read_to_string(root("models/xor.toml")).expect("a model");
    let model = xornet_model::read(&text, "xor").expect("a model");
    let (text, tensors) = xornet_model::write_external(&model, "xor.safetensors");
    let path = folder.join("external.toml");
    std::fs::write(&path, text).expect("a file");
    std::fs::write(folder.join("xor.safetensors"), tensors).expect("a file");
    let path = path.to_str().expect("a path");
    let inline = draw(&[&root("models/xor.toml")]);
    let external = draw(&[path]);
    assert!(
        inline.status.success() && external.status.success(),
        "{external:?}"
    );
    assert_eq!(inline.stdout, external.stdout);

    std::fs::remove_file(folder.join("xor.safetensors")).expect("a file");
    let errors = fails(1, &[path]);
    assert!(errors.contains("external.toml:10:20"), "{errors}");
    assert!(errors.contains("no such file"), "{errors}");
}

#[test]
fn wrong_inputs_are_errors() {
    let xor = root("models/xor.toml");
    for (input, error) in [
        ("0", "the input `0` has 1 number, but the network takes 2"),
        ("0,x", "the input `0,x`: `x` is not a number"),
        ("", "the input `` has 0 numbers, but the network takes 2"),
    ] {
        let errors = fails(2, &[&xor, "--input", input]);
        assert_eq!(errors.trim_end(), format!("error: {error}"));
    }
}

#[test]
fn what_cannot_be_read_or_written_is_named() {
    let errors = fails(2, &["no/model.toml"]);
    assert!(
        errors.starts_with("error: cannot read the model file `no/model.toml`"),
        "{errors}"
    );
    let errors = fails(2, &[&root("models/xor.toml"), "-o", "no/folder/x.svg"]);
    assert!(
        errors.starts_with("error: cannot write the picture `no/folder/x.svg`"),
        "{errors}"
    );
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("faulty.toml");
    std::fs::write(&path, "input = 2\n").expect("a file");
    let errors = fails(1, &[path.to_str().expect("a path")]);
    assert!(errors.contains("the model has no `layers`"), "{errors}");
}

#[test]
fn the_first_row_of_a_file_can_be_the_input() {
    let model = root("models/digits_cnn.toml");
    let rows = root("models/data/digits_test.csv");
    let file = draw(&[&model, "--input", &rows, "--columns", "1-64"]);
    assert!(file.status.success(), "{file:?}");
    let text = std::fs::read_to_string(rows).expect("rows");
    let row = text.lines().nth(1).expect("a row");
    let numbers: Vec<_> = row.split(',').take(64).collect();
    let numbers = draw(&[&model, "--input", &numbers.join(",")]);
    assert!(file.stdout == numbers.stdout && !file.stdout.is_empty());
    let picture = String::from_utf8(file.stdout).expect("text");
    assert!(picture.contains(">positive value</text>"), "{picture}");
}
