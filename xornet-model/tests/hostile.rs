//! No text makes the reader panic, take long, or say too much.

mod common;

use proptest::prelude::*;

const VALID: &str = include_str!("../../models/iris.toml");

fn fragment() -> impl Strategy<Value = String> {
    const FRAGMENTS: [&str; 40] = [
        "[[layers]]",
        "[layers]",
        "[[checks]]",
        "type",
        "dense",
        "activation",
        "=",
        "units",
        "weights",
        "biases",
        "input",
        "output",
        "{",
        "}",
        "[",
        "]",
        ",",
        ".",
        "'",
        "\"",
        "\"\"\"",
        "\n",
        "\r\n",
        "\t",
        "#",
        "1e999",
        "-nan",
        "inf",
        "0x",
        "1979-05-27",
        "\u{feff}",
        "\u{0}",
        "é",
        "🦀",
        "tolerance",
        "-1",
        "18446744073709551616",
        "name",
        "dtype",
        "f64",
    ];
    prop_oneof![
        proptest::sample::select(FRAGMENTS.as_slice()).prop_map(str::to_owned),
        any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn any_text(text in any::<String>()) {
        common::examine(&text);
    }

    #[test]
    fn fragments_of_models(fragments in proptest::collection::vec(fragment(), 0..40)) {
        common::examine(&fragments.concat());
        common::examine(&fragments.join(" "));
    }

    #[test]
    fn a_valid_file_with_a_piece_replaced(start in 0..VALID.len(), length in 0..200usize, piece in fragment()) {
        let start = (0..=start).rev().find(|&at| VALID.is_char_boundary(at)).unwrap_or(0);
        let end = (start + length..VALID.len()).find(|&at| VALID.is_char_boundary(at)).unwrap_or(VALID.len());
        common::examine(&format!("{}{piece}{}", &VALID[..start], &VALID[end..]));
    }

    #[test]
    fn a_valid_file_with_two_pieces_exchanged(a in 0..VALID.lines().count(), b in 0..VALID.lines().count()) {
        let mut lines: Vec<_> = VALID.lines().collect();
        lines.swap(a, b);
        common::examine(&lines.join("\n"));
    }
}

// What is linear here takes seconds in all, and what is quadratic would take hours.

#[test]
fn depth() {
    common::examine(&format!("input = {}", "[".repeat(100_000)));
    common::examine(&format!(
        "input = {}1{}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    ));
    common::examine(&"[a.".repeat(100_000));
    common::examine(&format!("{}x = 1", "a.".repeat(100_000)));
    common::examine(&format!("layers = {}", "{a = ".repeat(100_000)));
}

#[test]
fn length() {
    common::examine(&format!("input = {}", "9".repeat(10_000_000)));
    common::examine(&format!("input = 0.{}1", "0".repeat(10_000_000)));
    common::examine(&format!("{} = 1", "k".repeat(1_000_000)));
    common::examine(&format!("name = '{}'", "é".repeat(1_000_000)));
    common::examine(&format!("dtype = '{}'", "f32".repeat(1_000_000)));
    common::examine(&format!(
        "input = 2\n[[layers]]\ntype = 'dense'\nunits = 2\nweights = [[{}]]",
        "1,".repeat(500_000)
    ));
    common::examine(&format!(
        "input = 1\n[[layers]]\ntype = 'dense'\nunits = 500001\nweights = [[{}nan]]",
        "1,".repeat(500_000)
    ));
}

#[test]
fn number() {
    let keys: String = (0..100_000).map(|i| format!("k{i} = 1\n")).collect();
    common::examine(&keys);
    common::examine(&"[[layers]]\n".repeat(100_000));
    common::examine(&format!("input = 1\n{}", "[[checks]]\n".repeat(100_000)));
    common::examine(&format!(
        "input = 1\n[[layers]]\ntype = 'dense'\nunits = 1\nweights = [{}]",
        "[],".repeat(100_000)
    ));
}
