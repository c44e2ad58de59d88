//! The networks of `models/`, each in a function `forward_…` that can be linked by itself, and two
//! that call it: `measure_…`, for each of a few test cases, and `paint_…`, which prints how much
//! stack it took.
//!
//! They are found by name: `forward_xor_auto` is `models/xor.toml` in the shape "auto". Nothing else
//! calls the networks of this crate, so that the compiler treats them as those of a program.
#![no_std]

mod plain;
#[cfg(target_os = "none")]
mod stack;

/// Recorded inputs that a network is measured with; soft float takes long to count.
#[cfg(target_os = "none")]
const MEASURED: usize = 2;

macro_rules! function {
    (
        $function:path, $input:ty, $output:ty,
        $forward:ident, $measure:ident, $paint:ident, $inputs:expr
    ) => {
        #[unsafe(no_mangle)]
        #[inline(never)]
        extern "C" fn $forward(input: &$input, output: &mut $output) {
            *output = $function(input);
        }

        #[cfg(target_os = "none")]
        #[unsafe(no_mangle)]
        fn $measure(_: &mut dyn core::fmt::Write) -> core::fmt::Result {
            let inputs: &[$input] = $inputs;
            let mut output = <$output as xornet::Tensor>::ZEROS;
            for input in inputs.iter().take(MEASURED) {
                $forward(core::hint::black_box(input), &mut output);
                core::hint::black_box(&output);
            }
            Ok(())
        }

        #[cfg(target_os = "none")]
        #[unsafe(no_mangle)]
        fn $paint(out: &mut dyn core::fmt::Write) -> core::fmt::Result {
            let inputs: &[$input] = $inputs;
            let mut output = <$output as xornet::Tensor>::ZEROS;
            let mut most = 0;
            for input in inputs {
                // SAFETY: nothing is on the stack below the frame of this function.
                let used = unsafe {
                    stack::paint();
                    $forward(core::hint::black_box(input), &mut output);
                    stack::used()
                };
                core::hint::black_box(&output);
                most = most.max(used);
            }
            writeln!(out, "{most}")
        }
    };
}

macro_rules! stream {
    (
        $stream:ty, $input:ty, $output:ty,
        $forward:ident, $measure:ident, $paint:ident, $inputs:expr
    ) => {
        #[unsafe(no_mangle)]
        #[inline(never)]
        extern "C" fn $forward(stream: &mut $stream, input: &$input, output: &mut $output) {
            *output = stream.step(input);
        }

        #[cfg(target_os = "none")]
        #[unsafe(no_mangle)]
        fn $measure(_: &mut dyn core::fmt::Write) -> core::fmt::Result {
            let inputs: &[$input] = $inputs;
            let mut stream = <$stream>::new();
            let mut output = <$output as xornet::Tensor>::ZEROS;
            for input in inputs.iter().take(MEASURED) {
                $forward(&mut stream, core::hint::black_box(input), &mut output);
                core::hint::black_box(&output);
            }
            Ok(())
        }

        #[cfg(target_os = "none")]
        #[unsafe(no_mangle)]
        fn $paint(out: &mut dyn core::fmt::Write) -> core::fmt::Result {
            let inputs: &[$input] = $inputs;
            let mut stream = <$stream>::new();
            let mut output = <$output as xornet::Tensor>::ZEROS;
            let mut most = 0;
            for input in inputs {
                // SAFETY: nothing is on the stack below the frame of this function.
                let used = unsafe {
                    stack::paint();
                    $forward(&mut stream, core::hint::black_box(input), &mut output);
                    stack::used()
                };
                core::hint::black_box(&output);
                most = most.max(used);
            }
            writeln!(out, "{most}")
        }
    };
}

include!(concat!(env!("OUT_DIR"), "/networks.rs"));
