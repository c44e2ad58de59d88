//! What the shared formulas need to know of `f32`.

/// The unsigned integer that holds the bits.
pub(super) type Bits = u32;

/// Stored bits of the significand.
pub(super) const MANTISSA_BITS: u32 = 23;
/// Exponent field of one.
pub(super) const BIAS: Bits = 127;
/// Adding this rounds to an integer, which then stands in the lowest bits: `1.5 * 2^23`.
pub(super) const ROUND: f32 = 12582912.0;
/// Where the exponent stands.
pub(super) const EXPONENT_MASK: Bits = 0x7f80_0000;
/// Keeps the upper half of a significand, so that the square of what is left is exact.
pub(super) const UPPER_HALF: Bits = 0xffff_f000;

/// Bits of the square root of one half, where `ln` begins the next power of two.
pub(super) const SQRT_HALF: Bits = 0x3f35_04f3;

/// `1 / ln 2`.
pub(super) const LOG2_E: f32 = core::f32::consts::LOG2_E;
/// Upper part of ln 2, short enough that its product with any exponent is exact.
pub(super) const LN_2_HIGH: f32 = 6.9314575e-01;
/// The rest of ln 2.
pub(super) const LN_2_LOW: f32 = 1.4286068e-06;

/// Below this, `exp` is zero.
pub(super) const EXP_LOW: f32 = -105.0;
/// Above this, `exp` is infinite.
pub(super) const EXP_HIGH: f32 = 89.0;
/// Added to the exponents of `decay`, so that none is that of a subnormal number.
pub(super) const DECAY_OFFSET: f32 = 64.0;
/// `2^-64`, which takes it away again.
pub(super) const DECAY_SCALE: f32 = f32::from_bits((BIAS - 64) << MANTISSA_BITS);

/// Below this, `sigmoid` is zero.
pub(super) const SIGMOID_LOW: f32 = EXP_LOW;
/// Above this, `sigmoid` is 1.
pub(super) const SIGMOID_HIGH: f32 = 18.0;
/// Added to the exponents of `sigmoid`, so that none is too large.
pub(super) const SIGMOID_OFFSET: f32 = -32.0;
/// `2^-32`.
pub(super) const SIGMOID_SCALE: f32 = f32::from_bits((BIAS - 32) << MANTISSA_BITS);

/// Above this, `tanh` is 1.
pub(super) const TANH_LIMIT: f32 = 9.1;
/// Half of ln 2. Its last bits being zero, it is short enough for the products that count.
pub(super) const HALF_LN_2_HIGH: f32 = core::f32::consts::LN_2 * 0.5;
/// Nothing of it is missing.
pub(super) const HALF_LN_2_LOW: f32 = 0.0;

/// Below this, `exp(x) - 1` is -1.
pub(super) const EXPM1_LOW: f32 = -18.0;
/// `expm1` is not needed above; only a negative `alpha` gets there.
pub(super) const EXPM1_HIGH: f32 = 88.0;

/// Below this, `x * exp(x)` is zero.
pub(super) const TAIL_LOW: f32 = -150.0;
/// The highest exponent of two that `silu` divides by.
pub(super) const HIGHEST_EXPONENT: f32 = 120.0;
/// Above this, `mish` is the number itself. The power of e is one of two here, and all that
/// is computed from it exact.
pub(super) const MISH_HIGH: f32 = 16.0 * core::f32::consts::LN_2;

/// `x Φ(x)` is zero below the negative of this.
pub(super) const NORMAL_LIMIT: f32 = 14.5;
/// Added to `a` in the divisor that keeps the normal distribution's polynomial short.
pub(super) const NORMAL_CENTER: f32 = 3.0;
/// Where that polynomial's argument is zero.
pub(super) const NORMAL_MIDDLE: f32 = 0.375;

/// Below this, `gelu_tanh` is zero.
pub(super) const GELU_TANH_LOW: f32 = -12.0;
/// Above this, `gelu_tanh` is the number itself.
pub(super) const GELU_TANH_HIGH: f32 = 5.5;
/// `2 sqrt(2/π)`, upper half.
pub(super) const GELU_LINEAR_HIGH: f32 = 1.5957031e+00;
/// `2 sqrt(2/π)`, the rest.
pub(super) const GELU_LINEAR_LOW: f32 = 6.59966e-05;
/// `2 sqrt(2/π) * 0.044715`.
pub(super) const GELU_CUBIC: f32 = 7.1354814e-02;
/// `2 sqrt(2/π) * 0.044715`, upper half.
pub(super) const GELU_CUBIC_HIGH: f32 = 7.13501e-02;
/// `2 sqrt(2/π) * 0.044715`, the rest.
pub(super) const GELU_CUBIC_LOW: f32 = 4.7186163e-06;
