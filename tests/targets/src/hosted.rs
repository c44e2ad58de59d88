//! A program for any target with a C library; it needs no other.
#![no_std]
#![no_main]

use core::ffi::{c_int, c_void};
use core::fmt::{self, Write};

#[link(name = "c")]
unsafe extern "C" {
    fn write(file: c_int, bytes: *const c_void, count: usize) -> isize;
    fn abort() -> !;
}

struct Stdout;

impl Write for Stdout {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            // SAFETY: the bytes are there.
            let count = unsafe { write(1, rest.as_ptr().cast(), rest.len()) };
            let count = usize::try_from(count).map_err(|_| fmt::Error)?;
            rest = rest.get(count..).ok_or(fmt::Error)?;
        }
        Ok(())
    }
}

#[unsafe(no_mangle)]
extern "C" fn main() -> c_int {
    c_int::from(targets::run(&mut Stdout) != Ok(true))
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo<'_>) -> ! {
    let _ = writeln!(Stdout, "{info}");
    // SAFETY: it asks for nothing.
    unsafe { abort() }
}
