//! Standard output and standard error, as all commands write to them.

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, Write};

use clap::ColorChoice;
use clap::builder::styling::{AnsiColor, Style};
use serde::Serialize;

/// What went wrong.
pub const BAD: Style = AnsiColor::Red.on_default().bold();
/// What is as it should be.
pub const GOOD: Style = AnsiColor::Green.on_default().bold();
/// Headings.
pub const HEADING: Style = Style::new().bold();

/// Chooses for the whole process when to write in colours.
pub fn colour(choice: ColorChoice) {
    let choice = match choice {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    };
    choice.write_global();
}

/// Standard output, without the colours where they are not wanted. Whoever writes to it flushes it,
/// since an error in dropping it goes unseen.
#[must_use]
pub fn stdout() -> Box<dyn Write> {
    let stdout = anstream::stdout().lock();
    if io::stdout().is_terminal() {
        Box::new(stdout)
    } else {
        Box::new(BufWriter::new(stdout))
    }
}

/// A value as a line of JSON. Numbers that are not finite become `null`.
///
/// # Errors
///
/// Those of `out`, as they are.
pub fn json(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}

/// `error: …` on standard error.
pub fn error(message: impl Display) {
    anstream::eprintln!("{BAD}error:{BAD:#} {message}");
}
