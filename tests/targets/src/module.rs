//! A WebAssembly module, which `module.mjs` runs.
#![no_std]

use core::fmt::{self, Write};

#[link(wasm_import_module = "env")]
unsafe extern "C" {
    fn print(bytes: *const u8, count: usize);
}

struct Console;

impl Write for Console {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        // SAFETY: the bytes are there.
        unsafe { print(text.as_ptr(), text.len()) };
        Ok(())
    }
}

/// Whether all is well.
#[unsafe(no_mangle)]
extern "C" fn run() -> bool {
    targets::run(&mut Console) == Ok(true)
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo<'_>) -> ! {
    let _ = writeln!(Console, "{info}");
    core::arch::wasm32::unreachable()
}
