//! An error in one layer causes none in later ones.

use super::{CONV1D, CONV1D_TRANSPOSE, chain};

#[test]
fn an_error_in_one_layer_causes_none_in_later_ones() {
    chain(
        "[4, 2]",
        CONV1D,
        &[
            ("strides = 0", &[("7:11", "`strides` is zero")]),
            ("padding = 'x'", &[("7:11", "unknown `padding`: `x`")]),
        ],
    );
    chain(
        "[4, 2]",
        "",
        &[
            (
                "type = 'conv1d'\nfiltres = 1\nkernel_size = 2\nweights = [[[1], [1]], [[1], [1]]]",
                &[("4:1", "did you mean `filters`?")],
            ),
            (
                "type = 'conv1d'\nfilters = 1\nkernel_size = 'a'\nweights = [[[1], [1]], [[1], [1]]]",
                &[("5:15", "`kernel_size` is a string")],
            ),
        ],
    );
    chain(
        "[4, 2]",
        CONV1D,
        &[(
            "groups = 2",
            &[(
                "7:1",
                "`groups = 2` of layer 1 does not divide its 2 channels and 1 filter",
            )],
        )],
    );
    chain(
        "[4, 2]",
        "",
        &[
            (
                "type = 'max_pool1d'\npool_size = 9",
                &[(
                    "2:1",
                    "windows of 9 need a length of at least 9, but it is 4",
                )],
            ),
            ("type = 'upsample'\nsize = 0", &[("4:8", "`size` is zero")]),
            (
                "type = 'slice'\nstart = 3\nend = 1",
                &[("4:1", "expected an index from -2 to 2")],
            ),
            ("type = 'add'", &[("2:1", "layer 1 (add) takes 1 input")]),
            (
                "type = 'reshape'\nshape = [3, 3]",
                &[("4:1", "[3, 3] has 9 numbers, but the input has 8")],
            ),
            (
                "type = 'global_max_pool'\nkeep_dims = 3",
                &[("4:13", "`keep_dims` is an integer")],
            ),
        ],
    );
    chain(
        "[2, 2]",
        CONV1D_TRANSPOSE,
        &[(
            "output_padding = 9",
            &[(
                "7:18",
                "`output_padding` is as large as `strides` or larger",
            )],
        )],
    );
    chain(
        "[4, 2]",
        "",
        &[(
            "type = 'flatten'\ninputs = 'x'",
            &[("4:10", "unknown name `x`")],
        )],
    );
}
