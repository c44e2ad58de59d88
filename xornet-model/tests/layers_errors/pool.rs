//! Mistakes in pools.

use super::layer;

#[test]
fn missing_sizes() {
    layer(
        "[4, 2]",
        "",
        &[
            (
                "type = 'max_pool1d'",
                &[("2:1", "layer 1 has no `pool_size`")],
            ),
            (
                "type = 'average_pool1d'",
                &[("2:1", "layer 1 has no `pool_size`")],
            ),
        ],
    );
    layer(
        "[4, 4, 1]",
        "",
        &[
            (
                "type = 'max_pool2d'",
                &[("2:1", "layer 1 has no `pool_size`")],
            ),
            (
                "type = 'average_pool2d'",
                &[("2:1", "layer 1 has no `pool_size`")],
            ),
        ],
    );
}

#[test]
fn sizes() {
    layer(
        "[4, 2]",
        "",
        &[
            (
                "type = 'max_pool1d'\npool_size = 0",
                &[("4:13", "`pool_size` is zero")],
            ),
            (
                "type = 'max_pool1d'\npool_size = '2'",
                &[("4:13", "`pool_size` is a string")],
            ),
            (
                "type = 'max_pool1d'\npool_size = [2, 2]",
                &[("4:13", "`pool_size` has 2 numbers")],
            ),
            (
                "type = 'max_pool1d'\npool_size = 5",
                &[(
                    "2:1",
                    "windows of 5 need a length of at least 5, but it is 4",
                )],
            ),
            (
                "type = 'max_pool1d'\npool_size = 1048577",
                &[("4:13", "`pool_size` is beyond the limit of 1048576")],
            ),
        ],
    );
    layer(
        "[4, 4, 1]",
        "",
        &[
            (
                "type = 'average_pool2d'\npool_size = [0, 2]",
                &[("4:14", "number 1 of `pool_size` is zero")],
            ),
            (
                "type = 'average_pool2d'\npool_size = [2]",
                &[("4:13", "`pool_size` has 1 number")],
            ),
            (
                "type = 'average_pool2d'\npool_size = [5, 2]",
                &[(
                    "2:1",
                    "windows of 5 need a height of at least 5, but it is 4",
                )],
            ),
            (
                "type = 'average_pool2d'\npool_size = [2, 5]",
                &[(
                    "2:1",
                    "windows of 5 need a width of at least 5, but it is 4",
                )],
            ),
        ],
    );
    layer(
        "[4, 2]",
        "",
        &[
            (
                "type = 'max_pool1d'\npool_size = 2\nstrides = 0",
                &[("5:11", "`strides` is zero")],
            ),
            (
                "type = 'max_pool1d'\npool_size = 2\nstrides = '2'",
                &[("5:11", "`strides` is a string")],
            ),
            (
                "type = 'max_pool1d'\npool_size = 2\nstrides = [1, 1]",
                &[("5:11", "`strides` has 2 numbers")],
            ),
        ],
    );
}

#[test]
fn keys_of_other_layers() {
    layer(
        "[4, 2]",
        "",
        &[
            (
                "type = 'max_pool1d'\npool_size = 2\ngroups = 1",
                &[("5:1", "unknown key `groups` in layer 1")],
            ),
            (
                "type = 'max_pool1d'\npool_size = 2\ndilation_rate = 2",
                &[("5:1", "unknown key `dilation_rate` in layer 1")],
            ),
            (
                "type = 'max_pool1d'\npool_size = 2\nkernel_size = 2",
                &[("5:1", "unknown key `kernel_size` in layer 1")],
            ),
            (
                "type = 'max_pool1d'\npool_size = 2\nweights = [1]",
                &[("5:1", "unknown key `weights` in layer 1")],
            ),
            (
                "type = 'max_pool1d'\npool_size = 2\nactivation = 'relu'",
                &[("5:1", "unknown key `activation` in layer 1")],
            ),
            (
                "type = 'max_pool1d'\npool_size = 2\ninclude_padding = true",
                &[("5:1", "unknown key `include_padding` in layer 1")],
            ),
            (
                "type = 'max_pool1d'\npool_size = 2\nkeep_dims = true",
                &[("5:1", "unknown key `keep_dims` in layer 1")],
            ),
        ],
    );
}

#[test]
fn shapes() {
    layer(
        "4",
        "",
        &[(
            "type = 'max_pool1d'\npool_size = 2",
            &[("2:1", "expected a sequence, [time, channels]")],
        )],
    );
    layer(
        "[4, 2]",
        "",
        &[(
            "type = 'average_pool2d'\npool_size = 2",
            &[("2:1", "expected an image, [height, width, channels]")],
        )],
    );
    layer(
        "4",
        "",
        &[
            (
                "type = 'global_max_pool'",
                &[(
                    "2:1",
                    "expected a sequence, [time, channels], or an image, [height, width, channels]",
                )],
            ),
            (
                "type = 'global_average_pool'\nkeep_dims = true",
                &[(
                    "2:1",
                    "expected a sequence, [time, channels], or an image, [height, width, channels]",
                )],
            ),
        ],
    );
}

#[test]
fn keep_dims() {
    layer(
        "[4, 2]",
        "",
        &[
            (
                "type = 'global_max_pool'\nkeep_dims = 1",
                &[("4:13", "`keep_dims` is an integer")],
            ),
            (
                "type = 'global_average_pool'\npool_size = 2",
                &[("4:1", "unknown key `pool_size` in layer 1")],
            ),
            (
                "type = 'global_average_pool'\nkeepdims = true",
                &[("4:1", "did you mean `keep_dims`?")],
            ),
        ],
    );
}
