//! Files: how many bytes of them are read, what they are, and where one is that a path misses.
//!
//! The macro and the command read every file through this module. Nothing else in this crate opens
//! one.

mod folder;
mod format;
mod nearby;
mod read;

pub use folder::Folder;
pub use format::Format;
pub use nearby::nearby;
pub use read::{Input, ReadError, ReadLimit, open_file, read_file};
