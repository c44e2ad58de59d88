//! Which functions may be in an image of a forward pass.

use anyhow::{Result, ensure};

use crate::bare::is_soft_float;

/// The compiler's, besides soft float: copies and zeros, divisions where the processor has none, and integers longer
/// than a register, on the way of soft float and where loops over two axes are made one.
const BUILTINS: [&str; 25] = [
    "__aeabi_idiv",
    "__aeabi_lmul",
    "__aeabi_llsl",
    "__aeabi_llsr",
    "__aeabi_memclr",
    "__aeabi_memclr4",
    "__aeabi_memclr8",
    "__aeabi_memcpy",
    "__aeabi_memcpy4",
    "__aeabi_memcpy8",
    "__aeabi_uidiv",
    "__ashldi3",
    "__ashlti3",
    "__clzsi2",
    "__divsi3",
    "__lshrdi3",
    "__lshrti3",
    "__muldi3",
    "__multi3",
    "__udivsi3",
    "memcpy",
    "memset",
    "compiler_builtins::int::specialized_div_rem::u32_div_rem",
    "compiler_builtins::mem::memcpy",
    "compiler_builtins::mem::memset",
];

/// That a function is one of the allowed: those of `core`, xornet, and the network itself, and the
/// compiler's; no soft float of a type that the processor has, or that the network has not.
pub fn check(name: &str, entry: &str, floats: bool, single: bool) -> Result<()> {
    if is_soft_float(name) {
        let double = is_double(name);
        ensure!(
            !(single && double),
            "a network of f32 computes in f64: {name}"
        );
        ensure!(
            double || !floats,
            "the processor has an instruction for {name}"
        );
        return Ok(());
    }
    // The name of a method begins with its type: `<networks::XorFull>::forward_const`.
    let path = name.trim_start_matches('<');
    let ours = ["networks::", "xornet::", "xornet_core::"]
        .iter()
        .any(|start| path.starts_with(start));
    let core = path.starts_with("core::")
        && !["core::panicking::", "core::fmt::"]
            .iter()
            .any(|start| path.starts_with(start));
    let outlined = name.strip_prefix("OUTLINED_FUNCTION_");
    let outlined = outlined.is_some_and(|number| number.parse::<u32>().is_ok());
    ensure!(
        name == entry || ours || core || outlined || BUILTINS.contains(&name),
        "reaches {name}, which is neither of xornet nor of core nor a routine of the compiler"
    );
    Ok(())
}

/// Whether soft float is that of `f64`.
fn is_double(name: &str) -> bool {
    let arm = name.strip_prefix("__aeabi_");
    arm.is_some_and(|name| {
        name.starts_with(['d', 'c']) && !name.starts_with("cf") || name.contains("2d")
    }) || arm.is_none() && name.contains("df")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn soft_float_is_told_apart() {
        for name in [
            "__aeabi_dadd",
            "__aeabi_f2d",
            "__aeabi_cdcmple",
            "__adddf3",
            "__floatsidf",
        ] {
            assert!(is_double(name), "{name}");
        }
        for name in ["__aeabi_fadd", "__aeabi_cfcmple", "__mulsf3", "__aeabi_i2f"] {
            assert!(!is_double(name), "{name}");
        }
        assert!(check("__aeabi_fadd", "forward_x", false, true).is_ok());
        assert!(check("__aeabi_fadd", "forward_x", true, true).is_err());
        assert!(check("__aeabi_dadd", "forward_x", true, false).is_ok());
        assert!(check("__aeabi_dadd", "forward_x", false, true).is_err());
    }

    #[test]
    fn strangers_are_refused() {
        for name in [
            "forward_x",
            "xornet_core::activation::f32::tanh",
            "OUTLINED_FUNCTION_12",
            "memcpy",
        ] {
            assert!(check(name, "forward_x", true, true).is_ok(), "{name}");
        }
        for name in [
            "core::panicking::panic_fmt",
            "core::fmt::write",
            "malloc",
            "__rust_alloc",
            "alloc::vec::Vec<f32>::push",
            "expf",
            "OUTLINED_FUNCTION_x",
        ] {
            assert!(check(name, "forward_x", true, true).is_err(), "{name}");
        }
    }
}
