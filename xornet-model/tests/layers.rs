//! Small networks of every layer kind hold their test cases, which PyTorch and the runtimes of TensorFlow Lite
//! computed (`tests/layers` and `tests/quantized`), and are written as
//! they are read.

use std::path::Path;

use xornet_model::outcome::{Outcome, outcomes};
use xornet_model::{Element, Model, Network};

/// Reads the file of a network.
fn read(path: &Path) -> Model {
    let text = std::fs::read_to_string(path).expect("a readable file");
    let stem = path.file_stem().expect("a name").to_string_lossy();
    xornet_model::read(&text, &stem).unwrap_or_else(|invalid| {
        let errors = invalid
            .errors
            .iter()
            .map(|error| error.render(&path.to_string_lossy(), &text));
        panic!("{}", errors.collect::<Vec<_>>().join("\n"))
    })
}

fn files() -> Vec<std::path::PathBuf> {
    let folders = ["../tests/layers", "../tests/quantized"];
    let entries = folders.iter().flat_map(|folder| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        std::fs::read_dir(folder).expect("a folder of networks")
    });
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = paths
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    files.sort();
    assert!(files.len() > 100, "there are some two hundred networks");
    files
}

fn failures<T: Element>(network: &Network<T>) -> Vec<String> {
    let failed = outcomes(network)
        .into_iter()
        .filter(|outcome| !outcome.holds());
    let message = |outcome: Outcome<'_, T>| {
        let worst = outcome.worst();
        format!(
            "case {}: number {} is {} instead of {}",
            outcome.number(),
            worst.index,
            worst.got,
            worst.expected
        )
    };
    failed.map(message).collect()
}

#[test]
fn test_cases_of_the_oracles_hold() {
    let mut wrong = Vec::new();
    for path in files() {
        let failures = match read(&path) {
            Model::F32(network) => failures(&network),
            Model::F64(network) => failures(&network),
            Model::I8(network) => failures(&network),
        };
        wrong.extend(
            failures
                .into_iter()
                .map(|failure| format!("{}: {failure}", path.display())),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn networks_are_written_as_they_are_read() {
    for path in files() {
        let model = read(&path);
        let text = xornet_model::write(&model);
        let again = xornet_model::read(&text, "again")
            .unwrap_or_else(|invalid| panic!("{}: {:?}\n{text}", path.display(), invalid.errors));
        assert_eq!(xornet_model::write(&again), text, "{}", path.display());
    }
}
