//! The constants of `f64` in the shared formulas.

/// The unsigned integer that holds the bits.
pub(super) type Bits = u64;

/// The unsigned integer of twice the bits.
pub(super) type Wide = u128;

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

/// The factor that turns subnormal numbers into normal ones: `2^54`.
pub(super) const SMALL_SCALE: f64 = 18014398509481984.0;
/// The exponent of that factor, which is even.
pub(super) const SMALL_EXPONENT: Bits = 54;
/// The number from which half the bits are subtracted, for a guess at the inverse square root.
pub(super) const ROOT_GUESS: Bits = 0x5fe6_eb50_c7b5_37a9;

/// The largest angle whose multiple of π has so few bits that its products with parts of π are exact.
pub(super) const NEAR: f64 = 3_200_000.0;
/// `1/π`.
pub(super) const INVERSE_PI: f64 = core::f64::consts::FRAC_1_PI;
/// The first 33 bits of π.
pub(super) const PI_1: f64 = 3.1415926534682512;
/// The next 33 bits.
pub(super) const PI_2: f64 = 1.2154201012607932e-10;
/// The next 33 bits.
pub(super) const PI_3: f64 = 4.044532497422333e-21;
/// The rest of π.
pub(super) const PI_4: f64 = 1.69568553207378e-31;
/// π as an integer: `π 2^62`.
pub(super) const PI_BITS: Bits = 0xc90f_daa2_2168_c235;
/// The binary digits of `1/π` after a word of zeros, the one before the point first.
pub(super) const DIGITS: [Bits; 20] = [
    0x0000_0000_0000_0000,
    0x28be_60db_9391_054a,
    0x7f09_d5f4_7d4d_3770,
    0x36d8_a566_4f10_e410,
    0x7f94_58ea_f7ae_f158,
    0x6dc9_1b8e_9093_74b8,
    0x0192_4bba_8274_6487,
    0x3f87_7ac7_2c4a_69cf,
    0xba20_8d7d_4bae_d121,
    0x3a67_1c09_ad17_df90,
    0x4e64_758e_60d4_ce7d,
    0x2721_17e2_ef7e_4a0e,
    0xc7fe_25ff_f781_6603,
    0xfbcb_c462_d682_9b47,
    0xdb4d_9fb3_c9f2_c26d,
    0xd3d1_8fd9_a797_fa8b,
    0x5d49_eeb1_faf9_7c5e,
    0xcf41_ce7d_e294_a4ba,
    0x9afe_d7ec_47e3_5742,
    0x1580_cc11_bf1e_daea,
];
