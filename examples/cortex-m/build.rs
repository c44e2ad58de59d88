//! Tells the linker of the memory map, for the microcontroller alone: the library is also built for
//! the host, to be tested.

use std::path::PathBuf;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=memory.x");
    if env::var("CARGO_CFG_TARGET_OS").as_deref() != Ok("none") {
        return;
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo's folder"));
    fs::copy("memory.x", out.join("memory.x")).expect("memory.x");
    println!("cargo::rustc-link-search={}", out.display());
    // cortex-m-rt's linker script, which includes memory.x.
    println!("cargo::rustc-link-arg-bins=-Tlink.x");
    // Flash has no pages to align to.
    println!("cargo::rustc-link-arg-bins=--nmagic");
}
