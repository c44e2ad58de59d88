//! Starts the machine and calls `selected`, which the linker makes one of the functions that print
//! something about a network.
#![no_std]

use core::fmt::{self, Write};

#[cfg(target_arch = "arm")]
use cortex_m_rt::entry;
#[cfg(target_arch = "riscv32")]
use riscv_rt::entry;
use semihosting::io::{self, Write as _};
use semihosting::process;
// For their symbols.
#[cfg(feature = "shapes")]
use shapes as _;
use {networks as _, subjects as _};

unsafe extern "Rust" {
    fn selected(out: &mut dyn Write) -> fmt::Result;
}

struct Console(io::Stdout);

impl Write for Console {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write_all(text.as_bytes()).map_err(|_| fmt::Error)
    }
}

#[entry]
fn main() -> ! {
    let Ok(stdout) = io::stdout() else {
        process::exit(2);
    };
    // SAFETY: the linker was told of a function of this type.
    let result = unsafe { selected(&mut Console(stdout)) };
    process::exit(result.is_err().into())
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo<'_>) -> ! {
    if let Ok(stdout) = io::stdout() {
        let _ = writeln!(Console(stdout), "{info}");
    }
    process::exit(101)
}
