//! Mistakes in the windows of convolutions.

use super::{CONV1D, CONV2D, layer};

#[test]
fn sizes() {
    layer(
        "[4, 2]",
        "",
        &[
            (
                "type = 'conv1d'\nfilters = 0\nkernel_size = 2\nweights = [[[1], [1]], [[1], [1]]]",
                &[("4:11", "`filters` is zero")],
            ),
            (
                "type = 'conv1d'\nfilters = '2'\nkernel_size = 2\nweights = [[[1], [1]], [[1], [1]]]",
                &[("4:11", "`filters` is a string")],
            ),
            (
                "type = 'conv1d'\nfilters = -1\nkernel_size = 2\nweights = [[[1], [1]], [[1], [1]]]",
                &[("4:11", "`filters` is negative")],
            ),
            (
                "type = 'conv1d'\nfilters = 1048577\nkernel_size = 2\nweights = [[[1], [1]], [[1], [1]]]",
                &[("4:11", "`filters` is beyond the limit of 1048576")],
            ),
            (
                "type = 'conv1d'\nfilters = [2]\nkernel_size = 2\nweights = [[[1], [1]], [[1], [1]]]",
                &[("4:11", "`filters` is an array")],
            ),
        ],
    );
}

#[test]
fn sizes_of_a_window() {
    layer(
        "[4, 2]",
        CONV1D,
        &[
            ("strides = 0", &[("7:11", "`strides` is zero")]),
            ("strides = '2'", &[("7:11", "`strides` is a string")]),
            (
                "strides = 1048577",
                &[("7:11", "`strides` is beyond the limit of 1048576")],
            ),
            ("strides = [1, 1]", &[("7:11", "`strides` has 2 numbers")]),
            ("strides = []", &[("7:11", "`strides` has 0 numbers")]),
            ("strides = 1.5", &[("7:11", "`strides` is a float")]),
        ],
    );
    layer(
        "[3, 3, 1]",
        CONV2D,
        &[
            (
                "strides = [1, 0]",
                &[("7:15", "number 2 of `strides` is zero")],
            ),
            (
                "strides = [1, 1, 1]",
                &[("7:11", "`strides` has 3 numbers")],
            ),
            (
                "strides = [1, 'a']",
                &[("7:15", "number 2 of `strides` is a string")],
            ),
            (
                "strides = [1, 1048577]",
                &[(
                    "7:15",
                    "number 2 of `strides` is beyond the limit of 1048576",
                )],
            ),
        ],
    );
    layer(
        "[4, 2]",
        CONV1D,
        &[
            ("dilation_rate = 0", &[("7:17", "`dilation_rate` is zero")]),
            (
                "dilation_rate = '2'",
                &[("7:17", "`dilation_rate` is a string")],
            ),
            (
                "dilation_rate = 1048577",
                &[("7:17", "`dilation_rate` is beyond the limit of 1048576")],
            ),
            (
                "dilation_rate = [1, 1]",
                &[("7:17", "`dilation_rate` has 2 numbers")],
            ),
            (
                "dilation_rate = []",
                &[("7:17", "`dilation_rate` has 0 numbers")],
            ),
            (
                "dilation_rate = 1.5",
                &[("7:17", "`dilation_rate` is a float")],
            ),
        ],
    );
    layer(
        "[3, 3, 1]",
        CONV2D,
        &[
            (
                "dilation_rate = [1, 0]",
                &[("7:21", "number 2 of `dilation_rate` is zero")],
            ),
            (
                "dilation_rate = [1, 1, 1]",
                &[("7:17", "`dilation_rate` has 3 numbers")],
            ),
            (
                "dilation_rate = [1, 'a']",
                &[("7:21", "number 2 of `dilation_rate` is a string")],
            ),
            (
                "dilation_rate = [1, 1048577]",
                &[(
                    "7:21",
                    "number 2 of `dilation_rate` is beyond the limit of 1048576",
                )],
            ),
        ],
    );
    layer(
        "[3, 3, 1]",
        "",
        &[
            (
                "type = 'conv2d'\nfilters = 1\nkernel_size = 0\nweights = [[[[1]], [[1]]], [[[1]], [[1]]]]",
                &[("5:15", "`kernel_size` is zero")],
            ),
            (
                "type = 'conv2d'\nfilters = 1\nkernel_size = [0, 2]\nweights = [[[[1]], [[1]]], [[[1]], [[1]]]]",
                &[("5:16", "number 1 of `kernel_size` is zero")],
            ),
            (
                "type = 'conv2d'\nfilters = 1\nkernel_size = [2]\nweights = [[[[1]], [[1]]], [[[1]], [[1]]]]",
                &[("5:15", "`kernel_size` has 1 number")],
            ),
            (
                "type = 'conv2d'\nfilters = 1\nkernel_size = true\nweights = [[[[1]], [[1]]], [[[1]], [[1]]]]",
                &[("5:15", "`kernel_size` is a boolean")],
            ),
        ],
    );
}

#[test]
fn groups() {
    layer(
        "[4, 2]",
        CONV1D,
        &[
            ("groups = 0", &[("7:10", "`groups` is zero")]),
            (
                "groups = 3",
                &[(
                    "7:1",
                    "`groups = 3` of layer 1 does not divide its 2 channels and 1 filter",
                )],
            ),
            ("groups = '1'", &[("7:10", "`groups` is a string")]),
            ("groups = [1, 1]", &[("7:10", "`groups` is an array")]),
        ],
    );
    layer(
        "[4, 2]",
        "",
        &[(
            "type = 'conv1d'\nfilters = 3\nkernel_size = 1\ngroups = 2\nweights = [[[1, 1, 1]]]",
            &[(
                "6:1",
                "`groups = 2` of layer 1 does not divide its 2 channels and 3 filters",
            )],
        )],
    );
}

#[test]
fn windows_must_fit() {
    layer(
        "[1, 2]",
        CONV1D,
        &[(
            "",
            &[(
                "2:1",
                "windows of 2 need a length of at least 2, but it is 1",
            )],
        )],
    );
    layer(
        "[4, 2]",
        CONV1D,
        &[(
            "dilation_rate = 4",
            &[(
                "2:1",
                "windows of 2 positions, 4 apart need a length of at least 5, but it is 4",
            )],
        )],
    );
    layer(
        "[1, 3, 1]",
        CONV2D,
        &[(
            "",
            &[(
                "2:1",
                "windows of 2 need a height of at least 2, but it is 1",
            )],
        )],
    );
    layer(
        "[3, 1, 1]",
        CONV2D,
        &[(
            "",
            &[(
                "2:1",
                "windows of 2 need a width of at least 2, but it is 1",
            )],
        )],
    );
    layer(
        "8",
        CONV1D,
        &[("", &[("2:1", "expected a sequence, [time, channels]")])],
    );
    layer(
        "[4, 2]",
        CONV2D,
        &[(
            "",
            &[("2:1", "expected an image, [height, width, channels]")],
        )],
    );
    layer(
        "[3, 3, 1]",
        CONV1D,
        &[("", &[("2:1", "expected a sequence, [time, channels]")])],
    );
}
