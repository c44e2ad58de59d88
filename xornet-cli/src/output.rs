//! Standard output and standard error, as all commands write to them.

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, Write};

use clap::ColorChoice;
use clap::builder::styling::{AnsiColor, Style};
use serde::Serialize;

/// The style of errors and of files that fail.
pub const FAILED: Style = AnsiColor::Red.on_default().bold();
/// The style of files that pass.
pub const PASSED: Style = AnsiColor::Green.on_default().bold();
/// The style of headings.
pub const HEADING: Style = Style::new().bold();

/// Sets for the whole process when to write in colours.
pub fn set_colours(choice: ColorChoice) {
    let choice = match choice {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    };
    choice.write_global();
}

/// Returns standard output, which leaves colours out where they are not wanted.
///
/// The caller flushes it: an error while it is dropped would be lost.
#[must_use]
pub fn stdout() -> Box<dyn Write> {
    let stdout = anstream::stdout().lock();
    if io::stdout().is_terminal() {
        Box::new(stdout)
    } else {
        Box::new(BufWriter::new(stdout))
    }
}

/// Writes a value as a line of JSON. Numbers that are not finite become `null`.
///
/// # Errors
///
/// If `out` cannot be written to.
pub fn json(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}

/// Writes `error: …` to standard error.
pub fn error(message: impl Display) {
    anstream::eprintln!("{FAILED}error:{FAILED:#} {message}");
}
