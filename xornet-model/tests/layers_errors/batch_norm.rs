//! Mistakes in the tensors of batch normalisation.

use super::{BATCH_NORM, layer};

#[test]
fn tensors_of_batch_norm() {
    layer(
        "2",
        "",
        &[
            (
                "type = 'batch_norm'\nmean = [0]\nvariance = [1, 1]\nepsilon = 1e-3",
                &[("4:1", "`mean` of layer 1 has 1 number")],
            ),
            (
                "type = 'batch_norm'\nmean = [0, 0]\nvariance = [1, 1, 1]\nepsilon = 1e-3",
                &[("5:1", "`variance` of layer 1 has 3 numbers")],
            ),
            (
                "type = 'batch_norm'\nmean = 0\nvariance = [1, 1]\nepsilon = 1e-3",
                &[("4:8", "`mean` of layer 1 is an integer")],
            ),
            (
                "type = 'batch_norm'\nmean = [0, 0]\nvariance = [[1, 1]]\nepsilon = 1e-3",
                &[("5:13", "number 1 of `variance` of layer 1 is an array")],
            ),
            (
                "type = 'batch_norm'\nmean = [nan, 0]\nvariance = [1, 1]\nepsilon = 1e-3",
                &[("4:9", "number 1 of `mean` of layer 1 is not finite")],
            ),
        ],
    );
    layer(
        "2",
        BATCH_NORM,
        &[
            ("gamma = [1]", &[("7:1", "`gamma` of layer 1 has 1 number")]),
            (
                "beta = [1, 2, 3]",
                &[("7:1", "`beta` of layer 1 has 3 numbers")],
            ),
            ("gamma = 'x'", &[("7:9", "`gamma` of layer 1 is a string")]),
        ],
    );
}

#[test]
fn a_variance_has_a_square_root() {
    layer(
        "[3, 2]",
        "",
        &[
            (
                "type = 'batch_norm'\nmean = [0, 0]\nvariance = [-1, 1]\nepsilon = 1e-3",
                &[(
                    "5:1",
                    "`variance` + `epsilon` of channel 0, counted from 0, is -0.999, but must be positive",
                )],
            ),
            (
                "type = 'batch_norm'\nmean = [0, 0]\nvariance = [1, -0.001]\nepsilon = 1e-3",
                &[(
                    "5:1",
                    "`variance` + `epsilon` of channel 1, counted from 0, is 0, but must be positive",
                )],
            ),
            (
                "type = 'batch_norm'\nmean = [0, 0]\nvariance = [1, -0.0010001]\nepsilon = 1e-3",
                &[(
                    "5:1",
                    "`variance` + `epsilon` of channel 1, counted from 0, is -0.00000010000076, but must be positive",
                )],
            ),
        ],
    );
    layer(
        "2",
        "",
        &[(
            "type = 'batch_norm'\nmean = [0, 0]\nvariance = [0, 1]\nepsilon = 0",
            &[(
                "5:1",
                "`variance` + `epsilon` of channel 0, counted from 0, is 0, but must be positive",
            )],
        )],
    );
}

#[test]
fn a_scale_must_be_finite() {
    layer(
        "2",
        "",
        &[(
            "type = 'batch_norm'\nmean = [0, 0]\nvariance = [1e-30, 1]\ngamma = [1e38, 1]\nepsilon = 0",
            &[(
                "2:1",
                "a batch_norm layer has a number of inf, which is not a finite `f32`",
            )],
        )],
    );
}
