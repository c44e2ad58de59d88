//! Errors of `f32`.
//!
//! The true values of 4096 neighbours come from the oracle at six points among them, by a
//! polynomial: it would take a day to ask the oracle for each. (Where a function is too steep for
//! that, double precision has the true values, which another test compares.) The neighbours lie within 1 in
//! 2048 of each other, so that the polynomial is off by less than 1e-4 ULP wherever the
//! function changes no faster than `e^(x²/2)`; a test compares the two. Where a function has
//! an edge, at 0, 3 or 6, a new group begins.

use crate::accuracy::{Worst, entry};
use crate::case::{BOUNDARIES, CASES, Case};
use crate::pair::Pair;
use crate::parallel;
use crate::polynomial::Polynomial;
use crate::swept::Sweep;

const GROUP: u64 = 4096;
const GROUPS: u64 = (1 << 32) / GROUP;

/// Half a unit above the largest number, and from there on, infinity is right; it counts as
/// the number that would be next.
const NEXT: f64 = 340_282_366_920_938_463_463_374_607_431_768_211_456.0;

/// The error of `y` in the distance of two `f32` at `exact`. Not a number if `y` is not.
#[inline(always)]
fn error(y: f32, exact: f64) -> f64 {
    let found = f64::from(y);
    let found = if found.abs() > NEXT {
        NEXT.copysign(found)
    } else {
        found
    };
    let beyond = exact.abs() >= NEXT;
    // A number where there should be infinity is wrong by any measure.
    let expected = if beyond && found.abs() < NEXT {
        f64::INFINITY
    } else if beyond {
        NEXT.copysign(exact)
    } else {
        exact
    };
    let size = expected
        .abs()
        .clamp(f64::from(f32::MIN_POSITIVE), f64::from(f32::MAX));
    let power = size.to_bits() & f64::INFINITY.to_bits();
    // `2^23 / power`, from the bits.
    let inverse_unit = f64::from_bits(((2 * 1023 + 23) << 52) - power);
    let error = (found - expected).abs() * inverse_unit;
    // What is not defined is not a number.
    if exact.is_nan() && y.is_nan() {
        0.0
    } else {
        error
    }
}

/// The largest of the errors; not a number if one is not.
#[inline(always)]
fn largest_error(results: &[f32], inputs: &[f32], exact: impl Fn(f64) -> f64) -> f64 {
    // Eight maxima, for a vector to hold.
    let mut most = [0.0f64; 8];
    for (results, inputs) in results.chunks_exact(8).zip(inputs.chunks_exact(8)) {
        for i in 0..8 {
            let found = error(results[i], exact(f64::from(inputs[i])));
            most[i] = if found <= most[i] { most[i] } else { found };
        }
    }
    most.into_iter()
        .fold(0.0, |a, b| if b <= a { a } else { b })
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn largest_error_avx2(results: &[f32], inputs: &[f32], exact: impl Fn(f64) -> f64) -> f64 {
    largest_error(results, inputs, exact)
}

fn largest_error_any(results: &[f32], inputs: &[f32], exact: impl Fn(f64) -> f64) -> f64 {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has the instructions.
        return unsafe { largest_error_avx2(results, inputs, exact) };
    }
    largest_error(results, inputs, exact)
}

/// The function's value, to the precision of `f64`.
fn value(case: &Case, x: f64) -> f64 {
    if let Some((_, function)) = case.steep.filter(|_| case.is_steep(x)) {
        return function(x);
    }
    let parameters = case.singles().map(f64::from);
    let Pair { high, low } = (case.value)(x, 0, parameters);
    // Far beyond all `f32`, but a number that a polynomial can go through.
    if high.abs() > 1e300 {
        1e300f64.copysign(high)
    } else {
        high + low
    }
}

/// The largest error in a group, of every `stride`-th input in it.
fn group(case: &Case, index: u64, stride: usize) -> Worst {
    let bits = |i: u64| f32::from_bits((index * GROUP + i) as u32);
    let inputs: Vec<f32> = (0..GROUP).step_by(stride).map(bits).collect();
    let mut results = inputs.clone();
    (case.single)(&mut results, case.singles());
    if !inputs[0].is_finite() {
        // The first number of these groups is infinity or not a number, the others are not.
        let rest = &results[1..];
        assert!(rest.iter().all(|y| y.is_nan()), "{} of NaN", case.name);
        return Worst::default();
    }
    let (first, last) = (f64::from(bits(0)), f64::from(bits(GROUP - 1)));
    let ulp = if case.is_steep(first) {
        largest_error_any(&results, &inputs, |x| value(case, x))
    } else {
        let polynomial = Polynomial::new(first, last, |x| value(case, x));
        largest_error_any(&results, &inputs, |x| polynomial.at(x))
    };
    let ulp = if ulp.is_nan() { f64::INFINITY } else { ulp };
    Worst {
        ulp,
        at: f64::from(inputs[0]),
    }
}

/// The input that has the error, given the first one of its group.
fn located(case: &Case, most: Worst) -> Worst {
    let index = u64::from((most.at as f32).to_bits()) / GROUP;
    let each = (0..GROUP).map(|i| {
        let x = f32::from_bits((index * GROUP + i) as u32);
        let mut y = [x];
        (case.single)(&mut y, case.singles());
        let ulp = error(y[0], value(case, f64::from(x)));
        Worst {
            ulp,
            at: f64::from(x),
        }
    });
    Worst {
        ulp: most.ulp,
        ..each.fold(Worst::default(), Worst::or)
    }
}

/// The groups around the boundaries.
fn at_boundaries(case: &Case) -> Worst {
    let groups = BOUNDARIES.iter().flat_map(|&boundary| {
        let middle = u64::from((boundary as f32).to_bits()) / GROUP;
        [middle, middle.saturating_sub(1), middle + 1]
            .into_iter()
            .flat_map(|index| [index, index + GROUPS / 2])
    });
    groups.fold(Worst::default(), |most, index| {
        most.or(group(case, index, 8))
    })
}

#[test]
fn entries_hold_for_a_part_of_the_inputs() {
    for case in CASES {
        let most = parallel::largest(GROUPS / 1021, |i| group(case, i * 1021, 64));
        let most = most.or(at_boundaries(case));
        located(case, most).assert_within(entry(case.name).single, case.name);
    }
}

#[test]
#[ignore = "2^32 inputs per function that is not recorded: minutes, in a release build"]
fn entries_are_the_largest_errors_of_all_inputs() {
    let sweep = Sweep {
        dtype: "f32",
        entry: |case| entry(case.name).single,
        whole: |case| located(case, parallel::largest(GROUPS, |i| group(case, i, 1))),
        sample: |case| {
            let most = parallel::largest(GROUPS / 61, |i| group(case, i * 61, 1));
            located(case, most.or(at_boundaries(case)))
        },
    };
    sweep.run();
}

/// Other parameters cost what the documentation of the functions says.
#[test]
fn other_parameters_stay_within_their_bounds() {
    for (name, parameters, bound) in [
        ("leaky_relu", [0.25, -0.3, 1.7, 100.0], 0.5),
        ("elu", [0.3, 0.7, 1.7, -0.3], 2.5),
        ("celu", [0.3, 0.7, 1.7, 2.0], 3.5),
    ] {
        for parameter in parameters {
            let case = Case {
                parameters: [parameter, 0.0],
                ..*Case::named(name)
            };
            let most = parallel::largest(GROUPS / 1021, |i| group(&case, i * 1021, 64));
            most.assert_within(bound, &format!("{name} of {parameter}"));
        }
    }
}

#[test]
fn polynomials_are_as_good_as_the_oracle() {
    for case in CASES {
        for index in (0..GROUPS).step_by(9973) {
            let bits = |i: u64| f64::from(f32::from_bits((index * GROUP + i) as u32));
            if !bits(0).is_finite() || case.is_steep(bits(0)) {
                continue;
            }
            let polynomial = Polynomial::new(bits(0), bits(GROUP - 1), |x| value(case, x));
            for i in [0, 17, 1000, 2047, 3333, 4095] {
                let (x, name) = (bits(i), case.name);
                let (exact, found) = (value(case, x), polynomial.at(x));
                if exact.abs() < NEXT {
                    let unit = exact.abs().max(f64::from(f32::MIN_POSITIVE)) * 2f64.powi(-24);
                    let ulp = (found - exact).abs() / unit;
                    assert!(ulp < 1e-4, "{name}({x:e}): {ulp} ULP between them");
                }
            }
        }
    }
}

#[test]
fn double_precision_is_as_good_as_the_oracle() {
    for case in CASES.iter().filter(|case| case.steep.is_some()) {
        for bits in (0..u32::MAX).step_by(99_991) {
            let x = f64::from(f32::from_bits(bits));
            if x.is_finite() && case.is_steep(x) {
                let (exact, found) = ((case.value)(x, 0, case.parameters), value(case, x));
                if exact.high.is_nan() && found.is_nan() {
                    continue;
                }
                let difference = ((found - exact.high) - exact.low).abs();
                let allowed = exact.high.abs() * f64::EPSILON;
                assert!(
                    difference <= allowed,
                    "{}({x:e}): {difference:e}",
                    case.name
                );
            }
        }
    }
}

/// Vectors of any width give the bits of a call with one number.
#[test]
fn wide_loops_give_the_same_bits() {
    for case in CASES {
        for index in (0..GROUPS).step_by(4099) {
            let bits = |i: u64| f32::from_bits((index * GROUP + i * 17) as u32);
            let mut wide: Vec<f32> = (0..240).map(bits).collect();
            let mut each = wide.clone();
            (case.single)(&mut wide, case.singles());
            for value in &mut each {
                (case.single)(std::slice::from_mut(value), case.singles());
            }
            for (a, b) in wide.iter().zip(&each) {
                let same = a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan());
                assert!(same, "{}: {a:e} and {b:e}", case.name);
            }
        }
    }
}
