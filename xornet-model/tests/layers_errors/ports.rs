//! Mistakes in the inputs and outputs of networks.

use super::graph;

#[test]
fn outputs_of_the_network() {
    graph(
        "outputs = []\ninput = 2",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'\nname = 'out'",
            &[("1:11", "`outputs` is empty")],
        )],
    );
    graph(
        "outputs = ''\ninput = 2",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'\nname = 'out'",
            &[("1:11", "unknown name ``")],
        )],
    );
    graph(
        "outputs = 1\ninput = 2",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'\nname = 'out'",
            &[("1:11", "`outputs` is an integer")],
        )],
    );
    graph(
        "outputs = 'a'\ninput = 2",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'\nname = 'out'",
            &[("1:11", "unknown name `a`")],
        )],
    );
    graph(
        "outputs = ['out', 'out']\ninput = 2",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'\nname = 'out'",
            &[("1:19", "layer 1, `out` is twice in `outputs`")],
        )],
    );
    graph(
        "outputs = ['out', 'nope']\ninput = 2",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'\nname = 'out'",
            &[("1:19", "unknown name `nope`")],
        )],
    );
    graph(
        "outputs = ['input', 'out']\ninput = 2",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'\nname = 'out'",
            &[("1:12", "the output `input` is an input of the network")],
        )],
    );
    graph(
        "outputs = [1]\ninput = 2",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'\nname = 'out'",
            &[("1:12", "a name of `outputs` is an integer")],
        )],
    );
    graph(
        "outputs = 'otu'\ninput = 2",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'\nname = 'out'",
            &[("1:11", "did you mean `out`?")],
        )],
    );
}

#[test]
fn inputs_of_the_network() {
    graph(
        "inputs = {}",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'",
            &[("1:10", "`inputs` is empty")],
        )],
    );
    graph(
        "inputs = 'x'",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'",
            &[("1:1", "did you mean `input`?")],
        )],
    );
    graph(
        "inputs = [2]",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'",
            &[("1:1", "did you mean `input`?")],
        )],
    );
    graph(
        "inputs = 2",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'",
            &[("1:1", "did you mean `input`?")],
        )],
    );
    graph(
        "inputs = { x = 0 }",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'",
            &[("1:16", "input `x` is zero")],
        )],
    );
    graph(
        "inputs = { x = '2' }",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'",
            &[("1:16", "input `x` is a string")],
        )],
    );
    graph(
        r#"inputs = { "1x" = 2 }"#,
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'",
            &[(
                "1:12",
                "input `1x` cannot name a field: it is not an identifier",
            )],
        )],
    );
    graph(
        "inputs = { type = 2 }",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'",
            &[(
                "1:12",
                "input `type` cannot name a field: it is a keyword of Rust",
            )],
        )],
    );
    graph(
        r#"inputs = { "a b" = 2 }"#,
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'",
            &[(
                "1:12",
                "input `a b` cannot name a field: it is not an identifier",
            )],
        )],
    );
    graph(
        r#"inputs = { "" = 2 }"#,
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'",
            &[("1:12", "input `` cannot name a field: it is empty")],
        )],
    );
    graph(
        "inputs = { self = 2 }",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'",
            &[(
                "1:12",
                "input `self` cannot name a field: it is a keyword of Rust",
            )],
        )],
    );
    graph(
        "inputs = { x = [1, 1, 1, 1] }",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'",
            &[("1:16", "input `x` has 4 axes")],
        )],
    );
    graph(
        "input = 2\ninputs = { x = 2 }",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'x'",
            &[("1:1", "the model has both `input` and `inputs`")],
        )],
    );
    graph(
        "inputs = { x = 2, x = 2 }",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'x'",
            &[("1:19", "not valid TOML: duplicate key")],
        )],
    );
    graph(
        "unroll = 'auto'",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'",
            &[("1:1", "the model has no `input`")],
        )],
    );
}

#[test]
fn names_of_several_outputs() {
    graph(
        "outputs = ['the first', 'b']\ninput = 2",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'\nname = 'the first'\n[[layers]]\ntype = 'activation'\nactivation = 'relu'\nname = 'b'",
            &[(
                "1:1",
                "several outputs are the fields of a struct, but `the first` cannot name one: it is not an identifier",
            )],
        )],
    );
    graph(
        "outputs = ['type', 'b']\ninput = 2",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'\nname = 'type'\n[[layers]]\ntype = 'activation'\nactivation = 'relu'\nname = 'b'",
            &[(
                "1:1",
                "several outputs are the fields of a struct, but `type` cannot name one: it is a keyword of Rust",
            )],
        )],
    );
}
