//! How much of a file was read, for files that take some time.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressStyle};

/// Bytes from which on a file is large.
const LARGE: u64 = 1 << 20;

/// A bar of the bytes that were read. It shows for large files at a terminal, but not between
/// lines of output there: `talkative` tells that there are some while the file is read.
pub(crate) fn bar(length: Option<u64>, talkative: bool) -> ProgressBar {
    match length {
        Some(length) if length >= LARGE && !(talkative && io::stdout().is_terminal()) => {
            let style =
                ProgressStyle::with_template("{wide_bar} {percent}% of {total_bytes}, {eta} left");
            // Drawn on standard error, where that is a terminal.
            ProgressBar::new(length)
                .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        }
        _ => ProgressBar::hidden(),
    }
}
