//! Files: reading within limits, detecting formats, and finding the file that a wrong path was meant for.
//!
//! The macro and the command read every file through this module. Nothing else in this crate opens files.

mod advice;
mod folder;
mod format;
mod nearby;
mod read;

pub use folder::Folder;
pub use format::Format;
pub use nearby::nearby;
pub use read::{Input, ReadError, ReadLimit, open_file, read_file};
