//! The oracles, and the functions of `f64`, against values in 60 digits from another hand:
//! `goldens/activations.py`.

use xornet_core::Activation;
use xornet_testing::oracle;

use crate::accuracy::entry;
use crate::case::{CASES, Case};
use crate::double::{error, scale_of};
use crate::pair::{Pair, scaled};

/// Inputs, and the values as sums of two numbers.
fn goldens(name: &str) -> Vec<(f64, Pair)> {
    // The precise forms have the same values.
    let name = name.trim_end_matches("_precise");
    let number = |hex| f64::from_bits(u64::from_str_radix(hex, 16).unwrap());
    let lines = include_str!("../goldens/activations.csv").lines();
    let cells = lines.map(|line| line.split(',').collect::<Vec<_>>());
    cells
        .filter(|cells| cells[0] == name)
        .map(|cells| {
            (
                number(cells[1]),
                Pair::new(number(cells[2]), number(cells[3])),
            )
        })
        .collect()
}

/// The case with the parameters that the goldens have.
fn with_parameters_of_goldens(case: &Case) -> Case {
    let parameters = match case.name {
        "celu" => [2.0, 0.0],
        "clamp" => [-0.5, 2.0],
        _ => case.parameters,
    };
    Case {
        parameters,
        ..*case
    }
}

#[test]
fn oracles_agree_with_sixty_digits() {
    for case in CASES {
        let case = with_parameters_of_goldens(case);
        for (x, golden) in goldens(case.name) {
            let scale = scale_of(&case, x);
            let found = (case.value)(x, scale, case.parameters);
            if golden.high.is_infinite() {
                assert!(scaled(found.high, -scale).is_infinite());
                continue;
            }
            if golden.high.is_nan() {
                assert!(found.high.is_nan());
                continue;
            }
            let difference = (found - golden.scaled(scale)).high.abs();
            // The goldens are no better than their smallest bit.
            let allowed = found.high.abs() * 2f64.powi(-90) + scaled(1.0, scale - 1074);
            assert!(
                difference <= allowed,
                "{}({x:e}): {found:?} is off by {difference:e}",
                case.name
            );
        }
    }
}

/// The formulas in double precision that judge networks.
#[test]
fn plain_formulas_agree_with_sixty_digits() {
    for case in CASES {
        let case = with_parameters_of_goldens(case);
        let activation = Activation::<f64>::named(case.name).expect("an activation");
        let names = activation.parameters().map(|(name, _)| name);
        let activation = names
            .zip(case.parameters)
            .fold(activation, |it, (name, value)| {
                it.with_parameter(name, value).expect("its parameter")
            });
        for (x, golden) in goldens(case.name) {
            let found = oracle::value(activation, x);
            // Some lose digits where the result is near zero.
            let allowed = 1e-15 * golden.high.abs().max(1.0);
            let same = found == golden.high
                || (found.is_nan() && golden.high.is_nan())
                || (found - golden.high).abs() <= allowed;
            assert!(
                same,
                "{}({x:e}): {found:e} instead of {:e}",
                case.name, golden.high
            );
        }
    }
}

#[test]
fn functions_of_f64_stay_within_their_entries() {
    for case in CASES {
        let case = with_parameters_of_goldens(case);
        let points = goldens(case.name);
        assert!(points.len() >= 300, "{} has few goldens", case.name);
        for (x, golden) in points {
            let mut y = [x];
            (case.double)(&mut y, case.parameters);
            if golden.high.is_nan() {
                assert!(y[0].is_nan(), "{}({x:e})", case.name);
                continue;
            }
            let ulp = error(y[0], golden, 0);
            // The parameter of celu costs a rounding.
            let entry = entry(case.name)
                .double
                .max(if case.name == "celu" { 1.0 } else { 0.0 });
            assert!(ulp <= entry, "{}({x:e}) is off by {ulp} ULP", case.name);
        }
    }
}
