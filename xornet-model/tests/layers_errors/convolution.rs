//! Mistakes in convolutions, transposed or not.

use super::{CONV1D, CONV1D_TRANSPOSE, layer};

#[test]
fn missing_keys() {
    layer(
        "[4, 2]",
        "",
        &[
            (
                "type = 'conv1d'\nkernel_size = 2\nweights = [[[1], [1]], [[1], [1]]]",
                &[("2:1", "layer 1 has no `filters`")],
            ),
            (
                "type = 'conv1d_transpose'\nkernel_size = 2\nweights = [[[1], [1]], [[1], [1]]]",
                &[("2:1", "layer 1 has no `filters`")],
            ),
            (
                "type = 'conv1d'\nfilters = 1\nweights = [[[1], [1]], [[1], [1]]]",
                &[("2:1", "layer 1 has no `kernel_size`")],
            ),
            (
                "type = 'conv1d_transpose'\nfilters = 1\nweights = [[[1], [1]], [[1], [1]]]",
                &[("2:1", "layer 1 has no `kernel_size`")],
            ),
            (
                "type = 'conv1d'\nfilters = 1\nkernel_size = 2",
                &[("2:1", "layer 1 has no `weights`")],
            ),
            (
                "type = 'conv1d_transpose'\nfilters = 1\nkernel_size = 2",
                &[("2:1", "layer 1 has no `weights`")],
            ),
        ],
    );
}

#[test]
fn biases() {
    layer(
        "[4, 2]",
        CONV1D,
        &[
            (
                "biases = [1, 2]",
                &[("7:1", "`biases` of layer 1 has 2 numbers")],
            ),
            (
                "biases = 1",
                &[("7:10", "`biases` of layer 1 is an integer")],
            ),
            (
                "biases = [nan]",
                &[("7:11", "number 1 of `biases` of layer 1 is not finite")],
            ),
        ],
    );
    layer(
        "[4, 2]",
        CONV1D_TRANSPOSE,
        &[(
            "biases = []",
            &[("7:1", "`biases` of layer 1 has 0 numbers")],
        )],
    );
}

#[test]
fn keys_of_other_layers() {
    layer(
        "[4, 2]",
        CONV1D,
        &[
            ("units = 1", &[("7:1", "unknown key `units` in layer 1")]),
            (
                "pool_size = 2",
                &[("7:1", "unknown key `pool_size` in layer 1")],
            ),
            (
                "output_padding = 1",
                &[("7:1", "unknown key `output_padding` in layer 1")],
            ),
            ("kernel = 2", &[("7:1", "did you mean `weights`?")]),
            ("axis = 1", &[("7:1", "unknown key `axis` in layer 1")]),
            (
                "epsilon = 1e-5",
                &[("7:1", "unknown key `epsilon` in layer 1")],
            ),
        ],
    );
    layer(
        "[4, 2]",
        CONV1D_TRANSPOSE,
        &[
            ("groups = 1", &[("7:1", "unknown key `groups` in layer 1")]),
            (
                "dilation_rate = 1",
                &[("7:1", "unknown key `dilation_rate` in layer 1")],
            ),
            (
                "include_padding = true",
                &[("7:1", "unknown key `include_padding` in layer 1")],
            ),
        ],
    );
}
