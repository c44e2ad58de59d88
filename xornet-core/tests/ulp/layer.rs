//! Errors of softmax and log_softmax, which have no single figure: they depend on the number
//! of values, by the rounding of the sum, and on how far these are apart, by the rounding of
//! their differences from the largest.

use xornet_core::activation::{Activation, f32 as single, f64 as double};
use xornet_testing::{Random, oracle};

const SEED: u64 = 0x786f_726e_6574;

/// Vectors of several lengths and scales: random, equal, one dominant, and huge.
fn vectors() -> Vec<Vec<f64>> {
    println!("seed {SEED:#x}");
    let mut random = Random::new(SEED);
    let mut vectors = Vec::new();
    for length in [1, 2, 3, 4, 5, 8, 10, 16, 31, 100, 1000] {
        for scale in [1e-3, 0.3, 1.0, 4.0, 15.0, 60.0, 1e3, 1e30] {
            for _ in 0..20 {
                vectors.push((0..length).map(|_| scale * random.signed()).collect());
            }
            vectors.push(vec![scale; length]);
            vectors.push(vec![-scale; length]);
            let mut dominant = vec![-scale; length];
            dominant[length / 2] = scale;
            vectors.push(dominant);
        }
    }
    vectors
}

/// Logarithms of the shares, in `f64`, of numbers of less than half that precision; and how far
/// each number is below the largest.
fn exact(x: &[f32]) -> Vec<(f64, f64)> {
    let most = x.iter().fold(f64::MIN, |a, &b| a.max(f64::from(b)));
    let mut logs: Vec<f64> = x.iter().map(|&x| x.into()).collect();
    oracle::log_softmax(&mut logs);
    let below = x.iter().map(|&x| most - f64::from(x));
    logs.into_iter().zip(below).collect()
}

/// The bits that the errors below are measured in: half an ULP of a number near 1.
const UNIT: f64 = f32::EPSILON as f64 / 2.0;

#[test]
fn shares_are_as_exact_as_their_differences() {
    for vector in vectors() {
        let x: Vec<f32> = vector.iter().map(|&x| x as f32).collect();
        let mut shares = x.clone();
        single::softmax(&mut shares);
        for ((log, below), share) in exact(&x).into_iter().zip(shares) {
            let share = f64::from(share);
            let exact = log.exp();
            // The exponential and the quotient are within 2 ULP; each addition, and the
            // difference, adds a rounding, the latter multiplied by the difference.
            let relative = (6.0 + x.len() as f64 / 2.0 + below.min(110.0)) * UNIT;
            let allowed = exact * relative + f64::from(f32::from_bits(1));
            assert!(
                (share - exact).abs() <= allowed,
                "{share:e} instead of {exact:e} of {} values",
                x.len()
            );
        }
    }
}

#[test]
fn logarithms_of_shares_are_exact_for_their_size() {
    for vector in vectors() {
        let x: Vec<f32> = vector.iter().map(|&x| x as f32).collect();
        let mut logs = x.clone();
        single::log_softmax(&mut logs);
        for ((exact, below), log) in exact(&x).into_iter().zip(logs) {
            // Roundings of the difference, the sum, its logarithm and the last difference.
            let size = below + (x.len() as f64).ln() + exact.abs();
            let allowed = (size * 1.5 + 4.0 + x.len() as f64 / 2.0) * UNIT;
            assert!(
                (f64::from(log) - exact).abs() <= allowed,
                "{log:e} instead of {exact:e} of {} values",
                x.len()
            );
        }
    }
}

#[test]
fn equal_values_have_equal_shares() {
    for length in 1..=100 {
        for value in [0.0, 1.0, -7.5, 1e30, f32::MIN, f32::MAX] {
            let mut shares = vec![value; length];
            single::softmax(&mut shares);
            assert_eq!(shares, vec![1.0 / length as f32; length]);
        }
        for value in [0.0, 1.0, -7.5, 1e300, f64::MIN, f64::MAX] {
            let mut shares = vec![value; length];
            double::softmax(&mut shares);
            assert_eq!(shares, vec![1.0 / length as f64; length]);
        }
    }
}

/// In `f64` against the oracle, which sums in the same type: for it the bounds of `f32` are a hundred
/// million times too wide; the exponential itself is tested on its own.
#[test]
fn both_types_agree() {
    for vector in vectors() {
        for activation in [Activation::<f64>::Softmax, Activation::LogSoftmax] {
            let x: Vec<f64> = vector.iter().map(|&x| f64::from(x as f32)).collect();
            let mut found = x.clone();
            activation.apply(&mut found);
            let most = x.iter().fold(f64::MIN, |a, &b| a.max(b));
            let mut exact = x.clone();
            oracle::activate(activation, &mut exact);
            for ((&x, y), exact) in x.iter().zip(found).zip(exact) {
                let size = (most - x).min(750.0) + 10.0 + vector.len() as f64;
                let scale = if activation == Activation::Softmax {
                    exact
                } else {
                    exact.abs() + 1.0
                };
                let allowed = 2.0 * size * scale * f64::EPSILON + f64::from_bits(2);
                assert!((y - exact).abs() <= allowed, "{y:e} instead of {exact:e}");
            }
        }
    }
}
