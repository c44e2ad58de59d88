//! What one writes by hand: loops, and libm's functions.

pub fn dense<const I: usize, const U: usize>(
    x: &[f32; I],
    weights: &[[f32; U]; I],
    biases: &[f32; U],
) -> [f32; U] {
    let mut sums = *biases;
    for (x, row) in x.iter().zip(weights) {
        for (sum, weight) in sums.iter_mut().zip(row) {
            *sum += x * weight;
        }
    }
    sums
}

pub fn linear<const N: usize>(_: &mut [f32; N]) {}

pub fn relu<const N: usize>(x: &mut [f32; N]) {
    for x in x {
        *x = if *x > 0.0 { *x } else { 0.0 };
    }
}

pub fn sigmoid<const N: usize>(x: &mut [f32; N]) {
    for x in x {
        *x = 1.0 / (1.0 + libm::expf(-*x));
    }
}

pub fn tanh<const N: usize>(x: &mut [f32; N]) {
    for x in x {
        *x = libm::tanhf(*x);
    }
}

pub fn softmax<const N: usize>(x: &mut [f32; N]) {
    let most = x.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for x in x.iter_mut() {
        *x = libm::expf(*x - most);
        sum += *x;
    }
    for x in x {
        *x /= sum;
    }
}
