//! Each way to call the macro, and each mistake with the error that it gives: a call (`.rs`), its
//! model (`.toml`) and what the compiler says (`.stderr`).
//!
//! `TRYBUILD=overwrite cargo test --test ui` writes the errors anew.

use std::fs;
use std::path::Path;

/// Files that an editor or git would mend, or that are long.
fn write_unusual_models() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui");
    let write =
        |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).expect("a writable folder");

    let plain = "input = 1\n[[layers]]\ntype = 'dense'\nunits = 1\nweights = [[2]]\n";
    write(
        "pass/generated_mark.toml",
        format!("\u{feff}{plain}").as_bytes(),
    );
    write(
        "pass/generated_crlf.toml",
        plain.replace('\n', "\r\n").as_bytes(),
    );
    write("fail/generated_latin1.toml", b"input = 1\n# caf\xe9\n");
    let rows = "  [1, 1, 1, 1, 1, 1, 1, 1, 1, 1],\n".repeat(1640);
    let long = format!(
        "input = 1640\nunroll = 'full'\n[[layers]]\ntype = 'dense'\nunits = 10\nweights = [\n{rows}]\n"
    );
    write("fail/generated_long.toml", long.as_bytes());
}

#[test]
fn ui() {
    write_unusual_models();
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/pass/*.rs");
    cases.compile_fail("tests/ui/fail/*.rs");
}
