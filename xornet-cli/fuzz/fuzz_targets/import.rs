//! `cargo +nightly fuzz run import fuzz/corpus/import tests/exports`, in `xornet-cli`: no file makes the
//! importer panic, run for long, or fill the memory.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    xornet_cli::examine_import(bytes);
});
