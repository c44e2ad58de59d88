//! An archive whose functions the linker takes out one by one. A function from which a panic can be
//! reached does not link, since the handler needs what is nowhere.
#![no_std]

mod control;

// For its symbols.
use networks as _;

unsafe extern "C" {
    fn a_panic_can_be_reached() -> !;
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    // SAFETY: it is never linked.
    unsafe { a_panic_can_be_reached() }
}
