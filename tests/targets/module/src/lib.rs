//! A WebAssembly module, which `module.mjs` runs.
#![no_std]

use core::fmt::{self, Write};

use sweep::Entry;

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

fn all() -> impl Iterator<Item = &'static Entry> {
    subjects::ALL.iter().chain(shapes::ALL)
}

/// Sweeps through all networks.
#[unsafe(no_mangle)]
extern "C" fn sweep() {
    for entry in all() {
        let _ = (entry.sweep)(&mut Console);
    }
}

/// Prints the bits of the network whose place in the list is `index`.
#[unsafe(no_mangle)]
extern "C" fn bits(index: usize) {
    if let Some(entry) = all().nth(index) {
        let _ = (entry.bits)(&mut Console);
    }
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo<'_>) -> ! {
    let _ = writeln!(Console, "{info}");
    core::arch::wasm32::unreachable()
}
