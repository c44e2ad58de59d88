//! The same of WebAssembly, where a function's frames are the engine's.

use std::ffi::OsString;

use anyhow::{Result, bail, ensure};
use wasmparser::{KnownCustom, Name, Parser, Payload};

use super::{PANIC, all_passed, names, networks};
use crate::bare::{Archive, Builds, Level};
use crate::{linker, wasm};

pub fn prove(builds: &Builds, level: Level) -> Result<String> {
    let archive = builds.alone(wasm::TRIPLE, level)?;
    match examine(&archive, "control_panic", builds) {
        Ok(_) => bail!("control_panic was not refused"),
        Err(error) if format!("{error:#}").contains(PANIC) => {}
        Err(error) => return Err(error),
    }
    let networks = networks(&archive)?;
    let mut refused = Vec::new();
    for name in &networks {
        if let Err(error) = examine(&archive, &format!("forward_{name}"), builds) {
            refused.push(format!("forward_{name}: {error:#}"));
        }
    }
    all_passed(&refused)?;
    Ok(format!(
        "{} networks: no panic, no import, nothing foreign",
        networks.len()
    ))
}

/// Bytes of code and of constants, in a module of nothing but the function and what it reaches.
pub fn sizes(archive: &Archive, function: &str, builds: &Builds) -> Result<(u64, u64)> {
    let (mut code, mut constants) = (0, 0);
    for payload in Parser::new(0).parse_all(&link(archive, function, builds)?) {
        match payload? {
            Payload::CodeSectionStart { size, .. } => code = size.into(),
            Payload::DataSection(data) => constants = data.range().end - data.range().start,
            _ => {}
        }
    }
    Ok((code, constants))
}

/// That a function reaches nothing but what it may.
fn examine(archive: &Archive, function: &str, builds: &Builds) -> Result<()> {
    for payload in Parser::new(0).parse_all(&link(archive, function, builds)?) {
        match payload? {
            Payload::ImportSection(imports) => {
                ensure!(imports.count() == 0, "the module imports something");
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(names) = section.as_known() {
                    for subsection in names {
                        check_names(subsection?, function)?;
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn check_names(names: Name<'_>, function: &str) -> Result<()> {
    if let Name::Function(functions) = names {
        for naming in functions {
            let name = rustc_demangle::demangle(naming?.name);
            names::check(&format!("{name:#}"), function, true, true)?;
        }
    }
    Ok(())
}

fn link(archive: &Archive, function: &str, builds: &Builds) -> Result<Vec<u8>> {
    let file = builds.folder().join("function.wasm");
    let export = format!("--export={function}");
    let mut arguments: Vec<OsString> = ["-flavor", "wasm", "--no-entry", "--gc-sections", &export]
        .map(Into::into)
        .into();
    arguments.push(archive.file().into());
    arguments.extend(["-o".into(), file.clone().into()]);
    linker::link(arguments)?;
    Ok(std::fs::read(file)?)
}
