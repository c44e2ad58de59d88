//! The constants of `f64` in the shared formulas.

/// The unsigned integer that holds the bits.
pub(super) type Bits = u64;

/// The stored bits of the significand.
pub(super) const MANTISSA_BITS: u32 = 52;
/// The exponent field of one.
pub(super) const BIAS: Bits = 1023;
/// A number that rounds to an integer when it is added, and leaves it in the lowest bits: `1.5 * 2^52`.
pub(super) const ROUND: f64 = 6755399441055744.0;
/// The mask of the exponent field.
pub(super) const EXPONENT_MASK: Bits = 0x7ff0_0000_0000_0000;
/// The mask of the upper half of a significand, whose square is exact.
pub(super) const UPPER_HALF: Bits = 0xffff_ffff_f800_0000;

/// The bits of the square root of one half, at which `ln` goes on to the next exponent.
pub(super) const SQRT_HALF: Bits = 0x3fe6_a09e_667f_3bcd;

/// `1 / ln 2`.
pub(super) const LOG2_E: f64 = core::f64::consts::LOG2_E;
/// The upper part of ln 2, with so few bits that its product with any exponent is exact.
pub(super) const LN_2_HIGH: f64 = 6.931471805598903e-01;
/// The rest of ln 2.
pub(super) const LN_2_LOW: f64 = 5.497923018708371e-14;

/// The bound below which `exp` is zero.
pub(super) const EXP_LOW: f64 = -746.0;
/// The bound above which `exp` is infinite.
pub(super) const EXP_HIGH: f64 = 710.0;
/// The offset of the exponents of `decay`, so that none is that of a subnormal number.
pub(super) const DECAY_OFFSET: f64 = 512.0;
/// `2^-512`, which removes the offset again.
pub(super) const DECAY_SCALE: f64 = f64::from_bits((BIAS - 512) << MANTISSA_BITS);

/// The bound below which `sigmoid` is zero.
pub(super) const SIGMOID_LOW: f64 = EXP_LOW;
/// The bound above which `sigmoid` is 1.
pub(super) const SIGMOID_HIGH: f64 = 38.0;
/// The offset of the exponents of `sigmoid`, so that none is too large.
pub(super) const SIGMOID_OFFSET: f64 = -64.0;
/// `2^-64`.
pub(super) const SIGMOID_SCALE: f64 = f64::from_bits((BIAS - 64) << MANTISSA_BITS);

/// The bound above which `tanh` is 1.
pub(super) const TANH_LIMIT: f64 = 19.2;
/// Half of the upper part of ln 2.
pub(super) const HALF_LN_2_HIGH: f64 = LN_2_HIGH * 0.5;
/// Half of the rest of ln 2.
pub(super) const HALF_LN_2_LOW: f64 = LN_2_LOW * 0.5;

/// The bound below which `exp(x) - 1` is -1.
pub(super) const EXPM1_LOW: f64 = -40.0;
/// The bound above which `expm1` is not needed, except for a negative `alpha`.
pub(super) const EXPM1_HIGH: f64 = 709.0;

/// The bound below which `x * exp(x)` is zero.
pub(super) const TAIL_LOW: f64 = -800.0;
/// The highest exponent of two that `silu` divides by.
pub(super) const HIGHEST_EXPONENT: f64 = 1000.0;
/// The bound above which `mish` is the number itself. Its power of e is a power of two, so that everything computed
/// from it is exact.
pub(super) const MISH_HIGH: f64 = 32.0 * core::f64::consts::LN_2;

/// The bound below whose negative `x Φ(x)` is zero.
pub(super) const NORMAL_LIMIT: f64 = 39.0;
/// The number that is added to `a` in a divisor, to keep the polynomial of the normal distribution short.
pub(super) const NORMAL_CENTER: f64 = 7.0;
/// The quotient at which the argument of that polynomial is zero.
pub(super) const NORMAL_MIDDLE: f64 = 0.5;

/// The bound below which `gelu_tanh` is zero.
pub(super) const GELU_TANH_LOW: f64 = -22.0;
/// The bound above which `gelu_tanh` is the number itself.
pub(super) const GELU_TANH_HIGH: f64 = 7.5;
/// The upper half of `2 sqrt(2/π)`.
pub(super) const GELU_LINEAR_HIGH: f64 = 1.5957691073417664e+00;
/// The rest of `2 sqrt(2/π)`.
pub(super) const GELU_LINEAR_LOW: f64 = 1.426396435433791e-08;
/// `2 sqrt(2/π) * 0.044715`.
pub(super) const GELU_CUBIC: f64 = 7.135481627260025e-02;
/// The upper half of `2 sqrt(2/π) * 0.044715`.
pub(super) const GELU_CUBIC_HIGH: f64 = 7.1354815736413e-02;
/// The rest of `2 sqrt(2/π) * 0.044715`.
pub(super) const GELU_CUBIC_LOW: f64 = 5.361872467621785e-10;
