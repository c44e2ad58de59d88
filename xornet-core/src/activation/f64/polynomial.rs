//! Polynomials fitted by `coefficients.py`, constant term first.

/// Computes `(e^r - 1 - r) / r²` for `|r| <= ln(2)/2`, as a part of `e^r`.
///
/// Degree 9, relative error of `e^r` 2^-57.9.
#[inline(always)]
pub(super) const fn exp_tail(r: f64) -> f64 {
    let square = r * r;
    pairs!(
        r, square;
        5.000000000000011e-01, // 0x3fe000000000000a
        1.666666666666643e-01, // 0x3fc5555555555500
        4.166666666652566e-02, // 0x3fa55555555505f4
        8.33333333347968e-03, // 0x3f81111111125a9c
        1.388888894492377e-03, // 0x3f56c16c184bbb8f
        1.984126954645055e-04, // 0x3f2a01a01385f0ba
        2.4801491658265246e-05, // 0x3efa0199876e6555
        2.755754388318789e-06, // 0x3ec71defff22db5b
        2.7630794001531373e-07, // 0x3e928aef2bec5188
        2.5015641295653964e-08 // 0x3e5adc3f43452984
    )
}

/// Computes `(e^r - 1 - r) / r²` for `|r| <= ln(2)/2`, as a part of `e^r - 1`.
///
/// Degree 10, relative error of `e^r - 1` 2^-61.5.
#[inline(always)]
pub(super) const fn expm1_tail(r: f64) -> f64 {
    let square = r * r;
    pairs!(
        r, square;
        5.0e-01, // 0x3fe0000000000000
        1.6666666666666677e-01, // 0x3fc5555555555559
        4.1666666666666685e-02, // 0x3fa5555555555558
        8.333333333321834e-03, // 0x3f8111111110f72c
        1.388888888889637e-03, // 0x3f56c16c16c17991
        1.9841269885204372e-04, // 0x3f2a01a01af8f46f
        2.4801587268581518e-05, // 0x3efa01a0196cfb06
        2.7557245297602905e-06, // 0x3ec71ddf94eae9d7
        2.755734179760321e-07, // 0x3e927e50b5a0a505
        2.5108640392667015e-08, // 0x3e5af5cf7e109569
        2.0889393444862657e-09 // 0x3e21f1a04e827b42
    )
}

/// Computes `(tanh(r)/r - 1) / r²` from `z = r²`, for `|r| <= ln(2)/4`.
///
/// Degree 5, relative error of `tanh(r)` 2^-57.7.
#[inline(always)]
pub(super) const fn tanh_tail(z: f64) -> f64 {
    horner!(
        z;
        -3.3333333333332477e-01, // 0xbfd55555555554bb
        1.3333333332779e-01, // 0x3fc11111110e04e9
        -5.396825277355984e-02, // 0xbfaba1ba115e911b
        2.1869370070858037e-02, // 0x3f9664ec94f42def
        -8.85728684868079e-03, // 0xbf8223c4eac56033
        3.4445634458249714e-03 // 0x3f6c37c5eb297ebf
    )
}

/// Computes `(atanh(s)/s - 1) / s²` from `z = s²`, for `|s| <= 1/3`.
///
/// Degree 9, relative error of `atanh(s)` 2^-59.4.
#[inline(always)]
pub(super) const fn atanh_tail(z: f64) -> f64 {
    horner!(
        z;
        3.3333333333333154e-01, // 0x3fd5555555555535
        2.0000000000078108e-01, // 0x3fc99999999a0787
        1.4285714273978511e-01, // 0x3fc2492492089ff0
        1.11111119821779e-01, // 0x3fbc71c741db4227
        9.090872044562842e-02, // 0x3fb745cb3d3c34cc
        7.693278410116569e-02, // 0x3fb3b1ddefb4698a
        6.650505164366424e-02, // 0x3fb106799dd40d5e
        6.052910379537618e-02, // 0x3faefdabb283c0c8
        4.170585913029338e-02, // 0x3fa55a786a084a75
        8.508365040117186e-02 // 0x3fb5c80ac7e5b772
    )
}

/// Computes `(a + k) Φ(-a) e^(a²/2)` from `w = a/(a + k) - c`, where `k` is `NORMAL_CENTER` and `c` is `NORMAL_MIDDLE`.
///
/// Degree 22, relative error 2^-54.6.
#[inline(always)]
pub(super) const fn normal_tail(w: f64) -> f64 {
    let square = w * w;
    pairs!(
        w, square;
        7.825087541675675e-01, // 0x3fe90a4fcc7f7810
        -1.44864059218325e+00, // 0xbff72da1c1f15cb3
        2.4803403974814557e+00, // 0x4003d7bcb4d10b40
        -3.920915595906127e+00, // 0xc00f5e08fef65868
        5.706631225669658e+00, // 0x4016d39722d25595
        -7.615665147636041e+00, // 0xc01e7670eca98905
        9.264523182213225e+00, // 0x4022876f95214780
        -1.018740486695756e+01, // 0xc0245ff387dd634e
        1.0000267230818036e+01, // 0x4024002306c73f76
        -8.593603097220331e+00, // 0xc0212fecbec2bb34
        6.249506265483922e+00, // 0x4018ff7e92099a27
        -3.5856790919263997e+00, // 0xc00caf78850e32ec
        1.313530624114921e+00, // 0x3ff50438b00de38d
        7.820602832487782e-02, // 0x3fb4054f6e0161e3
        -5.283923987485594e-01, // 0xbfe0e8972d028fcd
        3.6330828468454346e-01, // 0x3fd7407164458090
        -4.314721084682275e-02, // 0xbfa6176427005e65
        -1.2091803165684384e-01, // 0xbfbef47bef767c7c
        9.042198965922073e-02, // 0x3fb725e5406cf455
        1.4158289923434737e-03, // 0x3f57326ace0189a7
        -4.6577305263502365e-02, // 0xbfa7d8fb05af62e3
        1.943724765182717e-02, // 0x3f93e75b9bf49539
        2.2921916564610477e-02 // 0x3f9778d7c806cd56
    )
}

/// Computes `(sin(r)/r - 1) / r²` from `z = r²`, for `|r| <= π/2`.
///
/// Degree 7, relative error of `sin(r)` 2^-61.6.
#[inline(always)]
pub(super) const fn sin_tail(z: f64) -> f64 {
    horner!(
        z;
        -1.6666666666666666e-01, // 0xbfc5555555555555
        8.333333333333207e-03, // 0x3f811111111110c8
        -1.984126984121248e-04, // 0xbf2a01a01a014d6f
        2.7557319211569347e-06, // 0x3ec71de3a52a0af6
        -2.505210690438435e-08, // 0xbe5ae6454d4718f8
        1.605894099839121e-10, // 0x3de6123cd05d7ad5
        -7.643019202669282e-13, // 0xbd6ae4383d61f765
        2.721416920240946e-15 // 0x3ce88329019a17cd
    )
}
