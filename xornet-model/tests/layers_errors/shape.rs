//! Mistakes in layers that change shapes.

use super::layer;

#[test]
fn reshape() {
    layer(
        "[2, 3]",
        "",
        &[
            (
                "type = 'reshape'\nshape = 5",
                &[("4:1", "5 has 5 numbers, but the input has 6")],
            ),
            (
                "type = 'reshape'\nshape = [2, 2]",
                &[("4:1", "[2, 2] has 4 numbers, but the input has 6")],
            ),
            (
                "type = 'reshape'\nshape = [0, 4]",
                &[("4:10", "length 1 of `shape` is zero")],
            ),
            (
                "type = 'reshape'\nshape = [-1, 4]",
                &[("4:10", "length 1 of `shape` is negative")],
            ),
            (
                "type = 'reshape'\nshape = [1, 1, 1, 4]",
                &[("4:9", "`shape` has 4 axes")],
            ),
            (
                "type = 'reshape'\nshape = []",
                &[("4:9", "`shape` has 0 axes")],
            ),
            (
                "type = 'reshape'\nshape = '4'",
                &[("4:9", "`shape` is a string")],
            ),
            (
                "type = 'reshape'\nshape = ['4']",
                &[("4:10", "length 1 of `shape` is a string")],
            ),
            (
                "type = 'reshape'\nshape = 1048577",
                &[("4:9", "`shape` is beyond the limit of 1048576")],
            ),
            ("type = 'reshape'", &[("2:1", "layer 1 has no `shape`")]),
            (
                "type = 'reshape'\ntarget_shape = [6]",
                &[
                    ("2:1", "layer 1 has no `shape`"),
                    ("4:1", "unknown key `target_shape` in layer 1"),
                ],
            ),
        ],
    );
}

#[test]
fn flatten() {
    layer(
        "[2, 3]",
        "",
        &[
            (
                "type = 'flatten'\naxis = 1",
                &[("4:1", "unknown key `axis` in layer 1")],
            ),
            (
                "type = 'flatten'\nshape = 6",
                &[("4:1", "unknown key `shape` in layer 1")],
            ),
        ],
    );
}

#[test]
fn upsample() {
    layer(
        "[4, 2]",
        "",
        &[
            ("type = 'upsample'\nsize = 0", &[("4:8", "`size` is zero")]),
            (
                "type = 'upsample'\nsize = [2, 3]",
                &[("4:8", "`size` has 2 numbers")],
            ),
            (
                "type = 'upsample'\nsize = [2, 2]",
                &[("4:8", "expected one number")],
            ),
            (
                "type = 'upsample'\nsize = '2'",
                &[("4:8", "`size` is a string")],
            ),
        ],
    );
    layer(
        "[4, 4, 1]",
        "",
        &[
            (
                "type = 'upsample'\nsize = [2]",
                &[("4:8", "`size` has 1 number")],
            ),
            (
                "type = 'upsample'\nsize = [0, 2]",
                &[("4:9", "number 1 of `size` is zero")],
            ),
            (
                "type = 'upsample'\nsize = [2, 2, 2]",
                &[("4:8", "`size` has 3 numbers")],
            ),
        ],
    );
    layer(
        "4",
        "",
        &[(
            "type = 'upsample'\nsize = 2",
            &[(
                "2:1",
                "expected a sequence, [time, channels], or an image, [height, width, channels]",
            )],
        )],
    );
    layer(
        "[4, 4, 1]",
        "",
        &[
            (
                "type = 'upsample'\nsize = 1048576",
                &[(
                    "2:1",
                    "the output [4194304, 4194304, 1] of a layer (upsample) has more than 16777216 numbers, which is the limit",
                )],
            ),
            (
                "type = 'upsample'\nsize = 1000000000",
                &[("4:8", "`size` is beyond the limit of 1048576")],
            ),
        ],
    );
    layer(
        "[4096, 4096, 1]",
        "",
        &[(
            "type = 'upsample'\nsize = 2",
            &[(
                "2:1",
                "the output [8192, 8192, 1] of a layer (upsample) has more than 16777216 numbers, which is the limit",
            )],
        )],
    );
    layer(
        "[4, 2]",
        "",
        &[
            (
                "type = 'upsample'\nsize = -1",
                &[("4:8", "`size` is negative")],
            ),
            ("type = 'upsample'", &[("2:1", "layer 1 has no `size`")]),
            (
                "type = 'upsample'\nsize = 2\ninterpolation = 'bilinear'",
                &[("5:1", "unknown key `interpolation` in layer 1")],
            ),
        ],
    );
}

#[test]
fn slice() {
    layer(
        "[2, 3]",
        "",
        &[
            (
                "type = 'slice'\nstart = 1\nend = 1",
                &[("5:1", "the range from `start` to `end` is empty")],
            ),
            (
                "type = 'slice'\nstart = 2\nend = 1",
                &[("5:1", "the range from `start` to `end` is empty")],
            ),
            (
                "type = 'slice'\nstart = 0\nend = 4",
                &[("5:1", "expected an index from -3 to 3")],
            ),
            (
                "type = 'slice'\nstart = 3\nend = 4",
                &[("5:1", "expected an index from -3 to 3")],
            ),
            (
                "type = 'slice'\nstart = -4\nend = 2",
                &[("4:1", "expected an index from -3 to 3")],
            ),
            (
                "type = 'slice'\nstart = 0\nend = 0",
                &[("5:1", "the range from `start` to `end` is empty")],
            ),
            (
                "type = 'slice'\nstart = -1\nend = -1",
                &[("5:1", "the range from `start` to `end` is empty")],
            ),
            (
                "type = 'slice'\nstart = 0",
                &[("2:1", "layer 1 has no `end`")],
            ),
            (
                "type = 'slice'\nend = 1",
                &[("2:1", "layer 1 has no `start`")],
            ),
            (
                "type = 'slice'\nstart = 0.5\nend = 1",
                &[("4:9", "`start` is a float")],
            ),
            (
                "type = 'slice'\nstart = 0\nend = '1'",
                &[("5:7", "`end` is a string")],
            ),
            (
                "type = 'slice'\nstart = 0\nend = 1\naxis = 2",
                &[("6:1", "expected an axis from -2 to 1")],
            ),
            (
                "type = 'slice'\nstart = 0\nend = 1\naxis = -3",
                &[("6:1", "expected an axis from -2 to 1")],
            ),
            (
                "type = 'slice'\nstart = 0\nend = 1\naxis = 'x'",
                &[("6:8", "`axis` is a string")],
            ),
            (
                "type = 'slice'\nstart = 0\nend = 1\nstep = 2",
                &[("6:1", "unknown key `step` in layer 1")],
            ),
        ],
    );
}
