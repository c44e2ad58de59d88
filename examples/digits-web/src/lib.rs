//! The digits network as a WebAssembly module: a page sets the 64 pixels one by one, has them
//! classified, and asks for the ten probabilities and for the feature maps.
//!
//! Pixels and outputs are atomics, which need no `unsafe` to be shared, cost nothing where there
//! is one thread, and leave the page nothing to do with the module's memory.
#![cfg_attr(target_family = "wasm", no_std)]

use core::sync::atomic::{AtomicU32, Ordering::Relaxed};

use xornet::{Network, Tensor};

xornet::model!(pub Digits = "models/digits_maps.toml");

/// The number of classes.
pub const DIGITS: usize = 10;

/// The numbers of all feature maps, which are the first output of the network.
pub const FEATURES: usize = Digits::OUTPUTS - DIGITS;

/// The bits of an `f32` each.
const fn cells<const N: usize>() -> [AtomicU32; N] {
    [const { AtomicU32::new(0) }; N]
}

static PIXELS: [AtomicU32; Digits::INPUTS] = cells();
static OUTPUTS: [AtomicU32; Digits::OUTPUTS] = cells();

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
    let mut image = <Digits as Network>::Input::ZEROS;
    for (number, pixel) in image.numbers_mut().iter_mut().zip(&PIXELS) {
        *number = f32::from_bits(pixel.load(Relaxed));
    }
    let outputs = Digits::forward(&image);
    for (cell, number) in OUTPUTS.iter().zip(outputs.numbers()) {
        cell.store(number.to_bits(), Relaxed);
    }
}

/// The probability of a digit, as of the last [`classify`]; zero for what is no digit.
#[unsafe(no_mangle)]
pub extern "C" fn probability(digit: usize) -> f32 {
    output(FEATURES.saturating_add(digit))
}

/// A number of the feature maps, as of the last [`classify`]: in rows of pixels, and for each pixel one number of each map.
/// Zero if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn feature(index: usize) -> f32 {
    if index < FEATURES { output(index) } else { 0.0 }
}

fn output(index: usize) -> f32 {
    let cell = OUTPUTS.get(index);
    cell.map_or(0.0, |bits| f32::from_bits(bits.load(Relaxed)))
}

/// Nothing here panics; the compiler asks for this all the same.
#[cfg(target_family = "wasm")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
