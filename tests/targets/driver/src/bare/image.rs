//! An archive, linked for one of its functions.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use object::{Object, ObjectSection, SectionKind};

use super::{Archive, Machine, Symbols};
use crate::{cargo, linker};

pub struct Image {
    pub file: PathBuf,
    bytes: Vec<u8>,
}

impl Image {
    /// Starts the machine and calls `function`.
    pub fn program(
        archive: &Archive,
        machine: Machine,
        function: &str,
        folder: &Path,
    ) -> Result<Self> {
        let memory = cargo::root()
            .join("tests/targets/firmware")
            .join(machine.memory());
        fs::copy(memory, folder.join("memory.x"))?;
        let mut arguments: Vec<OsString> = Vec::new();
        if !machine.is_arm() {
            // For Arm, the other script includes it.
            arguments.push("-Tmemory.x".into());
        }
        arguments.push("-Tlink.x".into());
        arguments.push(format!("--defsym=selected={function}").into());
        for scripts in archive.scripts.iter().map(PathBuf::as_path).chain([folder]) {
            arguments.extend(["-L".into(), scripts.into()]);
        }
        let file = folder.join(format!("{}-{function}.elf", machine.name()));
        Self::link(archive, arguments, file)
    }

    /// Nothing but `function` and what it reaches; an error where something of that is missing.
    pub fn function(archive: &Archive, function: &str, folder: &Path) -> Result<Self> {
        // No gaps for pages, which such machines do not have.
        let arguments = [format!("--entry={function}"), "--nmagic".into()];
        Self::link(
            archive,
            arguments.map(Into::into).into(),
            folder.join("function.elf"),
        )
    }

    /// The same, with which function calls which: calls stay as the compiler wrote them.
    pub fn calls(archive: &Archive, function: &str, folder: &Path) -> Result<Self> {
        let entry = format!("--entry={function}");
        let arguments = [&entry, "--nmagic", "--emit-relocs", "--no-relax"];
        Self::link(
            archive,
            arguments.map(Into::into).into(),
            folder.join("calls.elf"),
        )
    }

    fn link(archive: &Archive, more: Vec<OsString>, file: PathBuf) -> Result<Self> {
        let mut arguments: Vec<OsString> =
            ["-flavor", "gnu", "--gc-sections"].map(Into::into).into();
        arguments.extend(more);
        arguments.push(archive.file().into());
        arguments.extend(["-o".into(), file.clone().into()]);
        linker::link(arguments)?;
        let bytes = fs::read(&file)?;
        Ok(Self { file, bytes })
    }

    pub fn object(&self) -> Result<object::File<'_>> {
        Ok(object::File::parse(&*self.bytes)?)
    }

    pub fn symbols(&self) -> Result<Symbols> {
        Symbols::read(&self.object()?)
    }

    /// Bytes of code and of constants.
    ///
    /// # Errors
    ///
    /// Where there is data that changes.
    pub fn flash(&self) -> Result<(u64, u64)> {
        let (mut code, mut constants) = (0, 0);
        for section in self.object()?.sections() {
            match section.kind() {
                SectionKind::Text => code += section.size(),
                SectionKind::ReadOnlyData | SectionKind::ReadOnlyString => {
                    constants += section.size();
                }
                SectionKind::Data | SectionKind::UninitializedData => {
                    let name = section.name()?;
                    ensure!(section.size() == 0, "there is data that changes, in {name}");
                }
                _ => {}
            }
        }
        Ok((code, constants))
    }
}
