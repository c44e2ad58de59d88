//! The hardware, and the one file to replace. Here: the timer that every Cortex-M has, a recording in
//! place of a sensor, and counters in place of motors.

use core::slice;
use core::sync::atomic::{AtomicU32, Ordering};

use cortex_m::Peripherals;
use cortex_m::asm::wfe;
use cortex_m::peripheral::syst::SystClkSource;
use cortex_m_rt::exception;
use flower_sorter::{Lengths, RECORDING, Tray};
use semihosting::println;

/// Cycles of the processor between two flowers: 10 ms at 25 MHz.
const INTERVAL: u32 = 250_000;

static INTERVALS: AtomicU32 = AtomicU32::new(0);

/// The end of an interval. No other code writes, so a load and a store will do, which the smallest
/// processors have.
#[exception]
fn SysTick() {
    let count = INTERVALS.load(Ordering::Relaxed);
    INTERVALS.store(count.wrapping_add(1), Ordering::Relaxed);
}

pub struct Board {
    flowers: slice::Iter<'static, Lengths>,
    intervals: u32,
    trays: [u32; Tray::NAMES.len()],
}

impl Board {
    /// Starts the timer.
    pub fn take() -> Self {
        let mut timer = Peripherals::take().expect("called once").SYST;
        timer.set_clock_source(SystClkSource::Core);
        timer.set_reload(INTERVAL - 1);
        timer.clear_current();
        timer.enable_counter();
        timer.enable_interrupt();
        Self {
            flowers: RECORDING.iter(),
            intervals: INTERVALS.load(Ordering::Relaxed),
            trays: [0; Tray::NAMES.len()],
        }
    }

    /// The lengths at the next interval, until then asleep; nothing after the last flower.
    pub fn next_flower(&mut self) -> Option<Lengths> {
        while INTERVALS.load(Ordering::Relaxed) == self.intervals {
            // Returns at once if the timer's interrupt came since the line above.
            wfe();
        }
        self.intervals = self.intervals.wrapping_add(1);
        self.flowers.next().copied()
    }

    pub fn open(&mut self, tray: Tray) {
        self.trays[tray as usize] += 1;
    }

    pub fn report(&self) {
        for (name, count) in Tray::NAMES.iter().zip(self.trays) {
            println!("{count} {name}");
        }
    }
}
