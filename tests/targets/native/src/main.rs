//! `native` sweeps through all networks; `native bits NAME` prints the bits of one.

use std::fmt;
use std::process::ExitCode;

use sweep::Entry;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let mut text = String::new();
    if print(&arguments, &mut text).is_err() {
        eprintln!("usage: native [bits NAME]");
        return ExitCode::from(2);
    }
    print!("{text}");
    ExitCode::SUCCESS
}

fn all() -> impl Iterator<Item = &'static Entry> {
    subjects::ALL.iter().chain(shapes::ALL)
}

fn print(arguments: &[String], out: &mut String) -> fmt::Result {
    match arguments {
        [] => all().try_for_each(|entry| (entry.sweep)(out)),
        [bits, name] if bits == "bits" => {
            let entry = all().find(|entry| entry.name == name).ok_or(fmt::Error)?;
            (entry.bits)(out)
        }
        _ => Err(fmt::Error),
    }
}
