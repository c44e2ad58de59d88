//! A program for this computer, whose checksum the others must have.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut text = String::new();
    let good = targets::run(&mut text) == Ok(true);
    print!("{text}");
    if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
