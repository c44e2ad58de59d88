//! Mistakes in the padding of convolutions.

use super::{CONV1D, CONV1D_TRANSPOSE, CONV2D, CONV2D_TRANSPOSE, layer};

#[test]
fn padding_along_one_axis() {
    layer(
        "[4, 2]",
        CONV1D,
        &[
            ("padding = 'vaild'", &[("7:11", "did you mean `valid`?")]),
            ("padding = 'full'", &[("7:11", "unknown `padding`: `full`")]),
            ("padding = 1", &[("7:11", "`padding` is an integer")]),
            (
                "padding = [1]",
                &[("7:11", "`padding` does not have two counts for each axis")],
            ),
            (
                "padding = [1, 2, 3]",
                &[("7:11", "`padding` does not have two counts for each axis")],
            ),
            ("padding = [-1, 0]", &[("7:12", "`padding` is negative")]),
            ("padding = [1.0, 0]", &[("7:12", "`padding` is a float")]),
            (
                "padding = [[1, 1], [1, 1]]",
                &[(
                    "7:11",
                    "`padding` has pairs for several axes, but there is one axis",
                )],
            ),
            (
                "padding = [1048577, 0]",
                &[("7:12", "`padding` is beyond the limit of 1048576")],
            ),
            (
                "padding = [2, 0]",
                &[(
                    "7:1",
                    "the window of output 0 is wholly in the padding along the length",
                )],
            ),
            (
                "padding = [0, 3]",
                &[(
                    "7:1",
                    "the window of output 4 is wholly in the padding along the length",
                )],
            ),
            ("padding = true", &[("7:11", "`padding` is a boolean")]),
        ],
    );
}

#[test]
fn padding_along_two_axes() {
    layer(
        "[3, 3, 1]",
        CONV2D,
        &[
            (
                "padding = 'causal'",
                &[("7:11", "unknown `padding`: `causal`")],
            ),
            (
                "padding = [1, 1]",
                &[("7:11", "`padding` has no pair for each axis")],
            ),
            (
                "padding = [[1, 1]]",
                &[("7:11", "`padding` does not have two pairs")],
            ),
            (
                "padding = [[1, 1], [1]]",
                &[("7:11", "`padding` does not have two counts for each axis")],
            ),
            (
                "padding = [[1, 1], [1, 'a']]",
                &[("7:24", "`padding` is a string")],
            ),
            (
                "padding = [[0, 0], [2, 0]]",
                &[(
                    "7:1",
                    "the window of output 0 is wholly in the padding along the width",
                )],
            ),
        ],
    );
}

#[test]
fn output_padding() {
    layer(
        "[4, 2]",
        CONV1D_TRANSPOSE,
        &[
            (
                "output_padding = 1",
                &[(
                    "7:18",
                    "`output_padding` is as large as `strides` or larger",
                )],
            ),
            (
                "output_padding = 0.5",
                &[("7:18", "`output_padding` is a float")],
            ),
            (
                "output_padding = [0, 0]",
                &[("7:18", "`output_padding` has 2 numbers")],
            ),
            (
                "output_padding = -1",
                &[("7:18", "`output_padding` is negative")],
            ),
            (
                "output_padding = [1]",
                &[(
                    "7:18",
                    "`output_padding` is as large as `strides` or larger",
                )],
            ),
            (
                "strides = 2\npadding = 'same'\noutput_padding = 1",
                &[(
                    "9:18",
                    r#"`output_padding` does not go with `padding = "same"`"#,
                )],
            ),
        ],
    );
    layer(
        "[3, 3, 1]",
        CONV2D_TRANSPOSE,
        &[(
            "strides = [2, 1]\noutput_padding = [0, 1]",
            &[(
                "8:18",
                "`output_padding` is as large as `strides` or larger",
            )],
        )],
    );
}

#[test]
fn padding_of_transposed_convolutions() {
    layer(
        "[4, 2]",
        CONV1D_TRANSPOSE,
        &[
            (
                "padding = 'causal'",
                &[("7:11", "unknown `padding`: `causal`")],
            ),
            (
                "padding = [3, 2]",
                &[("7:1", "the padding cuts off all 5 outputs along the length")],
            ),
        ],
    );
    layer(
        "[3, 3, 1]",
        CONV2D_TRANSPOSE,
        &[
            (
                "padding = [[0, 0], [2, 2]]",
                &[("7:1", "the padding cuts off all 4 outputs along the width")],
            ),
            (
                "padding = [1, 1]",
                &[("7:11", "`padding` has no pair for each axis")],
            ),
        ],
    );
}
