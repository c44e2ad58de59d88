//! Polynomials fitted by `coefficients.py`, constant term first.

/// `(e^r - 1 - r) / r²` for `|r| <= ln(2)/2`.
///
/// Degree 5, relative error 2^-26.6.
#[inline(always)]
pub(super) const fn expm1_tail(r: f32) -> f32 {
    horner!(
        r;
        5.0e-01, // 0x3f000000
        1.6666667e-01, // 0x3e2aaaab
        4.1666463e-02, // 0x3d2aaa74
        8.3333105e-03, // 0x3c088870
        1.3933731e-03, // 0x3ab6a1d8
        1.989108e-04 // 0x395092b6
    )
}

/// `(atanh(s)/s - 1) / s²` of `z = s²`, `0 <= z <= 1/9`.
///
/// Degree 5, relative error 2^-25.0.
#[inline(always)]
pub(super) const fn atanh_tail(z: f32) -> f32 {
    horner!(
        z;
        3.3333334e-01, // 0x3eaaaaab
        2.0000005e-01, // 0x3e4cccd0
        1.4285153e-01, // 0x3e1247ac
        1.1132356e-01, // 0x3de3fd9b
        8.732351e-02, // 0x3db2d6ab
        1.0393809e-01 // 0x3dd4dd7e
    )
}

/// `(tanh(a)/a - 1) / a²` of `z = a²`, `|a| <= 0.625`.
///
/// Degree 5, relative error 2^-24.6.
#[inline(always)]
pub(super) const fn tanh_tail(z: f32) -> f32 {
    horner!(
        z;
        -3.3333334e-01, // 0xbeaaaaab
        1.3333304e-01, // 0x3e088875
        -5.3959258e-02, // 0xbd5d0462
        2.1768918e-02, // 0x3cb254bb
        -8.343945e-03, // 0xbc08b50b
        2.2927448e-03 // 0x3b1641e0
    )
}

/// `(Φ(a) - 1/2) / a` of `z = a²`, `|a| <= 0.75`.
///
/// Degree 4, relative error 2^-24.9.
#[inline(always)]
pub(super) const fn normal_odd(z: f32) -> f32 {
    horner!(
        z;
        3.989423e-01, // 0x3ecc422a
        -6.64903e-02, // 0xbd882c11
        9.972361e-03, // 0x3c23631d
        -1.1813189e-03, // 0xba9ad67c
        1.02970516e-04 // 0x38d7f1e0
    )
}

/// `(a + k) Φ(-a) e^(a²/2)` of `w = (a - k)/(a + k)`, `k` being `NORMAL_CENTER`.
///
/// Degree 10, relative error 2^-24.7.
#[inline(always)]
pub(super) const fn normal_tail(w: f32) -> f32 {
    horner!(
        w;
        7.290837e-01, // 0x3f3aa53b
        -5.09332e-01, // 0xbf026395
        2.3001768e-01, // 0x3e6b89c1
        -4.726279e-02, // 0xbd4196a1
        -1.046231e-02, // 0xbc2b6a1c
        6.9700815e-03, // 0x3be46548
        1.0242948e-03, // 0x3a8641a1
        -1.0347822e-03, // 0xba87a187
        -2.450018e-04, // 0xb9807396
        1.334796e-04, // 0x390bf6a8
        5.565083e-05 // 0x38696aa0
    )
}
