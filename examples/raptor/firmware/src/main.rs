//! Runs the published steps of RAPTOR on a Cortex-M, and says how far its outputs are from those that were
//! published.
#![no_std]
#![no_main]

#[path = "../../src/comparison.rs"]
mod comparison;

use comparison::Comparison;
use cortex_m_rt::entry;
use semihosting::{println, process};

xornet::model!("../../target/raptor/raptor.toml");

/// Flights side by side, each with a state of its own.
const FLIGHTS: usize = 2;

static OBSERVATIONS: &[u8] = include_bytes!("../../target/raptor/inputs.f32");
static PUBLISHED: &[u8] = include_bytes!("../../target/raptor/outputs.f32");

const STEPS: usize = OBSERVATIONS.len() / (4 * Raptor::INPUTS);

// The files are whole frames, as many of one as of the other, of all flights.
const _: () = {
    assert!(OBSERVATIONS.len() == STEPS * 4 * Raptor::INPUTS);
    assert!(PUBLISHED.len() == STEPS * 4 * Raptor::OUTPUTS);
    assert!(STEPS.is_multiple_of(FLIGHTS));
};

/// Returns a frame of a file, whose numbers are anywhere in memory, not only where an `f32` may be.
fn frame<const N: usize>(file: &[u8], step: usize) -> [f32; N] {
    let (numbers, _) = file.as_chunks::<4>();
    core::array::from_fn(|index| f32::from_le_bytes(numbers[step * N + index]))
}

#[entry]
fn main() -> ! {
    let mut flights: [Raptor; FLIGHTS] = [const { Raptor::new() }; FLIGHTS];
    let mut comparison = Comparison::new();
    for step in 0..STEPS {
        let observation = frame::<{ Raptor::INPUTS }>(OBSERVATIONS, step);
        let published = frame::<{ Raptor::OUTPUTS }>(PUBLISHED, step);
        comparison.add(&flights[step % FLIGHTS].step(&observation), &published);
    }
    println!(
        "{} steps of {FLIGHTS} flights: {comparison}",
        STEPS / FLIGHTS
    );
    process::exit(if comparison.holds() { 0 } else { 1 })
}
