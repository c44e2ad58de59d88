//! The functions under test.

use xornet_core::activation::{Activation, f32 as single, f64 as double};

use crate::oracle;
use crate::pair::Pair;

/// A function in both types, and what it should be.
pub struct Case {
    pub name: &'static str,
    /// Its parameter, if it has one.
    pub parameter: f64,
    /// The function of each number of a slice.
    pub single: fn(&mut [f32], f32),
    pub double: fn(&mut [f64], f64),
    /// `2^scale` times the value.
    pub value: fn(f64, i32, f64) -> Pair,
}

/// The function on a slice, by the widest vectors that the loop can be compiled to here. The
/// results do not depend on it, which a test of their bits makes sure of.
macro_rules! on_slice {
    ($float:ident, $module:ident, $function:ident $(, $parameter:ident)?) => {{
        #[inline(always)]
        fn plain(values: &mut [$float], _parameter: $float) {
            $(let $parameter = _parameter;)?
            for value in values {
                *value = $module::$function(*value $(, $parameter)?);
            }
        }

        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2")]
        fn avx2(values: &mut [$float], parameter: $float) {
            plain(values, parameter);
        }

        fn any(values: &mut [$float], parameter: $float) {
            #[cfg(target_arch = "x86_64")]
            if is_x86_feature_detected!("avx2") {
                // SAFETY: the processor has the instructions.
                return unsafe { avx2(values, parameter) };
            }
            plain(values, parameter);
        }

        any
    }};
}

macro_rules! cases {
    ($($function:ident $(($parameter:ident = $value:literal))? : $oracle:ident,)*) => {
        /// All functions of one number, with the parameters for which the errors are given.
        pub const CASES: &[Case] = &[$(Case {
            name: stringify!($function),
            parameter: 0.0 $(+ $value)?,
            single: on_slice!(f32, single, $function $(, $parameter)?),
            double: on_slice!(f64, double, $function $(, $parameter)?),
            value: oracle::$oracle,
        },)*];
    };
}

cases! {
    relu: relu,
    relu6: relu6,
    leaky_relu(slope = 0.01): leaky_relu,
    elu(alpha = 1.0): elu,
    selu: selu,
    celu(alpha = 1.0): celu,
    gelu: gelu,
    gelu_tanh: gelu_tanh,
    silu: silu,
    mish: mish,
    sigmoid: sigmoid,
    sigmoid_precise: sigmoid,
    hard_sigmoid: hard_sigmoid,
    hard_swish: hard_swish,
    tanh: tanh,
    tanh_precise: tanh,
    softplus: softplus,
    softsign: softsign,
    exponential: exponential,
}

impl Case {
    pub fn named(name: &str) -> &'static Self {
        CASES.iter().find(|case| case.name == name).unwrap()
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
    2.0,
    3.0,
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
    1e10,
];
