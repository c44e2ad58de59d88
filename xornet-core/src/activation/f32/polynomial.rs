//! Polynomials fitted by `coefficients.py`, constant term first.

/// Computes `(e^r - 1 - r) / r²` for `|r| <= ln(2)/2`, as a part of `e^r`.
///
/// Degree 4, relative error of `e^r` 2^-28.2. The coefficients were then searched for the smallest error of `exp`.
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

/// Computes `(e^r - 1 - r) / r²` for `|r| <= ln(2)/2`, as a part of `e^r - 1`.
///
/// Degree 5, relative error of `e^r - 1` 2^-30.9.
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

/// Computes `(tanh(r)/r - 1) / r²` from `z = r²`, for `|r| <= ln(2)/4`.
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

/// Computes `(atanh(s)/s - 1) / s²` from `z = s²`, for `|s| <= 1/3`.
///
/// Degree 3, relative error of `atanh(s)` 2^-27.7.
#[inline(always)]
pub(super) const fn atanh_tail(z: f32) -> f32 {
    horner!(
        z;
        3.3333206e-01, // 0x3eaaaa80
        2.0010875e-01, // 0x3e4ce94f
        1.3999106e-01, // 0x3e0f59d1
        1.4014713e-01 // 0x3e0f82bb
    )
}

/// Computes `(a + k) Φ(-a) e^(a²/2)` from `w = a/(a + k) - c`, where `k` is `NORMAL_CENTER` and `c` is `NORMAL_MIDDLE`.
///
/// Degree 9, relative error 2^-24.6.
#[inline(always)]
pub(super) const fn normal_tail(w: f32) -> f32 {
    let square = w * w;
    pairs!(
        w, square;
        8.714839e-01, // 0x3f5f1992
        -1.2648399e+00, // 0xbfa1e646
        1.0421219e+00, // 0x3f856440
        -2.6316112e-01, // 0xbe86bd0e
        -2.8343746e-01, // 0xbe911eb7
        1.397948e-01, // 0x3e0f265e
        1.4186826e-01, // 0x3e1145ea
        -5.110943e-02, // 0xbd51581f
        -7.4162446e-02, // 0xbd97e27b
        1.3009038e-02 // 0x3c5523dc
    )
}

/// Computes `(sin(r)/r - 1) / r²` from `z = r²`, for `|r| <= π/2`.
///
/// Degree 3, relative error of `sin(r)` 2^-27.2.
#[inline(always)]
pub(super) const fn sin_tail(z: f32) -> f32 {
    horner!(
        z;
        -1.666666e-01, // 0xbe2aaaa6
        8.333069e-03, // 0x3c08876d
        -1.9809768e-04, // 0xb94fb871
        2.6060538e-06 // 0x362ee3aa
    )
}
