//! Compiles the networks that `race.py` has written, as model files and as C.

use std::path::PathBuf;
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-env-changed=RACE_INTEGERS");
    println!("cargo:rustc-link-lib=m");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    // Without the script there are no networks, and the program says so.
    let folder = env::var_os("RACE_INTEGERS").map(PathBuf::from);
    println!("cargo:rustc-check-cfg=cfg(without_networks)");
    if folder.is_none() {
        println!("cargo:rustc-cfg=without_networks");
    }
    let mut modules = String::from("networks! {}\n");
    if let Some(folder) = folder {
        println!("cargo:rerun-if-changed={}", folder.display());
        let mut build = cc::Build::new();
        build.include("c").opt_level(3).flag("-march=native");
        println!("cargo:rerun-if-changed=c");
        let list = fs::read_to_string(folder.join("networks.txt")).expect("race.py writes it");
        for line in list.lines() {
            let name = line.split(' ').next().expect("a name");
            for rounding in ["single", "double"] {
                let file = format!("{name}_{rounding}.toml");
                fs::copy(folder.join(&file), out.join(&file)).expect("room");
            }
            build.file(folder.join(format!("{name}.c")));
        }
        build.compile("integers");
        modules = fs::read_to_string(folder.join("networks.rs")).expect("race.py writes it");
    }
    fs::write(out.join("networks.rs"), modules).expect("room");
}
