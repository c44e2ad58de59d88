//! Errors of `f64`, on samples.
//!
//! A group is 1024 neighbours, of which the oracle knows the first, the middle and the last; a
//! parabola has the others, to 80 bits and more, as they lie within 2^-42 of each other. The
//! low bits of the inputs, on which rounding depends, are then all there are, and the places of
//! the groups are drawn.

use xornet_testing::Random;

use crate::accuracy::{Worst, entry};
use crate::case::{BOUNDARIES, CASES, Case};
use crate::pair::{Pair, scaled};
use crate::parallel;
use crate::swept::Sweep;

const GROUP: u64 = 1024;
/// Groups per function in the large run: 2^30 inputs.
const GROUPS: u64 = 1 << 20;
/// Where the sequences of places start.
const SEED: u64 = 0x786f_726e_6574;

/// The scale that keeps both halves of a result away from underflow and overflow.
pub fn scale_of(case: &Case, x: f64) -> i32 {
    let size = (case.value)(x, 0, case.parameters).high.abs();
    if size < 1e-180 {
        512
    } else if size < 1e270 {
        0
    } else {
        // Not a number, too, where a product has overflowed.
        -512
    }
}

/// The error of `y` in the distance of two `f64` at the exact value, which is multiplied by
/// `2^scale`.
#[inline(always)]
pub fn error(y: f64, exact: Pair, scale: i32) -> f64 {
    let unit = |size: f64, least: f64| {
        let power = f64::from_bits(size.abs().to_bits() & f64::INFINITY.to_bits());
        (power * f64::EPSILON).max(least)
    };
    let least = scaled(1.0, scale - 1074);
    if exact.high.is_nan() && y.is_nan() {
        // What is not defined is not a number.
        return 0.0;
    }
    if scale < 0 {
        // The number that would be next to the largest stands for infinity.
        let next = scaled(2.0, 1023 + scale);
        let found = scaled(y, scale).clamp(-next, next);
        return if exact.high.abs() < next {
            ((found - exact.high) - exact.low).abs() / unit(exact.high, least)
        } else if y.is_infinite() && exact.high.signum() == y.signum() {
            0.0
        } else {
            f64::INFINITY
        };
    }
    if !y.is_finite() {
        return if y == exact.high { 0.0 } else { f64::INFINITY };
    }
    ((scaled(y, scale) - exact.high) - exact.low).abs() / unit(exact.high, least)
}

/// Whether a parabola cannot have the neighbours of `x`, which are much closer than those of `f32`.
fn is_steep(case: &Case, x: f64) -> bool {
    case.is_steep(x / 512.0)
}

/// The largest error in the group that has this input.
fn group(case: &Case, x: f64) -> Worst {
    let first = x.to_bits() & !(GROUP - 1);
    let x = |i: u64| f64::from_bits(first + i);
    let steep = is_steep(case, x(0));
    let scale = scale_of(case, x(0));
    let value = |i: u64| (case.value)(x(i), scale, case.parameters);
    let (h1, h2) = (x(GROUP / 2) - x(0), x(GROUP - 1) - x(0));
    let (v0, v1, v2) = (value(0), value(GROUP / 2), value(GROUP - 1));
    let (d1, d2) = ((v1 - v0).high / h1, (v2 - v0).high / h2);
    let bend = (d2 - d1) / (h2 - h1);
    let bend = if bend.is_finite() { bend } else { 0.0 };

    let inputs: [f64; GROUP as usize] = std::array::from_fn(|i| x(i as u64));
    let mut results = inputs;
    (case.double)(&mut results, case.parameters);
    let mut most = Worst::default();
    for (x, y) in inputs.into_iter().zip(results) {
        let h = x - inputs[0];
        let exact = if steep {
            (case.value)(x, scale, case.parameters)
        } else {
            Pair::new(v0.high, v0.low + h * (d1 + (h - h1) * bend))
        };
        let ulp = error(y, exact, scale);
        let ulp = if ulp.is_nan() { f64::INFINITY } else { ulp };
        most = most.or(Worst { ulp, at: x });
    }
    most
}

/// A place to look at: of four, one from all exponents, two from where most functions are
/// neither constant nor linear, and one from the whole range of the exponential.
fn place(index: u64) -> f64 {
    // A sequence for each index.
    let mut random = Random::new(SEED ^ index.wrapping_mul(0xd134_2543_de82_ef95));
    let size = match index % 4 {
        0 => return f64::from_bits((random.unit() * 2f64.powi(64)) as u64),
        1 => 4.0,
        2 => 45.0,
        _ => 750.0,
    };
    random.signed() * size
}

fn part(case: &Case, count: u64) -> Worst {
    let most = parallel::largest(count, |index| {
        let x = place(index);
        if x.is_finite() {
            group(case, x)
        } else {
            Worst::default()
        }
    });
    let neighbours = BOUNDARIES.iter().flat_map(|&boundary| {
        let bits = boundary.to_bits();
        [bits, bits.saturating_sub(GROUP), bits + GROUP]
    });
    let groups = neighbours.flat_map(|bits| [bits, bits | 1 << 63]);
    groups.fold(most, |most, bits| {
        most.or(group(case, f64::from_bits(bits)))
    })
}

#[test]
fn entries_hold_for_a_few_inputs() {
    println!("seed {SEED:#x}");
    for case in CASES {
        part(case, 100).assert_within(entry(case.name).double, case.name);
    }
}

#[test]
#[ignore = "2^30 inputs per function that is not recorded: minutes, in a release build"]
fn entries_are_the_largest_errors_of_the_samples() {
    println!("seed {SEED:#x}");
    let sweep = Sweep {
        dtype: "f64",
        entry: |case| entry(case.name).double,
        whole: |case| part(case, GROUPS),
        sample: |case| part(case, GROUPS / 61),
    };
    sweep.run();
}

#[test]
fn parabolas_are_as_good_as_the_oracle() {
    for case in CASES {
        for index in 0..200 {
            let x = place(index);
            if !x.is_finite() || is_steep(case, x) {
                continue;
            }
            let first = x.to_bits() & !(GROUP - 1);
            let x = |i: u64| f64::from_bits(first + i);
            let scale = scale_of(case, x(0));
            let value = |i: u64| (case.value)(x(i), scale, case.parameters);
            let (h1, h2, h) = (x(512) - x(0), x(1023) - x(0), x(300) - x(0));
            let (d1, d2) = (
                (value(512) - value(0)).high / h1,
                (value(1023) - value(0)).high / h2,
            );
            let bend = (d2 - d1) / (h2 - h1);
            let bend = if bend.is_finite() { bend } else { 0.0 };
            let found = value(0) + h * (d1 + (h - h1) * bend);
            let difference = (found - value(300)).high.abs();
            let allowed = found.high.abs() * 2f64.powi(-75) + scaled(1.0, scale - 1090);
            let name = case.name;
            assert!(
                difference <= allowed,
                "{name}({:e}): {difference:e}",
                x(300)
            );
        }
    }
}
