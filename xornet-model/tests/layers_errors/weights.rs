//! Mistakes in the weights of convolutions.

use super::layer;

#[test]
fn weights_have_the_shape_of_the_layer() {
    layer(
        "[4, 2]",
        "",
        &[
            (
                "type = 'conv1d'\nfilters = 1\nkernel_size = 2\nweights = [[[1], [1]]]",
                &[(
                    "6:1",
                    "expected [2, 2, 1]: [kernel][channels / groups][filters]",
                )],
            ),
            (
                "type = 'conv1d'\nfilters = 2\nkernel_size = 2\nweights = [[[1], [1]], [[1], [1]]]",
                &[(
                    "6:1",
                    "expected [2, 2, 2]: [kernel][channels / groups][filters]",
                )],
            ),
        ],
    );
    layer(
        "[4, 3]",
        "",
        &[(
            "type = 'conv1d'\nfilters = 1\nkernel_size = 2\nweights = [[[1], [1]], [[1], [1]]]",
            &[(
                "6:1",
                "expected [2, 3, 1]: [kernel][channels / groups][filters]",
            )],
        )],
    );
    layer(
        "[4, 2]",
        "",
        &[(
            "type = 'conv1d'\nfilters = 1\nkernel_size = 2\ngroups = 2\nweights = [[[1], [1]], [[1], [1]]]",
            &[(
                "6:1",
                "`groups = 2` of layer 1 does not divide its 2 channels and 1 filter",
            )],
        )],
    );
}

#[test]
fn weights_in_the_order_of_pytorch() {
    layer(
        "[4, 2]",
        "",
        &[(
            "type = 'conv1d'\nfilters = 1\nkernel_size = 3\nweights = [[[1, 1, 1], [1, 1, 1]]]",
            &[(
                "6:1",
                "PyTorch's order: write the weights transposed by [2, 1, 0]",
            )],
        )],
    );
    layer(
        "[3, 3, 2]",
        "",
        &[(
            "type = 'conv2d'\nfilters = 1\nkernel_size = 3\nweights = [[[[1, 1, 1], [1, 1, 1], [1, 1, 1]], [[1, 1, 1], [1, 1, 1], [1, 1, 1]]]]",
            &[("6:1", "transposed by [2, 3, 1, 0]")],
        )],
    );
    layer(
        "[4, 2]",
        "",
        &[(
            "type = 'conv1d_transpose'\nfilters = 1\nkernel_size = 3\nweights = [[[1, 1, 1]], [[1, 1, 1]]]",
            &[("6:1", "transposed by [2, 0, 1]")],
        )],
    );
    layer(
        "[3, 3, 2]",
        "",
        &[(
            "type = 'conv2d_transpose'\nfilters = 1\nkernel_size = [1, 3]\nweights = [[[[1, 1, 1]]], [[[1, 1, 1]]]]",
            &[("6:1", "transposed by [2, 3, 0, 1]")],
        )],
    );
}

#[test]
fn weights_are_nested_arrays() {
    layer(
        "[4, 2]",
        "",
        &[
            (
                "type = 'conv1d'\nfilters = 1\nkernel_size = 2\nweights = 1",
                &[("6:11", "`weights` of layer 1 is an integer")],
            ),
            (
                "type = 'conv1d'\nfilters = 1\nkernel_size = 2\nweights = 'a'",
                &[("6:11", "`weights` of layer 1 is a string")],
            ),
            (
                "type = 'conv1d'\nfilters = 1\nkernel_size = 2\nweights = []",
                &[("6:11", "`weights` of layer 1 has 1 axis, but needs 3")],
            ),
            (
                "type = 'conv1d'\nfilters = 1\nkernel_size = 2\nweights = [1, 1]",
                &[("6:11", "`weights` of layer 1 has 1 axis, but needs 3")],
            ),
            (
                "type = 'conv1d'\nfilters = 1\nkernel_size = 2\nweights = [[1, 1], [1, 1]]",
                &[("6:11", "`weights` of layer 1 has 2 axes, but needs 3")],
            ),
            (
                "type = 'conv1d'\nfilters = 1\nkernel_size = 2\nweights = [[[[1]]]]",
                &[("6:11", "`weights` of layer 1 has 4 axes, but needs 3")],
            ),
            (
                "type = 'conv1d'\nfilters = 1\nkernel_size = 2\nweights = [[], []]",
                &[("6:11", "`weights` of layer 1 has 2 axes, but needs 3")],
            ),
            (
                "type = 'conv1d'\nfilters = 1\nkernel_size = 2\nweights = [[[], []], [[], []]]",
                &[(
                    "6:1",
                    "expected [2, 2, 1]: [kernel][channels / groups][filters]",
                )],
            ),
        ],
    );
}

#[test]
fn ragged_weights() {
    layer(
        "[4, 2]",
        "",
        &[
            (
                "type = 'conv1d'\nfilters = 1\nkernel_size = 2\nweights = [[[1], [1]], [[1]]]",
                &[(
                    "6:24",
                    "an array of `weights` of layer 1 has 1 element, but the first one at its depth has 2",
                )],
            ),
            (
                "type = 'conv1d'\nfilters = 1\nkernel_size = 2\nweights = [[[1], [1]], [[1], [1, 2]]]",
                &[(
                    "6:30",
                    "an array of `weights` of layer 1 has 2 elements, but the first one at its depth has 1",
                )],
            ),
            (
                "type = 'conv1d'\nfilters = 1\nkernel_size = 2\nweights = [[[1], [1]], [[1], []]]",
                &[(
                    "6:30",
                    "an array of `weights` of layer 1 has 0 elements, but the first one at its depth has 1",
                )],
            ),
            (
                "type = 'conv1d'\nfilters = 1\nkernel_size = 2\nweights = [[[1], [1]], [1, 1]]",
                &[
                    ("6:25", "an array of `weights` of layer 1 is an integer"),
                    ("6:28", "an array of `weights` of layer 1 is an integer"),
                ],
            ),
            (
                "type = 'conv1d'\nfilters = 1\nkernel_size = 2\nweights = [[[1], [1]], [[1], 1]]",
                &[("6:30", "an array of `weights` of layer 1 is an integer")],
            ),
            (
                "type = 'conv1d'\nfilters = 1\nkernel_size = 2\nweights = [[[1], [1]], 1]",
                &[("6:24", "an array of `weights` of layer 1 is an integer")],
            ),
            (
                "type = 'conv1d'\nfilters = 1\nkernel_size = 2\nweights = [[[1], [1]], [[1], [[1]]]]",
                &[(
                    "6:31",
                    "number 1 of an array of `weights` of layer 1 is an array",
                )],
            ),
            (
                "type = 'conv1d'\nfilters = 1\nkernel_size = 2\nweights = [1, [[1], [1]]]",
                &[("6:11", "`weights` of layer 1 has 1 axis, but needs 3")],
            ),
        ],
    );
}

#[test]
fn numbers_of_weights() {
    layer(
        "[4, 2]",
        "",
        &[
            (
                "type = 'conv1d'\nfilters = 1\nkernel_size = 2\nweights = [[[1], [nan]], [[1], ['1']]]",
                &[
                    (
                        "6:19",
                        "number 1 of an array of `weights` of layer 1 is not finite",
                    ),
                    (
                        "6:33",
                        "number 1 of an array of `weights` of layer 1 is a string",
                    ),
                ],
            ),
            (
                "type = 'conv1d'\nfilters = 1\nkernel_size = 2\nweights = [[[1e39], [1]], [[1], [1]]]",
                &[(
                    "6:14",
                    "number 1 of an array of `weights` of layer 1 is too large for `f32`",
                )],
            ),
        ],
    );
}
