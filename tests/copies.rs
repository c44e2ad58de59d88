//! Files that stand in several packages, since a package holds only what is in its folder.

use std::fs;
use std::path::Path;

const PACKAGES: [&str; 6] = [
    "xornet",
    "xornet-cli",
    "xornet-core",
    "xornet-datafusion",
    "xornet-macros",
    "xornet-model",
];

/// Returns the bytes of a file of the repository.
fn read(path: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn each_package_has_the_licences() {
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        for package in PACKAGES {
            assert!(
                read(&format!("{package}/{licence}")) == read(licence),
                "{package}/{licence} is not a copy of {licence}"
            );
        }
    }
}

/// The README of the repository is tested, and crates.io would not find where its links lead.
#[test]
fn the_readme_of_the_package_has_the_example_of_the_repository() {
    let example = |path| {
        let text = String::from_utf8(read(path)).expect("a text");
        let (_, block) = text.split_once("```rust\n").expect("an example");
        block.split("```").next().map(str::to_owned)
    };
    assert_eq!(example("xornet/README.md"), example("README.md"));
}

#[test]
fn the_examples_in_the_documentation_have_the_model_of_the_repository() {
    for model in ["xor", "balance"] {
        let copy = format!("xornet/models/{model}.toml");
        assert!(
            read(&copy) == read(&format!("models/{model}.toml")),
            "{copy} is not a copy of models/{model}.toml"
        );
    }
}

#[test]
fn the_plugin_has_the_model_of_the_query_engine() {
    let copy = "examples/polars-plugin/models/fraud.toml";
    assert!(
        read(copy) == read("xornet-datafusion/models/fraud.toml"),
        "{copy} is not a copy of xornet-datafusion/models/fraud.toml"
    );
}

#[test]
fn the_examples_of_a_stream_have_the_model_of_the_repository() {
    for example in ["amp", "amp-web"] {
        let copy = format!("examples/{example}/models/amp.toml");
        assert!(
            read(&copy) == read("models/amp.toml"),
            "{copy} is not a copy of models/amp.toml"
        );
    }
}
