//! The command `xornet`.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    xornet_cli::main("xornet", std::env::args_os())
}
