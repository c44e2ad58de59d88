//! The constants of `f32` in the shared formulas.

/// The unsigned integer that holds the bits.
pub(super) type Bits = u32;

/// The unsigned integer of twice the bits.
pub(super) type Wide = u64;

/// The stored bits of the significand.
pub(super) const MANTISSA_BITS: u32 = 23;
/// The exponent field of one.
pub(super) const BIAS: Bits = 127;
/// A number that rounds to an integer when it is added, and leaves it in the lowest bits: `1.5 * 2^23`.
pub(super) const ROUND: f32 = 12582912.0;
/// The mask of the exponent field.
pub(super) const EXPONENT_MASK: Bits = 0x7f80_0000;
/// The mask of the upper half of a significand, whose square is exact.
pub(super) const UPPER_HALF: Bits = 0xffff_f000;

/// The bits of the square root of one half, at which `ln` goes on to the next exponent.
pub(super) const SQRT_HALF: Bits = 0x3f35_04f3;

/// `1 / ln 2`.
pub(super) const LOG2_E: f32 = core::f32::consts::LOG2_E;
/// The upper part of ln 2, with so few bits that its product with any exponent is exact.
pub(super) const LN_2_HIGH: f32 = 6.9314575e-01;
/// The rest of ln 2.
pub(super) const LN_2_LOW: f32 = 1.4286068e-06;

/// The bound below which `exp` is zero.
pub(super) const EXP_LOW: f32 = -105.0;
/// The bound above which `exp` is infinite.
pub(super) const EXP_HIGH: f32 = 89.0;
/// The offset of the exponents of `decay`, so that none is that of a subnormal number.
pub(super) const DECAY_OFFSET: f32 = 64.0;
/// `2^-64`, which removes the offset again.
pub(super) const DECAY_SCALE: f32 = f32::from_bits((BIAS - 64) << MANTISSA_BITS);

/// The bound below which `sigmoid` is zero.
pub(super) const SIGMOID_LOW: f32 = EXP_LOW;
/// The bound above which `sigmoid` is 1.
pub(super) const SIGMOID_HIGH: f32 = 18.0;
/// The offset of the exponents of `sigmoid`, so that none is too large.
pub(super) const SIGMOID_OFFSET: f32 = -32.0;
/// `2^-32`.
pub(super) const SIGMOID_SCALE: f32 = f32::from_bits((BIAS - 32) << MANTISSA_BITS);

/// The bound above which `tanh` is 1.
pub(super) const TANH_LIMIT: f32 = 9.1;
/// Half of ln 2. Its last bits are zero, so that its products with all exponents of `tanh` are exact.
pub(super) const HALF_LN_2_HIGH: f32 = core::f32::consts::LN_2 * 0.5;
/// The rest of half of ln 2, which is not needed.
pub(super) const HALF_LN_2_LOW: f32 = 0.0;

/// The bound below which `exp(x) - 1` is -1.
pub(super) const EXPM1_LOW: f32 = -18.0;
/// The bound above which `expm1` is not needed, except for a negative `alpha`.
pub(super) const EXPM1_HIGH: f32 = 88.0;

/// The bound below which `x * exp(x)` is zero.
pub(super) const TAIL_LOW: f32 = -150.0;
/// The highest exponent of two that `silu` divides by.
pub(super) const HIGHEST_EXPONENT: f32 = 120.0;
/// The bound above which `mish` is the number itself. Its power of e is a power of two, so that everything computed
/// from it is exact.
pub(super) const MISH_HIGH: f32 = 16.0 * core::f32::consts::LN_2;

/// The bound below whose negative `x Φ(x)` is zero.
pub(super) const NORMAL_LIMIT: f32 = 14.5;
/// The number that is added to `a` in a divisor, to keep the polynomial of the normal distribution short.
pub(super) const NORMAL_CENTER: f32 = 3.0;
/// The quotient at which the argument of that polynomial is zero.
pub(super) const NORMAL_MIDDLE: f32 = 0.375;

/// The bound below which `gelu_tanh` is zero.
pub(super) const GELU_TANH_LOW: f32 = -12.0;
/// The bound above which `gelu_tanh` is the number itself.
pub(super) const GELU_TANH_HIGH: f32 = 5.5;
/// The upper half of `2 sqrt(2/π)`.
pub(super) const GELU_LINEAR_HIGH: f32 = 1.5957031e+00;
/// The rest of `2 sqrt(2/π)`.
pub(super) const GELU_LINEAR_LOW: f32 = 6.59966e-05;
/// `2 sqrt(2/π) * 0.044715`.
pub(super) const GELU_CUBIC: f32 = 7.1354814e-02;
/// The upper half of `2 sqrt(2/π) * 0.044715`.
pub(super) const GELU_CUBIC_HIGH: f32 = 7.13501e-02;
/// The rest of `2 sqrt(2/π) * 0.044715`.
pub(super) const GELU_CUBIC_LOW: f32 = 4.7186163e-06;

/// The factor that turns subnormal numbers into normal ones: `2^24`.
pub(super) const SMALL_SCALE: f32 = 16777216.0;
/// The exponent of that factor, which is even.
pub(super) const SMALL_EXPONENT: Bits = 24;
/// The number from which half the bits are subtracted, for a guess at the inverse square root.
pub(super) const ROOT_GUESS: Bits = 0x5f37_59df;

/// The largest angle whose multiple of π has so few bits that its products with parts of π are exact.
pub(super) const NEAR: f32 = 3200.0;
/// `1/π`.
pub(super) const INVERSE_PI: f32 = core::f32::consts::FRAC_1_PI;
/// The first 14 bits of π.
pub(super) const PI_1: f32 = 3.1413574;
/// The next 14 bits.
pub(super) const PI_2: f32 = 2.3522973e-04;
/// The next 14 bits.
pub(super) const PI_3: f32 = 1.9840627e-09;
/// The rest of π.
pub(super) const PI_4: f32 = 1.2446744e-13;
/// π as an integer: `π 2^30`.
pub(super) const PI_BITS: Bits = 0xc90f_daa2;
/// The binary digits of `1/π` after a word of zeros, the one before the point first.
pub(super) const DIGITS: [Bits; 8] = [
    0x0000_0000,
    0x28be_60db,
    0x9391_054a,
    0x7f09_d5f4,
    0x7d4d_3770,
    0x36d8_a566,
    0x4f10_e410,
    0x7f94_58ea,
];
