//! Mistakes in test cases of tensors, and of several inputs and outputs.

use super::graph;

#[test]
fn test_cases_by_name() {
    graph(
        "outputs = ['y', 'z']\ninputs = { a = 2, b = [2, 1] }",
        &[
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'a'\nname = 'y'\n[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'b'\nname = 'z'\n[[checks]]\ninput = [0, 0, 0, 0]\noutput = { y = [0, 0], z = [0, 0] }",
                &[("14:9", "`input` of test case 1 is an array")],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'a'\nname = 'y'\n[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'b'\nname = 'z'\n[[checks]]\ninput = { a = [0, 0] }\noutput = { y = [0, 0], z = [0, 0] }",
                &[("14:9", "`input` of test case 1 has no `b`")],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'a'\nname = 'y'\n[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'b'\nname = 'z'\n[[checks]]\ninput = { a = [0, 0], b = [[0], [0]], c = [1] }\noutput = { y = [0, 0], z = [0, 0] }",
                &[("14:39", "did you mean `a`?")],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'a'\nname = 'y'\n[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'b'\nname = 'z'\n[[checks]]\ninput = { a = [0], b = [[0], [0]] }\noutput = { y = [0, 0], z = [0, 0] }",
                &[(
                    "14:15",
                    "`a` in `input` of test case 1 has 1 number, but it has 2 inputs",
                )],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'a'\nname = 'y'\n[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'b'\nname = 'z'\n[[checks]]\ninput = { a = [0, 0], b = [[0, 0]] }\noutput = { y = [0, 0], z = [0, 0] }",
                &[("14:27", "expected [2, 1]")],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'a'\nname = 'y'\n[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'b'\nname = 'z'\n[[checks]]\ninput = { a = [0, 0], b = [[0], [0, 0]] }\noutput = { y = [0, 0], z = [0, 0] }",
                &[(
                    "14:33",
                    "an array of `b` in `input` of test case 1 has 2 elements, but the first one at its depth has 1",
                )],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'a'\nname = 'y'\n[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'b'\nname = 'z'\n[[checks]]\ninput = { a = [0, 0], b = [0, 0, 0] }\noutput = { y = [0, 0], z = [0, 0] }",
                &[(
                    "14:27",
                    "`b` in `input` of test case 1 has 3 numbers, but it has 2 inputs",
                )],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'a'\nname = 'y'\n[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'b'\nname = 'z'\n[[checks]]\ninput = { a = 1, b = [0, 0] }\noutput = { y = [0, 0], z = [0, 0] }",
                &[("14:15", "`a` in `input` of test case 1 is an integer")],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'a'\nname = 'y'\n[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'b'\nname = 'z'\n[[checks]]\ninput = { a = [0, 0], b = [0, 0] }\noutput = [0, 0]",
                &[("15:10", "`output` of test case 1 is an array")],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'a'\nname = 'y'\n[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'b'\nname = 'z'\n[[checks]]\ninput = { a = [0, 0], b = [0, 0] }\noutput = { y = [0, 0] }",
                &[("15:10", "`output` of test case 1 has no `z`")],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'a'\nname = 'y'\n[[layers]]\ntype = 'activation'\nactivation = 'relu'\ninputs = 'b'\nname = 'z'\n[[checks]]\ninput = { a = [0, 0], b = [0, 0] }\noutput = { y = [0, 0], zz = [0, 0] }",
                &[("15:24", "did you mean `z`?")],
            ),
        ],
    );
}

#[test]
fn nested_test_cases() {
    graph(
        "input = [2, 3]",
        &[
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\n[[checks]]\ninput = [[1, 2], [3, 4]]\noutput = [0, 0, 0, 0, 0, 0]",
                &[("6:9", "expected [2, 3]")],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\n[[checks]]\ninput = [1, 2, 3]\noutput = [0, 0, 0, 0, 0, 0]",
                &[(
                    "6:9",
                    "`input` of test case 1 has 3 numbers, but the network has 6 inputs",
                )],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\n[[checks]]\ninput = [[1], [2, 3]]\noutput = [0, 0, 0, 0, 0, 0]",
                &[(
                    "6:15",
                    "an array of `input` of test case 1 has 2 elements, but the first one at its depth has 1",
                )],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\n[[checks]]\ninput = [[[1, 2, 3], [4, 5, 6]]]\noutput = [0, 0, 0, 0, 0, 0]",
                &[("6:9", "`input` of test case 1 has 3 axes, but needs 2")],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\n[[checks]]\ninput = [[1, 2, 3], [4, 5, 'x']]\noutput = [0, 0, 0, 0, 0, 0]",
                &[(
                    "6:28",
                    "number 3 of an array of `input` of test case 1 is a string",
                )],
            ),
            (
                "[[layers]]\ntype = 'activation'\nactivation = 'relu'\n[[checks]]\ninput = { a = [1] }\noutput = [0, 0, 0, 0, 0, 0]",
                &[("6:9", "`input` of test case 1 is a table")],
            ),
        ],
    );
}
