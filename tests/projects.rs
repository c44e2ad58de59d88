//! `xornet` in crates of other people: their editions, lints, names and edits.

use std::path::Path;

use xornet_testing::{Activation, Model, Project, Random};

const MAIN: &str = r#"
xornet::model!("models/xor.toml");

fn main() {
    println!("{:?}", Xor::forward(&[0.0, 1.0]));
}
"#;

#[test]
fn an_edited_model_rebuilds_the_crate_and_an_untouched_one_does_not() {
    let project = Project::new("rebuild");
    project.write("src/main.rs", MAIN);
    project.copy("models/xor.toml", "models/xor.toml");
    let before = project.succeeds(&["run"]);

    let untouched = project.cargo(&["build", "--verbose"]);
    let log = String::from_utf8_lossy(&untouched.stderr);
    assert!(log.contains("Fresh rebuild"), "{log}");

    project.write(
        "models/xor.toml",
        "input = 2\n[[layers]]\ntype = 'dense'\nunits = 1\nweights = [[1], [2]]\n",
    );
    let after = project.succeeds(&["run"]);
    assert_ne!(before, after);
    assert_eq!(after, "[2.0]\n");
}

/// A model of one weight in another file, and that file.
fn external_model(weight: f32) -> (String, Vec<u8>) {
    let text =
        format!("input = 1\n[[layers]]\ntype = 'dense'\nunits = 1\nweights = [[{weight}]]\n");
    let model = xornet_model::read(&text, "net").expect("a model");
    xornet_model::write_external(&model, "weights/net.safetensors")
}

#[test]
fn an_edited_file_of_weights_rebuilds_the_crate_and_an_untouched_one_does_not() {
    let project = Project::new("external");
    project.write(
        "src/main.rs",
        "xornet::model!(\"models/net.toml\");\nfn main() { println!(\"{:?}\", Net::forward(&[1.0])); }\n",
    );
    let (text, weights) = external_model(2.5);
    project.write("models/net.toml", &text);
    project.write_bytes("models/weights/net.safetensors", &weights);
    assert_eq!(project.succeeds(&["run"]), "[2.5]\n");

    let untouched = project.cargo(&["build", "--verbose"]);
    let log = String::from_utf8_lossy(&untouched.stderr);
    assert!(log.contains("Fresh external"), "{log}");

    let edit = |bytes: &[u8]| project.write_bytes("models/weights/net.safetensors", bytes);
    edit(&external_model(3.5).1);
    assert_eq!(project.succeeds(&["run"]), "[3.5]\n");
    edit(&weights[..weights.len() - 1]);
    let errors = project.fails(&["run"]);
    assert!(errors.contains("models/net.toml:8:20"), "{errors}");
    assert!(errors.contains("it ends early"), "{errors}");
    edit(&weights);
    assert_eq!(project.succeeds(&["run"]), "[2.5]\n");
}

#[test]
fn a_build_script_may_write_the_model() {
    const SCRIPT: &str = "examples/build-script";

    let project = Project::new("build-script");
    for file in ["build.rs", "src/main.rs", "weights.csv"] {
        project.copy(&format!("{SCRIPT}/{file}"), file);
    }
    let table = "[0.0, 0.0]: or false, nor true, and false\n\
                 [0.0, 1.0]: or true, nor false, and false\n\
                 [1.0, 0.0]: or true, nor false, and false\n\
                 [1.0, 1.0]: or true, nor false, and true\n";
    assert_eq!(project.succeeds(&["run"]), table);

    let untouched = project.cargo(&["build", "--verbose"]);
    let log = String::from_utf8_lossy(&untouched.stderr);
    assert!(log.contains("Fresh build-script"), "{log}");

    // Only one input is needed for all.
    project.write("weights.csv", "20, -20, 20\n0, 0, 0\n-10, 10, -10\n");
    let after = project.succeeds(&["run"]);
    let expected = "[0.0, 1.0]: or false, nor true, and false\n";
    assert!(after.contains(expected), "{after}");

    // What one writes first is answered with the way that works.
    project.write(
        "src/main.rs",
        "xornet::model!(Net = concat!(env!(\"OUT_DIR\"), \"/net.toml\"));\nfn main() {}\n",
    );
    let errors = project.fails(&["check"]);
    let way = "include!(concat!(env!(\"OUT_DIR\"), \"/net.rs\"));";
    assert!(errors.contains(way), "{errors}");
}

#[test]
fn a_mended_model_compiles() {
    let project = Project::new("mended");
    project.write("src/main.rs", MAIN);
    project.write("models/xor.toml", "input = 2\n");
    let errors = project.fails(&["run"]);
    assert!(errors.contains("models/xor.toml:1:1"), "{errors}");
    project.copy("models/xor.toml", "models/xor.toml");
    project.succeeds(&["run"]);
}

#[test]
fn the_dependency_may_have_another_name() {
    for edition in ["2021", "2024"] {
        let project = Project::with_manifest("renamed", edition, "nets", "");
        project.write("src/main.rs", &MAIN.replace("xornet", "nets"));
        project.copy("models/xor.toml", "models/xor.toml");
        assert_eq!(project.succeeds(&["run"]), "[0.6475072]\n");
    }
}

#[test]
fn a_crate_may_reexport_xornet() {
    let project = Project::with_manifest(
        "reexported",
        "2021",
        "unused",
        "[dependencies.inner]\npath = 'inner'\n",
    );
    project.write(
        "inner/Cargo.toml",
        &format!(
            "[package]\nname = 'inner'\nversion = '0.0.0'\nedition = '2021'\n\
             [dependencies]\nxornet.path = {:?}\n",
            concat!(env!("CARGO_MANIFEST_DIR"), "/xornet")
        ),
    );
    project.write(
        "inner/src/lib.rs",
        "pub mod deep { pub use xornet::model as compile; }\n",
    );
    project.write(
        "src/main.rs",
        &MAIN.replace("xornet::model!", "inner::deep::compile!"),
    );
    project.copy("models/xor.toml", "models/xor.toml");
    assert_eq!(project.succeeds(&["run"]), "[0.6475072]\n");
}

/// Weights that lints for hand-written code would complain of.
const LINTED: &str = r#"
description = "sin_cos of HandWritten weights, see https://example.org and [nothing]: `x < y`"
input = 3
unroll = "UNROLL"
[[layers]]
type = "dense"
units = 3
activation = { type = "leaky_relu", slope = 0.125 }
weights = [
  [3.14159, 0.6931472, 1.0],
  [-1.0, 2.7182817, -0.0],
  [123456789.0, 1e-40, 3.4e38],
]
biases = [1.4142135, 0.0, 0.0]
[[layers]]
type = "activation"
activation = "softmax"
[[checks]]
input = [0, 0, 0]
output = [0.6727, 0.16365, 0.16365]
tolerance = 0.001
"#;

const LINTS: &str = "#![no_std]
#![forbid(unsafe_code)]
#![deny(missing_docs, warnings, clippy::all, clippy::pedantic, rustdoc::all)]
#![deny(unreachable_pub, missing_debug_implementations, unused_qualifications, rust_2024_compatibility)]
//! A crate with strict lints.
";

#[test]
fn the_strictest_lints_are_silent() {
    for edition in ["2021", "2024"] {
        let project = Project::with_manifest("linted", edition, "xornet", "");
        for mode in ["auto", "full", "none"] {
            project.write(
                &format!("models/{mode}.toml"),
                &LINTED.replace("UNROLL", mode),
            );
        }
        project.write(
            "models/zeros.toml",
            "input = 2\n[[layers]]\ntype = 'dense'\nunits = 1\nweights = [[0], [0]]\n",
        );
        project.copy("models/digits.toml", "models/digits.toml");
        project.write(
            "src/lib.rs",
            &format!(
                "{LINTS}
xornet::model!(#[derive(Debug)] pub Auto = \"models/auto.toml\");
xornet::model!(/// Documented.\n#[derive(Debug)] pub Full = \"models/full.toml\");
xornet::model!(#[derive(Debug)] pub None = \"models/none.toml\");
xornet::model!(#[derive(Debug)] pub Zeros = \"models/zeros.toml\");
xornet::model!(#[derive(Debug)] pub Digits = \"models/digits.toml\");
xornet::model!(#[derive(Debug)] Private = \"models/auto.toml\");

/// Uses the private one.
#[must_use]
pub fn private(input: &[f32; 3]) -> [f32; 3] {{
    xornet::model!(Local = \"models/full.toml\");
    Private::forward(&Local::forward(input))
}}
"
            ),
        );
        project.succeeds(&["clippy"]);
        project.succeeds(&["doc"]);
    }
}

#[test]
fn the_documentation_shows_the_network() {
    let project = Project::new("pictured");
    project.write(
        "src/lib.rs",
        &format!("{LINTS}\nxornet::model!(#[derive(Debug)] pub Gate = \"models/xor.toml\");\n"),
    );
    project.copy("models/xor.toml", "models/xor.toml");
    project.succeeds(&["doc", "--no-deps"]);
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/projects/doc/pictured");
    let page = |name: &str| std::fs::read_to_string(pages.join(name)).expect("a page");
    let page_of_type = page("struct.Gate.html");
    let (before, picture) = page_of_type.split_once("<div><svg ").expect("a picture");
    assert!(before.contains("An untrained 2-4-1 network"), "{before}");
    assert!(
        before.contains("</table>"),
        "the picture follows the layers: {before}"
    );
    let (picture, after) = picture.split_once("</svg></div>").expect("an end");
    assert!(picture.contains(">0.927</text>"), "a weight: {picture}");
    assert!(
        picture.contains(">sigmoid</text>"),
        "an activation: {picture}"
    );
    assert!(
        !picture.contains("<p>"),
        "Markdown took it for text: {picture}"
    );
    assert!(after.contains("forward_const"), "{after}");
    let index = page("index.html");
    assert!(index.contains("An untrained 2-4-1 network"), "{index}");
    assert!(
        !index.contains(">0.927</text>"),
        "a list shows the first line only: {index}"
    );
}

#[test]
fn no_std_and_no_allocator_are_enough() {
    let project = Project::new("freestanding");
    project.write(
        "src/lib.rs",
        "#![no_std]\n#![forbid(unsafe_code)]\nxornet::model!(pub Xor = \"models/xor.toml\");\n",
    );
    project.copy("models/xor.toml", "models/xor.toml");
    project.succeeds(&["build", "--release"]);
}

#[test]
fn the_expansion_names_no_folder_of_this_machine() {
    let project = Project::new("portable");
    project.write("src/main.rs", MAIN);
    project.copy("models/xor.toml", "models/xor.toml");
    project.succeeds(&["build", "--release"]);
    let binary = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/projects/release/portable");
    let binary = std::fs::read(binary).expect("the binary");
    let model = b"An untrained 2-4-1";
    assert!(
        !binary.windows(model.len()).any(|window| window == model),
        "the model's text is in the binary"
    );
}

#[test]
fn unusual_files_are_refused() {
    let project = Project::new("unusual");
    project.write("models/latin1.toml", "");
    std::fs::write(project.path("models/latin1.toml"), b"input = 2\n# \xe9\n").expect("a file");
    std::fs::create_dir(project.path("models/folder.toml")).expect("a folder");
    project.write("src/own.toml", "");
    let absolute = project.path("models/latin1.toml");
    for (path, expected) in [
        ("models/latin1.toml", "models/latin1.toml:2:3"),
        ("models/folder.toml", "it is a directory"),
        ("models/missing.toml", "no such file"),
        ("xor.toml", "no such file"),
        ("latin1.toml", "did you mean `models/latin1.toml`?"),
        ("./latin1.toml", "did you mean `models/latin1.toml`?"),
        ("models/Latin1.toml", "did you mean `models/latin1.toml`?"),
        ("models/own.toml", "did you mean `src/own.toml`?"),
        ("../model/latin1.toml", "did you mean `models/latin1.toml`?"),
        ("/dev/zero", "is absolute"),
        (
            "../../../../../../../../dev/zero",
            "it is not a regular file",
        ),
        (absolute.to_str().expect("a path"), "is absolute"),
        ("", "is empty"),
    ] {
        project.write(
            "src/main.rs",
            &format!("xornet::model!(Net = \"{path}\");\nfn main() {{ Net::forward(&[0.0]); }}\n"),
        );
        let errors = project.fails(&["check"]);
        assert!(errors.contains(expected), "{path}: {errors}");
        let count = errors
            .lines()
            .filter(|line| line.starts_with("error"))
            .count();
        assert_eq!(count, 2, "one error and cargo's own: {errors}");
    }
}

#[test]
fn networks_at_the_limits_of_size_compile() {
    const LIMIT: usize = 1 << 20;
    let dense = |inputs: usize, units: usize, unroll: &str, row: &str| {
        format!(
            "input = {inputs}\nunroll = '{unroll}'\n[[layers]]\ntype = 'dense'\nunits = {units}\nweights = [{}]\n",
            row.repeat(inputs)
        )
    };
    let project = Project::new("limits");
    project.write("long.toml", &dense(LIMIT, 1, "auto", "[0.5],"));
    project.write(
        "wide.toml",
        &dense(1, LIMIT, "auto", &format!("[{}]", "0.5,".repeat(LIMIT))),
    );
    let sparse = dense(LIMIT, 1, "full", "[0],").replacen("[0],", "[0.5],", 16_000);
    project.write("sparse.toml", &sparse);
    project.write(
        "src/main.rs",
        "xornet::model!(\"long.toml\");\nxornet::model!(\"wide.toml\");\nxornet::model!(\"sparse.toml\");\n
        fn main() {
            let input = vec![1.0; Long::INPUTS];
            let input = input.as_slice().try_into().unwrap();
            println!(\"{:?} {:?} {}\", Long::forward(input), Sparse::forward(input), Wide::MACS);
        }\n",
    );
    assert_eq!(project.succeeds(&["run"]), "[524288.0] [8000.0] 1048576\n");
}

/// The code of a network in loops, for one instruction set: what it calls is there only in the
/// shapes of its tiles.
#[test]
fn the_code_of_a_network_is_small() {
    let project = Project::new("size");
    if cfg!(target_arch = "x86_64") {
        // Otherwise there is code for two.
        project.write(
            ".cargo/config.toml",
            "[build]\nrustflags = ['-Ctarget-feature=+avx2']\n",
        );
    }
    project.copy("models/digits.toml", "models/net.toml");
    let main = |output: &str| {
        format!(
            "xornet::model!(Net = \"models/net.toml\");
            fn main() {{
                let x = std::hint::black_box([1.0; 64]);
                println!(\"{{:?}}\", {output});
            }}\n"
        )
    };
    project.write("src/main.rs", &main("[x[0]; 10]"));
    let without = project.text("size");
    project.write("src/main.rs", &main("Net::forward(&x)"));
    let code = project.text("size") - without;
    println!("{code} bytes");
    assert!(code < 4096, "{code} bytes");
    assert!(code > 256, "{code} bytes: the network is not there");
}

/// A network that takes several samples at a time through tiles of two widths.
fn wide_network() -> String {
    let mut random = Random::new(7);
    let model = Model::new(100)
        .dense(&mut random, 130, 100, Activation::Relu)
        .dense(&mut random, 70, 100, Activation::Tanh)
        .dense(&mut random, 10, 100, Activation::Softmax);
    model.to_toml()
}

#[test]
fn batches_on_one_core_and_on_all_have_the_bits_of_the_reference() {
    let project = Project::new("batches");
    project.write("models/wide.toml", &wide_network());
    project.write(
        "src/main.rs",
        "xornet::model!(\"models/wide.toml\");
        fn main() {
            let input = |i: usize| std::array::from_fn(|j| ((i * 31 + j * 7) % 17) as f32 - 8.0);
            let inputs: Vec<[f32; 100]> = (0..2003).map(input).collect();
            let mut outputs = vec![[0.0; 10]; inputs.len()];
            Wide::forward_batch(&inputs, &mut outputs);
            for (input, output) in inputs.iter().zip(outputs) {
                let reference = xornet::reference::forward::<Wide>(input);
                assert_eq!(output.map(f32::to_bits), reference.map(f32::to_bits));
            }
        }\n",
    );
    project.succeeds(&["run", "--release"]);
    project.succeeds(&["run", "--release", "--features", "xornet/rayon"]);
}

#[test]
fn the_model_file_of_the_readme_compiles() {
    let readme = include_str!("../README.md");
    let model = readme
        .split("```")
        .find_map(|block| block.strip_prefix("toml\n"))
        .expect("a TOML block");
    let project = Project::new("readme");
    project.write("models/xor.toml", model);
    project.write("src/main.rs", MAIN);
    project.succeeds(&["run"]);
}
