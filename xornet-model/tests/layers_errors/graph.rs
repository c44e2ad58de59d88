//! Mistakes in the names of layers and their inputs.

use super::graph;

#[test]
fn names_of_layers() {
    graph(
        "input = 2",
        &[
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\nname = ''\n[[layers]]\ntype = 'activation'\nactivation = 'relu'",
                &[("5:8", "`name` of a layer is empty")],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\nname = 1\n[[layers]]\ntype = 'activation'\nactivation = 'relu'",
                &[("5:8", "`name` is an integer")],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\nname = \"a\\nb\"\n[[layers]]\ntype = 'activation'\nactivation = 'relu'",
                &[("5:8", "`name` of a layer has a control character")],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\nname = \"\\u0000\"\n[[layers]]\ntype = 'activation'\nactivation = 'relu'",
                &[("5:8", "`name` of a layer has a control character")],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\nname = ['a']\n[[layers]]\ntype = 'activation'\nactivation = 'relu'",
                &[("5:8", "`name` is an array")],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\nname = 'a'\n[[layers]]\ntype = 'activation'\nactivation = 'relu'\nname = 'a'",
                &[("9:8", "the name `a` is given twice")],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\nname = 'input'",
                &[("5:8", "the name `input` is given twice")],
            ),
        ],
    );
    graph(
        "inputs = { x = 2 }",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'x'\nname = 'x'",
            &[("6:8", "the name `x` is given twice")],
        )],
    );
}

#[test]
fn inputs_of_layers() {
    graph(
        "input = 2",
        &[
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\nname = 'hidden'\n[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'hiden'",
                &[("9:10", "did you mean `hidden`?")],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'Input'",
                &[("5:10", "did you mean `input`?")],
            ),
        ],
    );
    graph(
        "inputs = { x = 2 }",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'input'",
            &[("5:10", "unknown name `input`")],
        )],
    );
    graph(
        "input = 2",
        &[
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'a'\nname = 'a'",
                &[("5:10", "`a` is not computed yet")],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'b'\nname = 'a'\n[[layers]]\ntype = 'activation'\nactivation = 'relu'\nname = 'b'",
                &[("5:10", "`b` is not computed yet")],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = []",
                &[("5:10", "`inputs` is empty")],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 1",
                &[("5:10", "`inputs` is an integer")],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = ['input', 1]",
                &[("5:20", "a name of `inputs` is an integer")],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = { a = 1 }",
                &[("5:10", "`inputs` is a table")],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = ['inptu', 'zzzzz']",
                &[
                    ("5:11", "did you mean `input`?"),
                    ("5:20", "unknown name `zzzzz`"),
                ],
            ),
        ],
    );
}

#[test]
fn what_is_not_used() {
    graph(
        "input = 2",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'\n[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'input'",
            &[("2:1", "nothing takes layer 1")],
        )],
    );
    graph(
        "inputs = { x = 2, y = 2 }",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'x'",
            &[("1:19", "nothing takes `y`")],
        )],
    );
    graph(
        "outputs = 'a'\ninput = 2",
        &[(
            "[[layers]]\ntype = 'activation'\nactivation = 'relu'\nname = 'a'\n[[layers]]\ntype = 'activation'\nactivation = 'relu'\nname = 'b'",
            &[("7:1", "nothing takes layer 2, `b`")],
        )],
    );
}
