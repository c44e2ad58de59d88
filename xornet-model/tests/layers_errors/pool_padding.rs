//! Mistakes in the padding of pools.

use super::layer;

#[test]
fn padding() {
    layer(
        "[4, 2]",
        "",
        &[
            (
                "type = 'max_pool1d'\npool_size = 2\npadding = 'smae'",
                &[("5:11", "did you mean `same`?")],
            ),
            (
                "type = 'max_pool1d'\npool_size = 2\npadding = 'causal'",
                &[("5:11", "unknown `padding`: `causal`")],
            ),
            (
                "type = 'max_pool1d'\npool_size = 2\npadding = 1",
                &[("5:11", "`padding` is an integer")],
            ),
            (
                "type = 'max_pool1d'\npool_size = 2\npadding = [[1, 1], [1, 1]]",
                &[(
                    "5:11",
                    "`padding` has pairs for several axes, but there is one axis",
                )],
            ),
            (
                "type = 'max_pool1d'\npool_size = 2\npadding = [2, 0]",
                &[(
                    "5:1",
                    "the window of output 0 is wholly in the padding along the length",
                )],
            ),
        ],
    );
    layer(
        "[4, 4, 1]",
        "",
        &[
            (
                "type = 'max_pool2d'\npool_size = 2\npadding = [[0, 2], [0, 0]]",
                &[(
                    "5:1",
                    "the window of output 2 is wholly in the padding along the height",
                )],
            ),
            (
                "type = 'average_pool2d'\npool_size = 2\npadding = 'causal'",
                &[("5:11", "unknown `padding`: `causal`")],
            ),
        ],
    );
    layer(
        "[4, 2]",
        "",
        &[(
            "type = 'average_pool1d'\npool_size = 2\ninclude_padding = 1",
            &[("5:19", "`include_padding` is an integer")],
        )],
    );
}
