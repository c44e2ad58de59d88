//! Mistakes in normalisations and slopes.

use super::{BATCH_NORM, layer};

#[test]
fn missing_keys() {
    layer(
        "2",
        "",
        &[
            (
                "type = 'batch_norm'\nvariance = [1, 1]\nepsilon = 1e-3",
                &[("2:1", "layer 1 has no `mean`")],
            ),
            (
                "type = 'batch_norm'\nmean = [0, 0]\nepsilon = 1e-3",
                &[("2:1", "layer 1 has no `variance`")],
            ),
            (
                "type = 'batch_norm'\nmean = [0, 0]\nvariance = [1, 1]",
                &[("2:1", "layer 1 has no `epsilon`")],
            ),
            (
                "type = 'layer_norm'",
                &[("2:1", "layer 1 has no `epsilon`")],
            ),
            (
                "type = 'l2_normalize'",
                &[("2:1", "layer 1 has no `epsilon`")],
            ),
            ("type = 'prelu'", &[("2:1", "layer 1 has no `slopes`")]),
        ],
    );
}

#[test]
fn tensors_of_layer_norm() {
    layer(
        "2",
        "",
        &[
            (
                "type = 'layer_norm'\nepsilon = 1e-5\ngamma = [1]",
                &[("5:1", "`gamma` of layer 1 has 1 number")],
            ),
            (
                "type = 'layer_norm'\nepsilon = 1e-5\nbeta = [1, 2, 3]",
                &[("5:1", "`beta` of layer 1 has 3 numbers")],
            ),
            (
                "type = 'layer_norm'\nepsilon = 1e-5\ngamma = 'x'",
                &[("5:9", "`gamma` of layer 1 is a string")],
            ),
        ],
    );
}

#[test]
fn epsilon() {
    layer(
        "2",
        "",
        &[
            (
                "type = 'batch_norm'\nmean = [0, 0]\nvariance = [1, 1]\nepsilon = -1e-5",
                &[("6:11", "`epsilon` is negative")],
            ),
            (
                "type = 'batch_norm'\nmean = [0, 0]\nvariance = [1, 1]\nepsilon = nan",
                &[("6:11", "`epsilon` is not finite")],
            ),
            (
                "type = 'batch_norm'\nmean = [0, 0]\nvariance = [1, 1]\nepsilon = '1e-5'",
                &[("6:11", "`epsilon` is a string")],
            ),
            (
                "type = 'batch_norm'\nmean = [0, 0]\nvariance = [1, 1]\nepsilon = inf",
                &[("6:11", "`epsilon` is not finite")],
            ),
            (
                "type = 'batch_norm'\nmean = [0, 0]\nvariance = [1, 1]\nepsilon = [1]",
                &[("6:11", "`epsilon` is an array")],
            ),
            (
                "type = 'batch_norm'\nmean = [0, 0]\nvariance = [1, 1]\nepsilon = 1e39",
                &[("6:11", "`epsilon` is too large for `f32`")],
            ),
            (
                "type = 'layer_norm'\nepsilon = -1e-5",
                &[("4:11", "`epsilon` is negative")],
            ),
            (
                "type = 'l2_normalize'\nepsilon = -1e-5",
                &[("4:11", "`epsilon` is negative")],
            ),
            (
                "type = 'layer_norm'\nepsilon = 'x'",
                &[("4:11", "`epsilon` is a string")],
            ),
            (
                "type = 'l2_normalize'\nepsilon = 'x'",
                &[("4:11", "`epsilon` is a string")],
            ),
            (
                "type = 'layer_norm'\nepsilon = nan",
                &[("4:11", "`epsilon` is not finite")],
            ),
            (
                "type = 'l2_normalize'\nepsilon = nan",
                &[("4:11", "`epsilon` is not finite")],
            ),
            (
                "type = 'l2_normalize'\nepsilon = 0",
                &[(
                    "4:11",
                    "`epsilon` of an l2_normalize layer is 0, but must be positive",
                )],
            ),
        ],
    );
}

#[test]
fn slopes() {
    layer(
        "[4, 3]",
        "",
        &[
            (
                "type = 'prelu'\nslopes = [1, 2]",
                &[("4:1", "`slopes` of layer 1 has 2 numbers")],
            ),
            (
                "type = 'prelu'\nslopes = []",
                &[("4:1", "`slopes` of layer 1 has 0 numbers")],
            ),
            (
                "type = 'prelu'\nslopes = 0.5",
                &[("4:10", "`slopes` of layer 1 is a float")],
            ),
            (
                "type = 'prelu'\nslopes = ['a']",
                &[("4:11", "number 1 of `slopes` of layer 1 is a string")],
            ),
            (
                "type = 'prelu'\nslopes = [inf]",
                &[("4:11", "number 1 of `slopes` of layer 1 is not finite")],
            ),
        ],
    );
}

#[test]
fn keys_of_other_layers() {
    layer(
        "2",
        BATCH_NORM,
        &[
            (
                "momentum = 0.9",
                &[("7:1", "unknown key `momentum` in layer 1")],
            ),
            ("axis = -1", &[("7:1", "unknown key `axis` in layer 1")]),
            ("eps = 1", &[("7:1", "unknown key `eps` in layer 1")]),
        ],
    );
    layer(
        "2",
        "",
        &[
            (
                "type = 'layer_norm'\nepsilon = 1e-5\nmean = [0, 0]",
                &[("5:1", "unknown key `mean` in layer 1")],
            ),
            (
                "type = 'l2_normalize'\nepsilon = 1e-5\ngamma = [1, 1]",
                &[("5:1", "unknown key `gamma` in layer 1")],
            ),
            (
                "type = 'l2_normalize'\nepsilon = 1e-5\nactivation = 'relu'",
                &[("5:1", "unknown key `activation` in layer 1")],
            ),
            (
                "type = 'prelu'\nslopes = [1]\nslope = 1",
                &[("5:1", "did you mean `slopes`?")],
            ),
            (
                "type = 'prelu'\nslopes = [1]\nactivation = 'relu'",
                &[("5:1", "unknown key `activation` in layer 1")],
            ),
        ],
    );
    layer(
        "2",
        BATCH_NORM,
        &[("activation = 'rleu'", &[("7:14", "did you mean `relu`?")])],
    );
}
