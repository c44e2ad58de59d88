//! The arithmetic of scales, against onnxruntime's quantization: `parameters.py` writes its answers.

use xornet_model::Quantization;

use crate::quantize::parameters::{of_range, of_weights};

const ANSWERS: &str = include_str!("parameters.csv");

/// Returns the numbers of all rows of a kind.
fn rows(kind: &str) -> Vec<Vec<f64>> {
    let rows = ANSWERS
        .lines()
        .filter_map(|line| line.strip_prefix(kind)?.strip_prefix(','));
    let numbers = |row: &str| {
        row.split(',')
            .map(|number| number.parse().expect("a number"))
            .collect()
    };
    rows.map(numbers).collect()
}

#[test]
fn ranges_have_the_scales_and_zero_points_of_onnxruntime() {
    let rows = rows("range");
    assert!(rows.len() > 200);
    for row in rows {
        let [low, high, scale, zero_point] = row[..] else {
            panic!("{row:?}")
        };
        let found = of_range(low, high, 0.0).expect("a quantization");
        assert_eq!(f64::from(found.scale), scale, "{low} to {high}");
        assert_eq!(f64::from(found.zero_point), zero_point, "{low} to {high}");
    }
}

#[test]
fn weights_have_the_scales_and_integers_of_onnxruntime() {
    let input = Quantization {
        scale: 0.5,
        zero_point: -3,
    };
    let rows = rows("weights");
    assert!(rows.len() >= 100);
    for row in rows {
        let (weights, answers) = row.split_at(4);
        let found = of_weights(weights, &[0.0], input).expect("integers");
        assert_eq!(f64::from(found.scales[0]), answers[0], "{weights:?}");
        let integers: Vec<_> = found
            .weights
            .iter()
            .map(|&weight| f64::from(weight))
            .collect();
        assert_eq!(integers, answers[1..], "{weights:?}");
    }
}

#[test]
fn biases_are_multiples_of_the_scales_of_inputs_and_weights() {
    let input = Quantization {
        scale: 0.25,
        zero_point: 7,
    };
    let found = of_weights(&[127.0, 63.5], &[2.0, -3.0], input).expect("integers");
    assert_eq!((found.scales, found.biases), (vec![1.0, 0.5], vec![8, -24]));
}

#[test]
fn a_range_of_zero_has_a_scale() {
    let found = of_range(0.0, 0.0, 0.0).expect("a quantization");
    assert!(found.scale > 0.0);
    assert_eq!(found.quantize(0.0), found.zero_point);
}

#[test]
fn scales_are_neither_subnormal_nor_infinite() {
    let tiny = of_range(0.0, 1e-40, 0.0).expect("a quantization");
    assert!(tiny.is_valid());
    assert_eq!(of_range(-1e300, 1e300, 0.0), None);
    let raised = of_range(-1.0, 1.0, 3.0).expect("a quantization");
    assert_eq!((raised.scale, raised.zero_point), (3.0, -128));
}

/// Checks that no sum of a channel can be beyond 32 bits, whatever its numbers are.
#[test]
fn sums_fit_into_32_bits() {
    let input = Quantization {
        scale: 1e-3,
        zero_point: 127,
    };
    let many = vec![1.0; 1 << 18];
    let cases: [(&[f64], f64); 7] = [
        (&[0.0, 0.0], 0.0),
        (&[0.0, 0.0], 1e9),
        (&[1e-30, 0.0], 1e9),
        (&[1e-300, 0.0], 1e-300),
        (&[1.0, -1.0], 1e30),
        (&[1e30, -1e30], 1e-30),
        (&many, 1.0),
    ];
    for (weights, bias) in cases {
        let found = of_weights(weights, &[bias], input).expect("integers");
        let sum: i64 = found
            .weights
            .iter()
            .map(|&weight| i64::from(weight).abs() * 255)
            .sum();
        let sum = sum + i64::from(found.biases[0]).abs();
        assert!(sum <= i64::from(i32::MAX), "{bias}: {sum}");
        assert!(found.scales[0] >= f32::MIN_POSITIVE, "{bias}");
    }
    assert_eq!(of_weights(&[1e300], &[0.0], input), None);
}
