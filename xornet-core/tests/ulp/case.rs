//! The functions under test.

use std::f64::consts::{FRAC_PI_2, PI};

use xornet_core::activation::{Activation, f32 as single, f64 as double};

use crate::oracle;
use crate::pair::Pair;

/// A size, and a function.
pub type Steep = (f64, fn(f64) -> f64);

/// A function in both types, and what it should be.
pub struct Case {
    pub name: &'static str,
    /// Its parameters, in front of zeros.
    pub parameters: [f64; 2],
    /// The function of each number of a slice.
    pub single: fn(&mut [f32], [f32; 2]),
    pub double: fn(&mut [f64], [f64; 2]),
    /// `2^scale` times the value.
    pub value: fn(f64, i32, [f64; 2]) -> Pair,
    /// The size from which on neighbours are too far apart to say anything of each other, and the function in
    /// double precision, which is fast enough for each of them.
    pub steep: Option<Steep>,
}

/// The function on a slice, by the widest vectors that the loop can be compiled to here. The
/// results do not depend on it, which a test of their bits makes sure of.
macro_rules! on_slice {
    ($float:ident, $module:ident, $function:ident $(, $parameter:ident)*) => {{
        #[inline(always)]
        fn plain(values: &mut [$float], parameters: [$float; 2]) {
            let [$($parameter,)* ..] = parameters;
            for value in values {
                *value = $module::$function(*value $(, $parameter)*);
            }
        }

        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2")]
        fn avx2(values: &mut [$float], parameters: [$float; 2]) {
            plain(values, parameters);
        }

        fn any(values: &mut [$float], parameters: [$float; 2]) {
            #[cfg(target_arch = "x86_64")]
            if is_x86_feature_detected!("avx2") {
                // SAFETY: the processor has the instructions.
                return unsafe { avx2(values, parameters) };
            }
            plain(values, parameters);
        }

        any
    }};
}

macro_rules! cases {
    ($($function:ident $(($($parameter:ident = $value:expr),+))? : $oracle:ident $(, steep from $steep:literal)?;)*) => {
        /// All functions of one number, with the parameters for which the errors are given.
        pub const CASES: &[Case] = &[$(Case {
            name: stringify!($function),
            parameters: parameters(&[$($($value),+)?]),
            single: on_slice!(f32, single, $function $($(, $parameter)+)?),
            double: on_slice!(f64, double, $function $($(, $parameter)+)?),
            value: oracle::$oracle,
            steep: steep(&[$(($steep, f64::$function))?]),
        },)*];
    };
}

/// What is given, if anything is.
const fn steep(given: &[Steep]) -> Option<Steep> {
    match *given {
        [] => None,
        [first, ..] => Some(first),
    }
}

/// The parameters in front of zeros.
const fn parameters(given: &[f64]) -> [f64; 2] {
    match *given {
        [] => [0.0; 2],
        [first] => [first, 0.0],
        [first, second, ..] => [first, second],
    }
}

cases! {
    relu: relu;
    relu6: relu6;
    clamp(min = -1.0, max = 1.0): clamp;
    leaky_relu(slope = 0.01): leaky_relu;
    elu(alpha = 1.0): elu;
    selu: selu;
    celu(alpha = 1.0): celu;
    gelu: gelu;
    gelu_tanh: gelu_tanh;
    silu: silu;
    mish: mish;
    sigmoid: sigmoid;
    sigmoid_precise: sigmoid;
    hard_sigmoid(slope = 1.0 / 6.0, offset = 0.5): hard_sigmoid;
    hard_swish: hard_swish;
    tanh: tanh;
    tanh_precise: tanh;
    softplus: softplus;
    softsign: softsign;
    exponential: exponential;
    abs: abs;
    sqrt: sqrt, steep from 0.0;
    sin: sin, steep from 2.0;
}

impl Case {
    pub fn named(name: &str) -> &'static Self {
        CASES.iter().find(|case| case.name == name).unwrap()
    }

    /// The parameters in single precision.
    pub fn singles(&self) -> [f32; 2] {
        self.parameters.map(|parameter| parameter as f32)
    }

    /// Whether neighbours of `x` say nothing of it.
    pub fn is_steep(&self, x: f64) -> bool {
        self.steep.is_some_and(|(from, _)| x.abs() >= from)
    }
}

#[test]
fn every_function_of_one_number_is_a_case() {
    let names = CASES.iter().map(|case| case.name);
    let all = Activation::<f64>::NAMES.iter().copied();
    // Linear does nothing, and the others have a file of their own.
    let all = all.filter(|name| !["linear", "softmax", "log_softmax"].contains(name));
    assert!(names.eq(all));
}

/// Numbers at which a function, or the way it is computed, begins or ends.
pub const BOUNDARIES: &[f64] = &[
    0.0,
    1e-20,
    0.173_286_795,
    0.346_573_59,
    0.519_860_385,
    0.5,
    1.0,
    FRAC_PI_2,
    2.0,
    3.0,
    PI,
    5.5,
    6.0,
    7.5,
    8.317_766_167,
    9.010_913_347,
    9.1,
    11.090_354_889,
    12.0,
    14.5,
    16.635_532_333,
    18.0,
    19.2,
    22.0,
    22.180_709_778,
    36.736_800_57,
    38.0,
    39.0,
    40.0,
    83.177_661_667,
    87.336_544_75,
    88.0,
    88.722_839_1,
    89.0,
    103.278_929_9,
    103.972_077_1,
    104.0,
    105.0,
    110.0,
    150.0,
    693.147_180_56,
    708.396_418_5,
    709.0,
    709.782_712_893,
    710.0,
    744.440_071_9,
    745.133_219_1,
    746.0,
    800.0,
    3200.0,
    3_200_000.0,
    1e10,
];
