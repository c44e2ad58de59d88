//! Polynomials fitted by `coefficients.py`, constant term first.

/// `(e^r - 1 - r) / r²` for `|r| <= ln(2)/2`, to be used for `e^r`.
///
/// Degree 4, relative error of that 2^-28.2. Polished: see `coefficients.py`.
#[inline(always)]
pub(super) const fn exp_tail(r: f32) -> f32 {
    let square = r * r;
    pairs!(
        r, square;
        5.0000006e-01, // 0x3f000001
        1.6666509e-01, // 0x3e2aaa41
        4.1667003e-02, // 0x3d2aab05
        8.3695315e-03, // 0x3c09205c
        1.3834488e-03 // 0x3ab554d7
    )
}

/// `(e^r - 1 - r) / r²` for `|r| <= ln(2)/2`, to be used for `e^r - 1`.
///
/// Degree 5, relative error of that 2^-30.9.
#[inline(always)]
pub(super) const fn expm1_tail(r: f32) -> f32 {
    let square = r * r;
    pairs!(
        r, square;
        5.0e-01, // 0x3f000000
        1.6666666e-01, // 0x3e2aaaaa
        4.1666497e-02, // 0x3d2aaa7d
        8.333533e-03, // 0x3c08895f
        1.3932136e-03, // 0x3ab69c7e
        1.9777048e-04 // 0x394f609c
    )
}

/// `(tanh(r)/r - 1) / r²` of `z = r²`, `|r| <= ln(2)/4`.
///
/// Degree 2, relative error of `tanh(r)` 2^-32.5.
#[inline(always)]
pub(super) const fn tanh_tail(z: f32) -> f32 {
    horner!(
        z;
        -3.3333322e-01, // 0xbeaaaaa7
        1.333114e-01, // 0x3e0882c9
        -5.271453e-02 // 0xbd57eb31
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
