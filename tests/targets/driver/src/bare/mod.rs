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

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::wasm;

/// A package, and what it is built for.
type Key = (&'static str, &'static str, Level);

/// What is built without an operating system, once, when it is first asked for.
pub struct Builds {
    /// What is built together.
    machines: Vec<Machine>,
    archives: RefCell<BTreeMap<Key, Rc<Archive>>>,
    folder: TempDir,
}

impl Builds {
    /// Builds for these machines.
    pub fn new(machines: &[Machine]) -> Result<Self> {
        Ok(Self {
            machines: machines.into(),
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
        self.archive(("firmware", machine.triple(), level))
    }

    /// The functions with nothing around them, for a machine or for WebAssembly.
    pub fn alone(&self, triple: &'static str, level: Level) -> Result<Rc<Archive>> {
        self.archive(("alone", triple, level))
    }

    /// Builds one with the others that will be asked for.
    fn archive(&self, key: Key) -> Result<Rc<Archive>> {
        if let Some(archive) = self.archives.borrow().get(&key) {
            return Ok(Rc::clone(archive));
        }
        let (package, triple, level) = key;
        let runs = |machine: &Machine| {
            machine.levels().contains(&level) || package == "firmware" && machine.triple() == triple
        };
        let (run, linked): (Vec<Machine>, Vec<_>) = self.machines.iter().copied().partition(runs);
        let triples = |machines: &[Machine]| -> Vec<_> {
            machines.iter().map(|machine| machine.triple()).collect()
        };
        let mut together = triples(&run);
        let mut packages = &["alone", "firmware"][..];
        // The generated networks need no more than one level.
        let mut features = match level {
            Level::Small => &["firmware/shapes"][..],
            _ => &[],
        };
        if !together.contains(&triple) {
            let wasm = (self.machines.len() == Machine::ALL.len()).then_some(wasm::TRIPLE);
            together = triples(&linked);
            together.extend(wasm);
            (packages, features) = (&["alone"], &[]);
        }
        let built = Archive::build_all(packages, &together, level, features)?;
        let mut archives = self.archives.borrow_mut();
        for (package, triple, archive) in built {
            archives.insert((package, triple, level), Rc::new(archive));
        }
        let archive = archives.get(&key);
        Ok(Rc::clone(archive.context("it was not built")?))
    }
}
