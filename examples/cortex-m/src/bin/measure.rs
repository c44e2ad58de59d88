//! What a call of `forward` takes: time by the timer that every Cortex-M has, stack by painting it.
//!
//! `cargo run --release --bin measure`
#![no_std]
#![no_main]

use core::hint::black_box;
use core::ptr;

use cortex_m::Peripherals;
use cortex_m::peripheral::SYST;
use cortex_m::peripheral::syst::SystClkSource;
use cortex_m::register::msp;
use cortex_m_rt::entry;
use flower_sorter::Iris;
use semihosting::{println, process};

const INPUT: [f32; Iris::INPUTS] = [6.2, 2.2, 4.5, 1.5];

#[entry]
fn main() -> ! {
    let mut timer = Peripherals::take().expect("called once").SYST;
    timer.set_clock_source(SystClkSource::Core);
    timer.set_reload(0x00ff_ffff);
    timer.clear_current();
    timer.enable_counter();

    let stack = stack(forward);
    let ticks = ticks(forward) - ticks(nothing);
    println!("{ticks} ticks, {stack} bytes of stack");
    process::exit(0)
}

#[inline(never)]
fn forward() {
    black_box(Iris::forward(black_box(&INPUT)));
}

#[inline(never)]
fn nothing() {
    black_box(black_box(&INPUT));
}

/// Of the timer, which counts down. On a board they are cycles. In the emulator an instruction takes
/// 1024 ns, which are 25.6 ticks of the Cortex-M4 board, 12.8 of the M3's, 16.384 of the M0's.
fn ticks(run: fn()) -> u32 {
    let run = black_box(run);
    let before = SYST::get_current();
    run();
    before - SYST::get_current()
}

unsafe extern "C" {
    /// From cortex-m-rt's linker script: the lowest address that the stack may reach.
    static _stack_end: u32;
}

/// Bytes below this function's frame that `run` writes to.
#[inline(never)]
fn stack(run: fn()) -> usize {
    const PAINT: u32 = 0xa5a5_5a5a;
    let end = (&raw const _stack_end).cast_mut();
    let top = ptr::with_exposed_provenance_mut::<u32>(msp::read() as usize);
    // SAFETY: between the end of the stack and the stack pointer nothing is alive, and no interrupt is on.
    unsafe {
        let mut word = end;
        while word < top {
            word.write_volatile(PAINT);
            word = word.add(1);
        }
        run();
        let mut word = end;
        while word < top && word.read_volatile() == PAINT {
            word = word.add(1);
        }
        top.byte_offset_from_unsigned(word)
    }
}
