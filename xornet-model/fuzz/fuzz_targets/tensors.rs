//! `cargo +nightly fuzz run tensors`, in `xornet-model`: no file next to a model makes the reader
//! panic.
#![no_main]

#[path = "../../tests/common/mod.rs"]
mod common;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    common::examine_tensors(bytes);
});
