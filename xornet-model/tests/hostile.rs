//! No text makes the reader panic, take long, or say too much.

mod common;

use proptest::prelude::*;
use xornet_model::{Activation, LayerKind};
use xornet_testing::{Graph, Random};

const VALID: &str = include_str!("../../models/iris.toml");

/// Returns the part of a text around a range, without breaking a character.
fn around(text: &str, start: usize, length: usize) -> (&str, &str) {
    let whole = |at: &usize| text.is_char_boundary(*at);
    let start = (0..=start).rev().find(whole).unwrap_or(0);
    let end = (start + length..text.len()).find(whole);
    (&text[..start], &text[end.unwrap_or(text.len())..])
}

/// Exchanges two lines.
fn exchanged(text: &str, a: usize, b: usize) -> String {
    let mut lines: Vec<_> = text.lines().collect();
    let count = lines.len();
    lines.swap(a % count, b % count);
    lines.join("\n")
}

fn size() -> impl Strategy<Value = usize> {
    prop_oneof![
        0..10usize,
        0..2000usize,
        proptest::sample::select([1 << 10, 1 << 20, (1 << 20) + 1, usize::MAX].as_slice()),
    ]
}

fn fragment() -> impl Strategy<Value = String> {
    const FRAGMENTS: [&str; 58] = [
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
        "inputs",
        "outputs",
        "conv1d",
        "conv2d_transpose",
        "max_pool2d",
        "concatenate",
        "add",
        "reshape",
        "shape",
        "kernel_size",
        "strides",
        "padding",
        "same",
        "groups",
        "filters",
        "axis",
        "1048577",
        "[[1, 0], [0, 1]]",
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
        let (before, after) = around(VALID, start, length);
        common::examine(&format!("{before}{piece}{after}"));
    }

    #[test]
    fn a_valid_file_with_two_pieces_exchanged(a in any::<usize>(), b in any::<usize>()) {
        common::examine(&exchanged(VALID, a, b));
    }

    #[test]
    fn a_graph_with_a_piece_replaced(
        seed in any::<u64>(),
        start in any::<usize>(),
        length in 0..20usize,
        piece in fragment(),
    ) {
        let text = Graph::random(&mut Random::new(seed)).to_toml();
        let (before, after) = around(&text, start % text.len(), length);
        common::examine(&format!("{before}{piece}{after}"));
    }

    #[test]
    fn a_graph_with_two_pieces_exchanged(seed in any::<u64>(), a in any::<usize>(), b in any::<usize>()) {
        let text = Graph::random(&mut Random::new(seed)).to_toml();
        common::examine(&exchanged(&text, a, b));
    }

    /// Sizes, strides, axes and counts of any length.
    #[test]
    fn a_graph_with_another_number(seed in any::<u64>(), place in any::<usize>(), number in size()) {
        let text = Graph::random(&mut Random::new(seed)).to_toml();
        let digits = |c: char| c.is_ascii_digit();
        let places: Vec<_> = text.match_indices(digits).map(|(at, _)| at).collect();
        let at = places[place % places.len()];
        let after = text[at..].trim_start_matches(digits);
        common::examine(&format!("{}{number}{after}", &text[..at]));
    }
}

/// The fuzzer needs luck to find a word that its dictionary does not have.
#[test]
fn the_dictionary_of_the_fuzzer_has_every_layer_and_activation() {
    let dictionary = include_str!("../../tests/fuzz/model.dict");
    let layers = LayerKind::ALL.iter().map(|kind| kind.name());
    for name in layers.chain(Activation::<f32>::NAMES.iter().copied()) {
        let word = format!(r#""\"{name}\"""#);
        assert!(dictionary.lines().any(|line| line == word), "no {word}");
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
