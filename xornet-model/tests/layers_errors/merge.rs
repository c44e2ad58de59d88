//! Mistakes in layers of several inputs.

use super::graph;

#[test]
fn shapes_must_broadcast() {
    graph(
        "inputs = { a = 3, b = 2 }",
        &[(
            "[[layers]]\ntype = 'add'\ninputs = ['a', 'b']",
            &[(
                "4:1",
                "expected equal axes, counted from the last, or axes of length 1",
            )],
        )],
    );
    graph(
        "inputs = { a = 3, b = [3, 2] }",
        &[(
            "[[layers]]\ntype = 'add'\ninputs = ['a', 'b']",
            &[(
                "4:1",
                "expected equal axes, counted from the last, or axes of length 1",
            )],
        )],
    );
    graph(
        "inputs = { a = 3, b = 2 }",
        &[(
            "[[layers]]\ntype = 'subtract'\ninputs = ['a', 'b']",
            &[(
                "4:1",
                "expected equal axes, counted from the last, or axes of length 1",
            )],
        )],
    );
    graph(
        "inputs = { a = 3, b = [3, 2] }",
        &[(
            "[[layers]]\ntype = 'subtract'\ninputs = ['a', 'b']",
            &[(
                "4:1",
                "expected equal axes, counted from the last, or axes of length 1",
            )],
        )],
    );
    graph(
        "inputs = { a = 3, b = 2 }",
        &[(
            "[[layers]]\ntype = 'multiply'\ninputs = ['a', 'b']",
            &[(
                "4:1",
                "expected equal axes, counted from the last, or axes of length 1",
            )],
        )],
    );
    graph(
        "inputs = { a = 3, b = [3, 2] }",
        &[(
            "[[layers]]\ntype = 'multiply'\ninputs = ['a', 'b']",
            &[(
                "4:1",
                "expected equal axes, counted from the last, or axes of length 1",
            )],
        )],
    );
    graph(
        "inputs = { a = 3, b = 2 }",
        &[(
            "[[layers]]\ntype = 'maximum'\ninputs = ['a', 'b']",
            &[(
                "4:1",
                "expected equal axes, counted from the last, or axes of length 1",
            )],
        )],
    );
    graph(
        "inputs = { a = 3, b = [3, 2] }",
        &[(
            "[[layers]]\ntype = 'maximum'\ninputs = ['a', 'b']",
            &[(
                "4:1",
                "expected equal axes, counted from the last, or axes of length 1",
            )],
        )],
    );
    graph(
        "inputs = { a = 3, b = 2 }",
        &[(
            "[[layers]]\ntype = 'minimum'\ninputs = ['a', 'b']",
            &[(
                "4:1",
                "expected equal axes, counted from the last, or axes of length 1",
            )],
        )],
    );
    graph(
        "inputs = { a = 3, b = [3, 2] }",
        &[(
            "[[layers]]\ntype = 'minimum'\ninputs = ['a', 'b']",
            &[(
                "4:1",
                "expected equal axes, counted from the last, or axes of length 1",
            )],
        )],
    );
    graph(
        "inputs = { a = [1024, 1024, 1], b = [1, 1, 1024] }",
        &[(
            "[[layers]]\ntype = 'add'\ninputs = ['a', 'b']",
            &[(
                "2:1",
                "the output [1024, 1024, 1024] of a layer (add) has more than 16777216 numbers, which is the limit",
            )],
        )],
    );
}

#[test]
fn concatenate() {
    graph(
        "inputs = { a = 3, b = [3, 2] }",
        &[(
            "[[layers]]\ntype = 'concatenate'\ninputs = ['a', 'b']",
            &[("4:1", "expected shapes that differ along axis 0 only")],
        )],
    );
    graph(
        "inputs = { a = [2, 3], b = [3, 3] }",
        &[(
            "[[layers]]\ntype = 'concatenate'\ninputs = ['a', 'b']",
            &[("4:1", "expected shapes that differ along axis 1 only")],
        )],
    );
    graph(
        "inputs = { a = [2, 3], b = [2, 4] }",
        &[(
            "[[layers]]\ntype = 'concatenate'\ninputs = ['a', 'b']\naxis = 0",
            &[("4:1", "expected shapes that differ along axis 0 only")],
        )],
    );
    graph(
        "inputs = { a = [2, 3], b = [2, 3] }",
        &[
            (
                "[[layers]]\ntype = 'concatenate'\ninputs = ['a', 'b']\naxis = 2",
                &[("5:1", "expected an axis from -2 to 1")],
            ),
            (
                "[[layers]]\ntype = 'concatenate'\ninputs = ['a', 'b']\naxis = -3",
                &[("5:1", "expected an axis from -2 to 1")],
            ),
            (
                "[[layers]]\ntype = 'concatenate'\ninputs = ['a', 'b']\naxis = 'last'",
                &[("5:8", "`axis` is a string")],
            ),
            (
                "[[layers]]\ntype = 'concatenate'\ninputs = ['a', 'b']\naxis = 1.0",
                &[("5:8", "`axis` is a float")],
            ),
        ],
    );
    graph(
        "inputs = { a = 3, b = 3 }",
        &[
            (
                "[[layers]]\ntype = 'concatenate'\ninputs = ['a', 'b']\nactivation = 'relu'",
                &[("5:1", "unknown key `activation` in layer 1")],
            ),
            (
                "[[layers]]\ntype = 'add'\ninputs = ['a', 'b']\naxis = 0",
                &[("5:1", "unknown key `axis` in layer 1")],
            ),
        ],
    );
}
