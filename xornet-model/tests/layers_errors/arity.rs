//! Layers of too many or too few inputs.

use super::graph;

#[test]
fn counts_of_inputs() {
    graph(
        "inputs = { a = 3, b = 3, c = 3 }",
        &[(
            "[[layers]]\ntype = 'subtract'\ninputs = ['a', 'b', 'c']",
            &[("4:10", "layer 1 (subtract) takes 3 inputs")],
        )],
    );
    graph(
        "input = 3",
        &[
            (
                "[[layers]]\ntype = 'add'",
                &[("2:1", "layer 1 (add) takes 1 input")],
            ),
            (
                "[[layers]]\ntype = 'add'\ninputs = 'input'",
                &[("4:10", "layer 1 (add) takes 1 input")],
            ),
            (
                "[[layers]]\ntype = 'subtract'",
                &[("2:1", "layer 1 (subtract) takes 1 input")],
            ),
            (
                "[[layers]]\ntype = 'subtract'\ninputs = 'input'",
                &[("4:10", "layer 1 (subtract) takes 1 input")],
            ),
            (
                "[[layers]]\ntype = 'multiply'",
                &[("2:1", "layer 1 (multiply) takes 1 input")],
            ),
            (
                "[[layers]]\ntype = 'multiply'\ninputs = 'input'",
                &[("4:10", "layer 1 (multiply) takes 1 input")],
            ),
            (
                "[[layers]]\ntype = 'maximum'",
                &[("2:1", "layer 1 (maximum) takes 1 input")],
            ),
            (
                "[[layers]]\ntype = 'maximum'\ninputs = 'input'",
                &[("4:10", "layer 1 (maximum) takes 1 input")],
            ),
            (
                "[[layers]]\ntype = 'minimum'",
                &[("2:1", "layer 1 (minimum) takes 1 input")],
            ),
            (
                "[[layers]]\ntype = 'minimum'\ninputs = 'input'",
                &[("4:10", "layer 1 (minimum) takes 1 input")],
            ),
            (
                "[[layers]]\ntype = 'concatenate'",
                &[("2:1", "layer 1 (concatenate) takes 1 input")],
            ),
            (
                "[[layers]]\ntype = 'concatenate'\ninputs = 'input'",
                &[("4:10", "layer 1 (concatenate) takes 1 input")],
            ),
        ],
    );
    graph(
        "inputs = { a = 3, b = 3 }",
        &[
            (
                "[[layers]]\ntype = 'flatten'\ninputs = ['a', 'b']",
                &[("4:10", "layer 1 (flatten) takes 2 inputs")],
            ),
            (
                "[[layers]]\ntype = 'activation'\ninputs = ['a', 'b']\nactivation = 'relu'",
                &[("4:10", "layer 1 (activation) takes 2 inputs")],
            ),
            (
                "[[layers]]\ntype = 'dense'\ninputs = ['a', 'b']\nunits = 1\nweights = [[1], [1], [1]]",
                &[("4:10", "layer 1 (dense) takes 2 inputs")],
            ),
            (
                "[[layers]]\ntype = 'prelu'\ninputs = ['a', 'b']\nslopes = [1]",
                &[("4:10", "layer 1 (prelu) takes 2 inputs")],
            ),
            (
                "[[layers]]\ntype = 'l2_normalize'\ninputs = ['a', 'b']\nepsilon = 1e-5",
                &[("4:10", "layer 1 (l2_normalize) takes 2 inputs")],
            ),
            (
                "[[layers]]\ntype = 'global_max_pool'\ninputs = ['a', 'b']",
                &[("4:10", "layer 1 (global_max_pool) takes 2 inputs")],
            ),
        ],
    );
}
