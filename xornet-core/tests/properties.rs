//! What holds for square roots, sines and the hard sigmoid at any number.

use xornet_core::activation::{f32 as single, f64 as double};
use xornet_testing::Random;

const SEED: u64 = 0x786f_726e_6574;

/// The checks of one type, whose numbers have bits below `$top`.
macro_rules! checks {
    ($tests:ident, $float:ident, $module:ident, $top:expr) => {
        mod $tests {
            use super::*;

            /// Equal bits, or both NaN.
            fn assert_same(a: &[$float], b: &[$float], what: &str) {
                assert_eq!(a.len(), b.len());
                for (a, b) in a.iter().zip(b) {
                    let same = a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan());
                    assert!(same, "{what}: {a:e} and {b:e}");
                }
            }

            #[test]
            fn square_roots_have_the_bits_of_the_standard_library() {
                let mut random = Random::new(SEED);
                for _ in 0..200_000 {
                    let x = $float::from_bits((random.unit() * $top) as _);
                    // Squares, where a root is exact, and their neighbours.
                    let square = x * x;
                    for x in [x, square, square.next_up(), square.next_down()] {
                        assert_same(&[$module::sqrt(x)], &[x.sqrt()], "sqrt");
                    }
                }
                // Around powers of two, and among the subnormal numbers.
                for shift in 0..$float::MAX.to_bits().ilog2() + 1 {
                    let middle = 1 << shift;
                    for bits in middle - 1..middle + 200 {
                        let x = $float::from_bits(bits);
                        assert_same(&[$module::sqrt(x)], &[x.sqrt()], "sqrt");
                    }
                }
            }

            /// An array with a large angle is computed in another way, by which no number may change.
            #[test]
            fn an_angle_does_not_depend_on_its_neighbours() {
                let mut random = Random::new(SEED);
                for _ in 0..20_000 {
                    let small: [$float; 7] =
                        std::array::from_fn(|_| random.signed() as $float * 3e3);
                    let mut mixed = [1e9; 8];
                    mixed[..7].copy_from_slice(&small);
                    let (alone, together) =
                        ($module::array::sin(small), $module::array::sin(mixed));
                    assert_same(&alone, &together[..7], "sin");
                }
            }

            #[test]
            fn sines_are_odd_and_bounded() {
                let mut random = Random::new(SEED);
                for _ in 0..200_000 {
                    let x = $float::from_bits((random.unit() * $top) as _);
                    if x.is_finite() {
                        let sin = $module::sin(x);
                        assert!(sin.abs() <= 1.0, "sin({x:e}) = {sin:e}");
                        assert_same(&[$module::sin(-x)], &[-sin], "sin");
                    }
                }
            }

            /// The default keeps the bits of PyTorch's formula.
            #[test]
            fn a_slope_of_a_sixth_is_the_fraction() {
                let mut x: $float = -4.0;
                while x < 4.0 {
                    let fraction = $module::relu6(x + 3.0) / 6.0;
                    assert_same(
                        &[$module::hard_sigmoid(x, 1.0 / 6.0, 0.5)],
                        &[fraction],
                        "hard_sigmoid",
                    );
                    x += 0.000_37;
                }
            }
        }
    };
}

checks!(of_f32, f32, single, 4_294_967_296.0);
checks!(of_f64, f64, double, 18_446_744_073_709_551_616.0);

/// The largest error that the documentation allows, against double precision.
#[test]
fn any_slope_is_within_half_a_unit_below_one() {
    let mut random = Random::new(SEED);
    for _ in 0..200_000 {
        let (slope, offset) = (random.signed() as f32 * 3.0, random.unit() as f32);
        let x = random.signed() as f32 * 4.0;
        // The product of two `f32` is exact in `f64`, and the sum is rounded far below.
        let exact = f64::from(slope) * f64::from(x) + f64::from(offset);
        let found = single::hard_sigmoid(x, slope, offset);
        let error = (f64::from(found) - exact.clamp(0.0, 1.0)).abs();
        assert!(
            error <= f64::from(f32::EPSILON) / 2.0,
            "{slope:e} {x:e} {offset:e}"
        );
    }
}
