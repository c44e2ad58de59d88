//! Progress bars for files that take some time to read.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressStyle};

/// The size in bytes from which a file gets a progress bar.
const LARGE: u64 = 1 << 20;

/// Returns a progress bar for a file of `length` bytes. It is visible for large files at a terminal, but not
/// where it would stand between lines of output: `prints` says that output is written while the file is read.
pub(crate) fn bar(length: Option<u64>, prints: bool) -> ProgressBar {
    match length {
        Some(length) if length >= LARGE && !(prints && io::stdout().is_terminal()) => {
            let style =
                ProgressStyle::with_template("{wide_bar} {percent}% of {total_bytes}, {eta} left");
            // indicatif draws on standard error, and only if that is a terminal.
            ProgressBar::new(length)
                .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        }
        _ => ProgressBar::hidden(),
    }
}
