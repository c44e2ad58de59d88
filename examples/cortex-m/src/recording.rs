//! What the sensor saw: twenty flowers that were held out from training.

use crate::Lengths;

/// In place of a sensor: rows of `models/data/iris_test.csv` in xornet's repository.
pub const RECORDING: [Lengths; 20] = [
    [63, 34, 56, 24],
    [58, 27, 51, 19],
    [51, 34, 15, 2],
    [51, 38, 19, 4],
    [70, 32, 47, 14],
    [51, 33, 17, 5],
    [55, 26, 44, 12],
    [59, 30, 51, 18],
    [51, 38, 16, 2],
    [57, 28, 45, 13],
    [51, 37, 15, 4],
    [65, 30, 52, 20],
    [46, 32, 14, 2],
    [63, 27, 49, 18],
    [58, 27, 41, 10],
    [61, 26, 56, 14],
    [62, 22, 45, 15],
    [67, 31, 44, 14],
    [64, 32, 45, 15],
    [51, 35, 14, 2],
];
