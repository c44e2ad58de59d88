//! Functions that must be refused: each shows that a check can fail.

use core::hint::black_box;
use core::sync::atomic::{AtomicU32, Ordering};

/// Has a panic.
#[unsafe(no_mangle)]
extern "C" fn control_panic(input: &[f32; 4], index: usize) -> f32 {
    input[index]
}

/// Calls a function of neither xornet nor `core`.
#[unsafe(no_mangle)]
extern "C" fn control_stranger(input: f32) -> f32 {
    stranger(input)
}

#[inline(never)]
fn stranger(input: f32) -> f32 {
    black_box(input)
}

/// Computes in a type that is not the network's.
#[unsafe(no_mangle)]
extern "C" fn control_double(input: f32) -> f32 {
    (f64::from(input) * 0.1) as f32
}

/// Keeps something.
#[unsafe(no_mangle)]
extern "C" fn control_variable(input: u32) -> u32 {
    static LAST: AtomicU32 = AtomicU32::new(0);
    let last = LAST.load(Ordering::Relaxed);
    LAST.store(input, Ordering::Relaxed);
    last
}

/// Needs as much stack as it is asked for.
#[unsafe(no_mangle)]
extern "C" fn control_recursion(count: u32) -> u32 {
    if count == 0 {
        0
    } else {
        black_box(control_recursion(black_box(count - 1))) + 1
    }
}

/// Calls what is known only when it runs.
#[unsafe(no_mangle)]
extern "C" fn control_indirect(first: bool) {
    extern "C" fn one() {
        black_box(1);
    }
    extern "C" fn two() {
        black_box(2);
    }
    let function: extern "C" fn() = if first { one } else { two };
    black_box(function)();
}
