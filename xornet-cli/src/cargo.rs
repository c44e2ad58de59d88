//! The command `cargo xornet`. Cargo passes the name of the subcommand as the first argument, which is dropped here.

use std::process::ExitCode;

fn main() -> ExitCode {
    let is_passed_on = |&(index, ref argument): &(usize, std::ffi::OsString)| {
        !(index == 1 && argument == "xornet")
    };
    let arguments = std::env::args_os().enumerate().filter(is_passed_on);
    xornet_cli::main("cargo xornet", arguments.map(|(_, argument)| argument))
}
