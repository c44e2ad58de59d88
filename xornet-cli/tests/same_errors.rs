//! What the command says of a model file is what the compiler says of it: every model of the
//! macro's tests, compared with the `.stderr` next to it.

mod common;

use std::fs;
use std::path::Path;

use common::{invalid_models, text, xornet};

/// Returns the messages of the macro in what rustc writes: the lines of each, without their margins.
fn of_the_compiler(stderr: &str) -> Vec<Vec<String>> {
    let mut messages: Vec<Vec<String>> = Vec::new();
    let mut inside = false;
    for line in stderr.lines() {
        if let Some(rest) = line.strip_prefix("error") {
            let message = rest.trim_start_matches(": ");
            messages.push(vec![message.to_owned()]);
            inside = true;
        } else if line.trim_start().starts_with("--> tests/ui/") {
            // From here on it is about the call.
            inside = false;
        } else if let (true, Some(message)) = (inside, messages.last_mut()) {
            message.push(line.trim().to_owned());
        }
    }
    messages
}

/// Returns the messages of the command, in the same form.
fn of_the_command(folder: &Path, model: &str) -> Vec<Vec<String>> {
    let output = xornet(&["check", "--quiet", model])
        .current_dir(folder)
        .output()
        .expect("the command");
    let mut messages: Vec<Vec<String>> = Vec::new();
    for line in text(&output.stdout).lines() {
        if let Some(message) = line.strip_prefix("error: ") {
            messages.push(vec![message.to_owned()]);
        } else if let (false, Some(message)) = (line.is_empty(), messages.last_mut()) {
            message.push(line.trim().to_owned());
        }
    }
    let code = if messages.is_empty() { 0 } else { 1 };
    assert_eq!(output.status.code(), Some(code), "{model}");
    messages
}

/// Some models refer to files that the macro's tests write when they run.
fn what_it_refers_to_is_there(model: &Path, folder: &Path) -> bool {
    let text = String::from_utf8_lossy(&fs::read(model).expect("a file")).into_owned();
    let mut words = text
        .split('"')
        .filter(|word| word.starts_with("generated_"));
    words.all(|file| folder.join(file).exists())
}

#[test]
fn errors_are_those_that_the_macro_reports() {
    let mut compared = 0;
    for path in invalid_models() {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let stderr = path.with_extension("stderr");
        if !stderr.exists() {
            // Written by the macro's tests for a case of another name.
            assert!(stem.starts_with("generated_"), "{stem}");
            continue;
        }
        let folder = path.parent().expect("a folder");
        if !what_it_refers_to_is_there(&path, folder) {
            continue;
        }
        let found = of_the_command(folder, &format!("./{stem}.toml"));
        let stderr = fs::read_to_string(stderr).expect("a text");
        let expected = of_the_compiler(&stderr);
        if stem == "2d_stem" {
            // The model is valid; the error is that the call does not name it.
            assert_eq!(expected.len(), 1);
            assert!(found.is_empty());
            continue;
        }
        assert!(!expected.is_empty(), "{stem}");
        assert_eq!(found, expected, "{stem}");
        compared += found.len();
    }
    assert!(compared > 50, "{compared} messages");
}
