//! `cargo xornet`: cargo puts its own name of the command in front of the arguments.

use std::process::ExitCode;

fn main() -> ExitCode {
    let own_name = |&(index, ref argument): &(usize, std::ffi::OsString)| {
        !(index == 1 && argument == "xornet")
    };
    let arguments = std::env::args_os().enumerate().filter(own_name);
    xornet_cli::main("cargo xornet", arguments.map(|(_, argument)| argument))
}
