//! Tells the linker of the memory map.

use std::path::PathBuf;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=memory.x");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo's folder"));
    fs::copy("memory.x", out.join("memory.x")).expect("memory.x");
    println!("cargo::rustc-link-search={}", out.display());
    // cortex-m-rt's linker script, which includes memory.x.
    println!("cargo::rustc-link-arg-bins=-Tlink.x");
    // Flash has no pages to align to.
    println!("cargo::rustc-link-arg-bins=--nmagic");
}
