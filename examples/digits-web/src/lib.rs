//! The digits network as a WebAssembly module: a page sets the 64 pixels one by one, has them
//! classified, and asks for the ten probabilities.
//!
//! Pixels and probabilities are atomics, which need no `unsafe` to be shared, cost nothing where there
//! is one thread, and leave the page nothing to do with the module's memory.
#![cfg_attr(target_family = "wasm", no_std)]

use core::array;
use core::sync::atomic::{AtomicU32, Ordering::Relaxed};

xornet::model!(pub Digits = "models/digits.toml");

/// The bits of an `f32` each.
const fn cells<const N: usize>() -> [AtomicU32; N] {
    [const { AtomicU32::new(0) }; N]
}

static PIXELS: [AtomicU32; Digits::INPUTS] = cells();
static PROBABILITIES: [AtomicU32; Digits::OUTPUTS] = cells();

/// Sets a pixel, in rows from the top left, to between 0 (blank) and 16 (full ink). No others are set.
#[unsafe(no_mangle)]
pub extern "C" fn set_pixel(index: usize, ink: f32) {
    if let Some(pixel) = PIXELS.get(index) {
        pixel.store(ink.to_bits(), Relaxed);
    }
}

/// Runs the network on the pixels.
#[unsafe(no_mangle)]
pub extern "C" fn classify() {
    let pixels = array::from_fn(|index| f32::from_bits(PIXELS[index].load(Relaxed)));
    for (cell, probability) in PROBABILITIES.iter().zip(Digits::forward(&pixels)) {
        cell.store(probability.to_bits(), Relaxed);
    }
}

/// The probability of a digit, as of the last [`classify`]; zero for what is no digit.
#[unsafe(no_mangle)]
pub extern "C" fn probability(digit: usize) -> f32 {
    let cell = PROBABILITIES.get(digit);
    cell.map_or(0.0, |bits| f32::from_bits(bits.load(Relaxed)))
}

/// Nothing here panics; the compiler asks for this all the same.
#[cfg(target_family = "wasm")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
