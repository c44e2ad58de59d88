//! Finds out whether the processor has Arm's DSP instructions, which the stable compiler does not tell.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(arm_dsp)");
    let [target, flags] =
        ["TARGET", "CARGO_ENCODED_RUSTFLAGS"].map(|name| env::var(name).unwrap_or_default());
    // Every Cortex-M4 and M7 has them; of the cores of version 8, those that the flags name.
    let always = target.starts_with("thumbv7em-");
    let named = target.starts_with("thumbv8m.main-")
        && [
            "+dsp",
            "cortex-m33",
            "cortex-m35p",
            "cortex-m55",
            "cortex-m85",
        ]
        .iter()
        .any(|name| flags.contains(name));
    if (always || named) && !flags.contains("-dsp") {
        println!("cargo::rustc-cfg=arm_dsp");
    }
}
