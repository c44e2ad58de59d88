//! Bare machines, in QEMU.

mod archive;
mod emulator;
mod image;
mod machine;
mod symbols;
mod trace;

pub use archive::{Archive, Level};
pub use image::Image;
pub use machine::Machine;
pub use symbols::Symbols;
pub use trace::{Trace, is_soft_float};

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

use anyhow::Result;
use tempfile::TempDir;

/// A package, and what it is built for.
type Key = (&'static str, Machine, Level);

/// What is built for bare machines, once, when it is first asked for.
pub struct Builds {
    archives: RefCell<BTreeMap<Key, Rc<Archive>>>,
    folder: TempDir,
}

impl Builds {
    pub fn new() -> Result<Self> {
        Ok(Self {
            archives: RefCell::default(),
            folder: tempfile::tempdir()?,
        })
    }

    /// For images.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What starts the machine and calls one of the functions.
    pub fn firmware(&self, machine: Machine, level: Level) -> Result<Rc<Archive>> {
        self.archive("firmware", machine, level)
    }

    /// The functions with nothing around them.
    pub fn alone(&self, machine: Machine, level: Level) -> Result<Rc<Archive>> {
        self.archive("alone", machine, level)
    }

    fn archive(
        &self,
        package: &'static str,
        machine: Machine,
        level: Level,
    ) -> Result<Rc<Archive>> {
        if let Some(archive) = self.archives.borrow().get(&(package, machine, level)) {
            return Ok(Rc::clone(archive));
        }
        // The generated networks need no more than one level.
        let features: &[&str] = match (package, level) {
            ("firmware", Level::Small) => &["shapes"],
            _ => &[],
        };
        let archive = Rc::new(Archive::build(package, machine.triple(), level, features)?);
        let mut archives = self.archives.borrow_mut();
        archives.insert((package, machine, level), Rc::clone(&archive));
        Ok(archive)
    }
}
