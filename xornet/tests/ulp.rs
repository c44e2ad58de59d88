//! How far the activation functions are from the true values, in units in the last place.

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use xornet::activation::{f32 as single, f64 as double};

/// A function of f32, its reference, and the largest error allowed.
struct Bound {
    name: &'static str,
    function: fn(f32) -> f32,
    reference: fn(f64) -> f64,
    ulp: f64,
}

/// References that cancel nothing, in f64: their own error is some 1e-8 ULP of f32.
mod reference {
    pub(super) fn sigmoid(x: f64) -> f64 {
        let e = libm::exp(-x.abs());
        if x < 0.0 {
            e / (1.0 + e)
        } else {
            1.0 / (1.0 + e)
        }
    }

    pub(super) fn elu(x: f64) -> f64 {
        if x > 0.0 { x } else { libm::expm1(x) }
    }

    pub(super) fn selu(x: f64) -> f64 {
        let scale = 1.050_700_987_355_480_5;
        let alpha = 1.673_263_242_354_377_2;
        scale * if x > 0.0 { x } else { alpha * libm::expm1(x) }
    }

    pub(super) fn celu(x: f64) -> f64 {
        if x > 0.0 {
            x
        } else {
            2.0 * libm::expm1(x / 2.0)
        }
    }

    pub(super) fn gelu(x: f64) -> f64 {
        0.5 * x * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
    }

    pub(super) fn gelu_tanh(x: f64) -> f64 {
        // Beyond, x³ would overflow.
        if x.abs() > 1e3 {
            return x.max(0.0);
        }
        x * sigmoid(1.595_769_121_605_730_7 * (x + 0.044_715 * x * x * x))
    }

    pub(super) fn silu(x: f64) -> f64 {
        x * sigmoid(x)
    }

    pub(super) fn mish(x: f64) -> f64 {
        let t = libm::exp(-x.abs());
        if x < 0.0 {
            x * t * (2.0 + t) / (2.0 + 2.0 * t + t * t)
        } else {
            x * (1.0 + 2.0 * t) / (1.0 + 2.0 * t + 2.0 * t * t)
        }
    }

    pub(super) fn softplus(x: f64) -> f64 {
        x.max(0.0) + libm::log1p(libm::exp(-x.abs()))
    }

    pub(super) fn hard_sigmoid(x: f64) -> f64 {
        (x + 3.0).clamp(0.0, 6.0) / 6.0
    }
}

/// The largest errors.
#[rustfmt::skip]
const BOUNDS: &[Bound] = &[
    Bound { name: "relu", function: single::relu, reference: |x| x.max(0.0), ulp: 0.0 },
    Bound { name: "relu6", function: single::relu6, reference: |x| x.clamp(0.0, 6.0), ulp: 0.0 },
    Bound { name: "leaky_relu", function: |x| single::leaky_relu(x, 0.25), reference: |x| if x > 0.0 { x } else { x * 0.25 }, ulp: 0.5 },
    Bound { name: "elu", function: |x| single::elu(x, 1.0), reference: reference::elu, ulp: 0.92 },
    Bound { name: "selu", function: single::selu, reference: reference::selu, ulp: 1.88 },
    Bound { name: "celu", function: |x| single::celu(x, 2.0), reference: reference::celu, ulp: 1.0 },
    Bound { name: "gelu", function: single::gelu, reference: reference::gelu, ulp: 4.5 },
    Bound { name: "gelu_tanh", function: single::gelu_tanh, reference: reference::gelu_tanh, ulp: 2.0 },
    Bound { name: "silu", function: single::silu, reference: reference::silu, ulp: 2.0 },
    Bound { name: "mish", function: single::mish, reference: reference::mish, ulp: 3.9 },
    Bound { name: "sigmoid", function: single::sigmoid, reference: reference::sigmoid, ulp: 2.5 },
    Bound { name: "sigmoid_precise", function: single::sigmoid_precise, reference: reference::sigmoid, ulp: 1.0 },
    Bound { name: "hard_sigmoid", function: single::hard_sigmoid, reference: reference::hard_sigmoid, ulp: 1.01 },
    Bound { name: "hard_swish", function: single::hard_swish, reference: |x| x * reference::hard_sigmoid(x), ulp: 1.89 },
    Bound { name: "tanh", function: single::tanh, reference: libm::tanh, ulp: 2.5 },
    Bound { name: "tanh_precise", function: single::tanh_precise, reference: libm::tanh, ulp: 1.0 },
    Bound { name: "softplus", function: single::softplus, reference: reference::softplus, ulp: 2.80 },
    Bound { name: "softsign", function: single::softsign, reference: |x| x / (1.0 + x.abs()), ulp: 1.51 },
    Bound { name: "exponential", function: single::exponential, reference: libm::exp, ulp: 1.0 },
];

/// How much a bound may be above the largest error over all inputs.
const SLACK: f64 = 0.05;

/// The error of `y` in the distance of two f32 at `exact`.
fn error(y: f32, exact: f64) -> f64 {
    assert!(!exact.is_nan());
    // Half a unit above the largest number: from there on infinity is right.
    let overflow = f64::from(f32::MAX) + f64::powi(2.0, 103);
    if exact.abs() >= overflow {
        let expected = f32::INFINITY.copysign(exact as f32);
        return if y == expected { 0.0 } else { f64::INFINITY };
    }
    if !y.is_finite() {
        // An infinity that is wrong by less than a unit counts as the next number.
        let next = f64::powi(2.0, 128).copysign(f64::from(y));
        return if y.is_nan() {
            f64::INFINITY
        } else {
            (next - exact).abs() / f64::powi(2.0, 104)
        };
    }
    let exponent = ((exact.to_bits() >> 52) & 0x7ff) as i32 - 1023;
    let unit = f64::from_bits(((exponent.max(-126) - 23 + 1023) as u64) << 52);
    (f64::from(y) - exact).abs() / unit
}

/// The largest error over the bit patterns, and the input that has it.
fn worst(bound: &Bound, patterns: impl Iterator<Item = u32>) -> (f64, f32) {
    let mut worst = (0.0, 0.0);
    for bits in patterns {
        let x = f32::from_bits(bits);
        if !x.is_finite() {
            continue;
        }
        let found = error((bound.function)(x), (bound.reference)(f64::from(x)));
        if found > worst.0 {
            worst = (found, x);
        }
    }
    worst
}

/// Every `stride`-th bit pattern, by all threads the machine has.
fn sweep(bound: &Bound, stride: u64) -> (f64, f32) {
    const CHUNK: u64 = 1 << 24;
    let next = AtomicU64::new(0);
    let work = || {
        let mut most = (0.0, 0.0);
        loop {
            let start = next.fetch_add(CHUNK, Ordering::Relaxed);
            if start >= 1 << 32 {
                return most;
            }
            let first = start.next_multiple_of(stride);
            let patterns = (first..start + CHUNK).step_by(stride as usize);
            let found = worst(bound, patterns.map(|bits| bits as u32));
            if found.0 > most.0 {
                most = found;
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let handles: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let results = handles.into_iter().map(|handle| handle.join().unwrap());
        results.fold((0.0, 0.0), |a, b| if b.0 > a.0 { b } else { a })
    })
}

/// Inputs at which something begins or ends, with their neighbours.
fn boundaries() -> impl Iterator<Item = u32> {
    let values = [
        0.0,
        f32::MIN_POSITIVE,
        f32::MAX,
        1e-45,
        1e-20,
        0.17,
        0.173_286_8,
        0.346_573_6,
        0.5,
        1.0,
        2.0,
        3.0,
        5.0,
        6.0,
        8.3,
        9.0,
        9.01,
        10.05,
        12.0,
        13.2,
        14.4,
        16.0,
        16.6,
        17.33,
        18.0,
        36.0,
        87.3,
        88.0,
        88.722_84,
        89.0,
        103.3,
        103.972_08,
        104.0,
        108.0,
        110.0,
        150.0,
        1e10,
    ];
    values.into_iter().flat_map(|value: f32| {
        (0..2001).flat_map(move |i| {
            let bits = value.to_bits().saturating_add(i).saturating_sub(1000);
            [bits, bits | 1 << 31]
        })
    })
}

#[test]
fn f32_errors_stay_within_their_bounds() {
    for bound in BOUNDS {
        for (found, x) in [sweep(bound, 4099), worst(bound, boundaries())] {
            assert!(
                found <= bound.ulp,
                "{}({x:e}) is off by {found} ULP",
                bound.name
            );
        }
    }
}

#[test]
#[ignore = "2^32 inputs per function, minutes"]
fn f32_bounds_are_the_largest_errors() {
    // To look at part of them: every n-th input only, without the test for loose bounds.
    let stride = std::env::var("ULP_STRIDE").map_or(1, |n| n.parse().unwrap());
    let mut wrong = Vec::new();
    for bound in BOUNDS {
        let (found, x) = sweep(bound, stride);
        println!("{:13} {found:.4} ULP at {x:e}", bound.name);
        if found > bound.ulp || (stride == 1 && found < bound.ulp - SLACK) {
            wrong.push(bound.name);
        }
    }
    assert!(
        wrong.is_empty(),
        "the bounds of {wrong:?} are not the largest errors"
    );
}

/// A name, the function, and how far it may be off.
type DoubleBound = (&'static str, fn(f64) -> f64, u64);

/// How many f64 the result may be from the correctly rounded one. The numbers are from
/// 22 000 points per function, of which `goldens/activations.csv` has some 300.
#[rustfmt::skip]
const DOUBLE_BOUNDS: &[DoubleBound] = &[
    ("relu", double::relu, 0),
    ("relu6", double::relu6, 0),
    ("leaky_relu", |x| double::leaky_relu(x, 0.01), 0),
    ("elu", |x| double::elu(x, 1.0), 1),
    ("selu", double::selu, 1),
    ("celu", |x| double::celu(x, 2.0), 1),
    ("gelu", double::gelu, 4),
    ("gelu_tanh", double::gelu_tanh, 3),
    ("silu", double::silu, 3),
    ("mish", double::mish, 3),
    ("sigmoid", double::sigmoid, 2),
    ("sigmoid_precise", double::sigmoid_precise, 1),
    ("hard_sigmoid", double::hard_sigmoid, 1),
    ("hard_swish", double::hard_swish, 2),
    ("tanh", double::tanh, 2),
    ("tanh_precise", double::tanh_precise, 1),
    ("softplus", double::softplus, 2),
    ("softsign", double::softsign, 1),
    ("exponential", double::exponential, 1),
];

/// The number of f64 from one to the other.
fn steps(a: f64, b: f64) -> u64 {
    let ordered = |x: f64| {
        let magnitude = (x.to_bits() & !(1 << 63)) as i64;
        if x.is_sign_negative() {
            -magnitude
        } else {
            magnitude
        }
    };
    assert!(!a.is_nan() && !b.is_nan());
    ordered(a).abs_diff(ordered(b))
}

#[test]
fn f64_errors_stay_within_their_bounds() {
    let goldens = include_str!("goldens/activations.csv");
    let mut wrong = Vec::new();
    for &(name, function, bound) in DOUBLE_BOUNDS {
        let (mut largest, mut at, mut count) = (0, 0.0, 0);
        for line in goldens.lines() {
            let [of, x, y] = line.split(',').collect::<Vec<_>>()[..] else {
                panic!("three columns are expected: {line}");
            };
            // The precise forms have the same values.
            if of != name.trim_end_matches("_precise") {
                continue;
            }
            let number = |hex| f64::from_bits(u64::from_str_radix(hex, 16).unwrap());
            let distance = steps(function(number(x)), number(y));
            count += 1;
            if distance > largest {
                (largest, at) = (distance, number(x));
            }
        }
        println!("{name:13} {largest} steps at {at:e}");
        assert!(count >= 300, "{name} has {count} points only");
        if largest > bound {
            wrong.push(name);
        }
    }
    assert!(wrong.is_empty(), "too far from the goldens: {wrong:?}");
}
