//! What the activation functions do at the edges, and that all ways to call them agree.

use xornet_core::activation::{Activation, f32 as single, f64 as double};
/// Numbers at which something can go wrong, infinities and NaN last.
macro_rules! edges {
    ($float:ident) => {
        [
            0.0,
            -0.0,
            $float::from_bits(1),
            -$float::from_bits(1),
            $float::MIN_POSITIVE,
            -$float::MIN_POSITIVE,
            0.3,
            -0.3,
            1.5,
            -1.5,
            7.25,
            -7.25,
            40.0,
            -40.0,
            105.0,
            -105.0,
            760.0,
            -760.0,
            1e38,
            -1e38,
            $float::MAX,
            $float::MIN,
            $float::INFINITY,
            $float::NEG_INFINITY,
            $float::NAN,
        ]
    };
}

/// Every activation, and its function on an array. Constants, for the evaluation at compile time;
/// so the list cannot come from [`Activation::NAMES`], but a test holds it to that.
macro_rules! each_activation {
    ($then:ident! $($more:tt)*) => {
        $then! {
            $($more)*
            Linear linear,
            Relu relu,
            Relu6 relu6,
            Clamp clamp(min -0.5, max 2.0),
            LeakyRelu leaky_relu(slope 0.01),
            Elu elu(alpha 0.75),
            Selu selu,
            Celu celu(alpha 1.5),
            Gelu gelu,
            GeluTanh gelu_tanh,
            Silu silu,
            Mish mish,
            Sigmoid sigmoid,
            SigmoidPrecise sigmoid_precise,
            HardSigmoid hard_sigmoid(slope 0.2, offset 0.5),
            HardSwish hard_swish,
            Tanh tanh,
            TanhPrecise tanh_precise,
            Softplus softplus,
            Softsign softsign,
            Exponential exponential,
            Abs abs,
            Sqrt sqrt,
            Sin sin,
            Softmax softmax,
            LogSoftmax log_softmax,
        }
    };
}

macro_rules! constants {
    ($float:ident; $($variant:ident $function:ident $(($($parameter:ident $value:literal),+))?,)*) => {
        /// Every activation.
        const ALL: [Activation<$float>; COUNT] =
            [$(Activation::$variant $({ $($parameter: $value),+ })?),*];
    };
}

macro_rules! on_edges {
    ($array:ident; $($variant:ident $function:ident $(($($parameter:ident $value:literal),+))?,)*) => {
        [$($array::$function(EDGES $($(, $value)+)?)),*]
    };
}

/// The checks of one type.
macro_rules! checks {
    ($tests:ident, $float:ident, $module:ident) => {
        mod $tests {
            use super::*;

            const EDGES: [$float; 25] = edges!($float);
            const FINITE: usize = 22;
            const HARD_SIGMOID: Activation<$float> = Activation::HardSigmoid {
                slope: 1.0 / 6.0,
                offset: 0.5,
            };

            /// How many activations there are.
            const COUNT: usize = Activation::<$float>::NAMES.len();

            each_activation!(constants! $float;);

            /// The edges, each through every function on its own, at compile time.
            static AT_COMPILE_TIME: [[$float; 25]; COUNT] = {
                let mut results = [EDGES; COUNT];
                let mut function = 0;
                while function < COUNT {
                    let mut edge = 0;
                    while edge < 25 {
                        let mut value = [EDGES[edge]];
                        ALL[function].apply(&mut value);
                        results[function][edge] = value[0];
                        edge += 1;
                    }
                    function += 1;
                }
                results
            };

            #[test]
            fn the_list_is_complete() {
                assert_eq!(ALL.map(|it| it.name()), Activation::<$float>::NAMES);
            }

            /// Equal bits, or both NaN: the bits of a NaN are the platform's choice.
            fn assert_same(a: &[$float], b: &[$float], what: &str) {
                assert_eq!(a.len(), b.len());
                for (a, b) in a.iter().zip(b) {
                    let same = a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan());
                    assert!(same, "{what}: {a:e} and {b:e}");
                }
            }

            #[test]
            fn compile_time_equals_run_time() {
                for (activation, expected) in ALL.iter().zip(&AT_COMPILE_TIME) {
                    let found = EDGES.map(|x| {
                        let mut value = [std::hint::black_box(x)];
                        activation.apply(&mut value);
                        value[0]
                    });
                    assert_same(&found, expected, activation.name());
                }
            }

            #[test]
            fn nan_stays_nan() {
                for activation in &ALL {
                    let mut values = [std::hint::black_box($float::NAN)];
                    activation.apply(&mut values);
                    assert!(values[0].is_nan(), "{}", activation.name());
                }
            }

            #[test]
            fn slices_arrays_and_numbers_agree() {
                use $module::array;
                let arrays = each_activation!(on_edges! array;);
                for (activation, array) in ALL.iter().zip(&arrays) {
                    let mut slice = EDGES;
                    activation.apply(&mut slice);
                    assert_same(&slice, array, activation.name());
                }
            }

            /// Loops over arrays go in groups; none may be left out, whatever the length.
            #[test]
            fn arrays_of_every_length_agree_with_slices() {
                fn check<const N: usize>() {
                    let x: [$float; N] = std::array::from_fn(|i| (i * 37 % 29) as $float - 14.5);
                    let cases: [(Activation<$float>, [$float; N]); 5] = [
                        (Activation::Tanh, $module::array::tanh(x)),
                        (
                            Activation::Elu { alpha: 0.75 },
                            $module::array::elu(x, 0.75),
                        ),
                        (Activation::Sin, $module::array::sin(x)),
                        (Activation::Softmax, $module::array::softmax(x)),
                        (Activation::LogSoftmax, $module::array::log_softmax(x)),
                    ];
                    for (activation, array) in cases {
                        let mut slice = x;
                        activation.apply(&mut slice);
                        assert_same(&slice, &array, activation.name());
                    }
                }
                check::<0>();
                check::<1>();
                check::<2>();
                check::<3>();
                check::<4>();
                check::<5>();
                check::<7>();
                check::<8>();
                check::<9>();
                check::<10>();
                check::<12>();
                check::<15>();
                check::<16>();
                check::<23>();
                check::<64>();
                check::<100>();
            }

            #[test]
            fn nothing_is_nan_but_nan() {
                for activation in ALL {
                    for x in EDGES {
                        let mut value = [x];
                        activation.apply(&mut value);
                        let undefined = match activation {
                            Activation::Softmax | Activation::LogSoftmax | Activation::Sin => {
                                x.is_infinite()
                            }
                            Activation::Sqrt => x < 0.0,
                            _ => false,
                        };
                        let expected = x.is_nan() || undefined;
                        assert_eq!(value[0].is_nan(), expected, "{}({x:e})", activation.name());
                    }
                }
            }

            #[test]
            fn finite_stays_finite() {
                for activation in ALL {
                    for &x in &EDGES[..FINITE] {
                        let mut value = [x];
                        activation.apply(&mut value);
                        // These two exceed the largest number where the mathematics does.
                        let overflow = match activation {
                            Activation::Exponential => x > $float::MAX.ln(),
                            Activation::Selu => x == $float::MAX,
                            _ => false,
                        };
                        assert_eq!(
                            value[0].is_infinite(),
                            overflow,
                            "{}({x:e})",
                            activation.name()
                        );
                    }
                }
            }

            #[test]
            fn limits_at_infinity() {
                let at = |activation: Activation<$float>, x| {
                    let mut value = [x];
                    activation.apply(&mut value);
                    value[0]
                };
                let infinity = $float::INFINITY;
                for (activation, low, high) in [
                    (Activation::Gelu, 0.0, infinity),
                    (Activation::GeluTanh, 0.0, infinity),
                    (Activation::Silu, 0.0, infinity),
                    (Activation::Mish, 0.0, infinity),
                    (Activation::HardSwish, 0.0, infinity),
                    (Activation::Softplus, 0.0, infinity),
                    (Activation::Exponential, 0.0, infinity),
                    (Activation::Elu { alpha: 1.0 }, -1.0, infinity),
                    (Activation::Sigmoid, 0.0, 1.0),
                    (Activation::SigmoidPrecise, 0.0, 1.0),
                    (HARD_SIGMOID, 0.0, 1.0),
                    (Activation::Clamp { min: -0.5, max: 2.0 }, -0.5, 2.0),
                    (Activation::Abs, infinity, infinity),
                    (Activation::Tanh, -1.0, 1.0),
                    (Activation::TanhPrecise, -1.0, 1.0),
                    (Activation::Softsign, -1.0, 1.0),
                ] {
                    assert_eq!(at(activation, -infinity), low, "{}", activation.name());
                    assert_eq!(at(activation, infinity), high, "{}", activation.name());
                }
            }

            /// An error of a unit or two must not lead beyond the limits.
            #[test]
            fn limits_are_not_exceeded() {
                let mut x: $float = 1e-3;
                while x < 1e3 {
                    for x in [x, -x] {
                        for y in [$module::tanh(x), $module::tanh_precise(x)] {
                            assert!(y.abs() <= 1.0, "tanh({x:e}) = {y:e}");
                        }
                        for y in [$module::sigmoid(x), $module::sigmoid_precise(x)] {
                            assert!((0.0..=1.0).contains(&y), "sigmoid({x:e}) = {y:e}");
                        }
                    }
                    x *= 1.000_37;
                }
            }

            #[test]
            fn softmax_is_a_distribution() {
                for count in 1..40 {
                    let mut values: Vec<$float> = (0..count)
                        .map(|i| ((i * 37 % 23) as $float - 11.0) * 0.7)
                        .collect();
                    let mut logs = values.clone();
                    $module::softmax(&mut values);
                    $module::log_softmax(&mut logs);
                    let sum: $float = values.iter().sum();
                    assert!((sum - 1.0).abs() <= 8.0 * $float::EPSILON, "{sum}");
                    for (value, log) in values.iter().zip(&logs) {
                        assert!((0.0..=1.0).contains(value) && *log <= 0.0);
                        let difference = (value.ln() - log).abs();
                        let scale = log.abs().max(1.0);
                        assert!(difference <= 8.0 * scale * $float::EPSILON);
                    }
                }
            }

            #[test]
            fn softmax_of_huge_values() {
                let half: $float = 0.5;
                for (input, probabilities, logs) in [
                    ([1e38, 1e38], [0.5, 0.5], [half.ln(), half.ln()]),
                    ([-1e38, 0.0], [0.0, 1.0], [-1e38, 0.0]),
                    ([-1e38, -1e38], [0.5, 0.5], [half.ln(), half.ln()]),
                    (
                        [$float::MAX, $float::MIN],
                        [1.0, 0.0],
                        [0.0, $float::NEG_INFINITY],
                    ),
                ] {
                    let mut values = input;
                    $module::softmax(&mut values);
                    assert_eq!(values, probabilities, "{input:?}");
                    let mut values = input;
                    $module::log_softmax(&mut values);
                    assert_eq!(values, logs, "{input:?}");
                }
                $module::softmax(&mut []);
                $module::log_softmax(&mut []);
            }

            #[test]
            fn the_sign_of_zero_is_kept() {
                for activation in ALL {
                    let mut value = [-0.0, 0.0];
                    activation.apply(&mut value);
                    let positive = matches!(activation, Activation::Softmax | Activation::Abs);
                    if value[0] == 0.0 && !positive {
                        let kept = value[0].is_sign_negative() && value[1].is_sign_positive();
                        assert!(kept, "{}", activation.name());
                    }
                }
            }
        }
    };
}

checks!(of_f32, f32, single);
checks!(of_f64, f64, double);
