//! `cargo +nightly fuzz run read`, in `xornet-model`: no text makes the reader panic.
#![no_main]

#[path = "../../tests/common/mod.rs"]
mod common;

libfuzzer_sys::fuzz_target!(|text: &str| {
    common::examine(text);
});
