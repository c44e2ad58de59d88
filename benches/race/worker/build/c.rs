//! The networks as C, compiled with the best flags of either kind.

use std::fs;
use std::path::Path;

use xornet_race_networks::{Class, Network};

use crate::{c_convolutional, c_dense, c_stream};

/// Compiles and links it all. tract needs a C compiler, too, so there is one.
pub fn compile(out: &Path, networks: &[Network]) {
    let mut build = cc::Build::new();
    build.include("c").opt_level(3).warnings(true);
    if crate::is_native() {
        build.flag("-march=native").flag("-ffast-math");
    }
    for network in networks {
        let file = out.join(format!("{}.c", network.name));
        let source = match network.class {
            Class::Convolutional => c_convolutional::source(network),
            Class::Dense | Class::Pruned(_) => c_dense::source(network),
            Class::Stream => c_stream::source(network),
        };
        fs::write(&file, source).expect("room");
        build.file(file);
    }
    build.compile("race");
    // Also where a linker script hides the vectorised functions that fast math may call.
    println!("cargo:rustc-link-lib=m");
}

/// Returns an array of constants.
pub fn array(name: &str, numbers: &[f32]) -> String {
    let count = numbers.len();
    let numbers: Vec<_> = numbers.iter().map(|n| format!("{n:e}f")).collect();
    let numbers = numbers.join(",");
    format!("static const float {name}[{count}] = {{{numbers}}};\n")
}
