//! Packages as archives, in which the linker finds functions by name.

use std::collections::BTreeSet;
use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use cargo_metadata::Message;
use clap::ValueEnum;
use object::read::archive::ArchiveFile;

use crate::cargo;
use crate::compiler::Library;

/// For what the networks are optimised: `opt-level`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Level {
    #[value(name = "s")]
    Small,
    #[value(name = "z")]
    Smallest,
    #[value(name = "3")]
    Fast,
}

impl Level {
    pub const ALL: [Self; 3] = [Self::Small, Self::Smallest, Self::Fast];

    pub fn name(self) -> &'static str {
        match self {
            Self::Small => "s",
            Self::Smallest => "z",
            Self::Fast => "3",
        }
    }

    /// For TOML.
    fn value(self) -> &'static str {
        match self {
            Self::Small => "'s'",
            Self::Smallest => "'z'",
            Self::Fast => "3",
        }
    }
}

pub struct Archive {
    file: PathBuf,
    /// Where linker scripts are.
    pub(super) scripts: Vec<PathBuf>,
}

/// What a user's `opt-level` reaches. The rest is optimised as rustup ships `core`.
const OPTIMISED: [&str; 6] = [
    "libm",
    "networks",
    "subjects",
    "sweep",
    "xornet",
    "xornet-core",
];

impl Archive {
    /// Builds packages for targets, all at once. The networks are one piece each, which keeps one core
    /// busy, so that two targets take little longer than one; and what two packages share is built
    /// once, since cargo chooses one set of features for both.
    ///
    /// Returns each with its package and its target.
    pub fn build_all<'a>(
        packages: &[&'a str],
        triples: &[&'a str],
        level: Level,
        features: &[&str],
    ) -> Result<Vec<(&'a str, &'a str, Self)>> {
        let [first, others @ ..] = triples else {
            return Ok(Vec::new());
        };
        // The compiler tells the frames of what it compiles, so it must compile `core` as well.
        let mut command = cargo::cross("build", first, Library::CoreFromSource)?;
        for triple in others {
            command.args(["--target", triple]);
        }
        command.args(["--quiet", "--locked", "--profile", "bare"]);
        for package in packages {
            command.args(["--package", package]);
        }
        command.args(["--features", &features.join(",")]);
        command.args(["--message-format", "json-render-diagnostics"]);
        for package in OPTIMISED {
            let value = level.value();
            let setting = format!("profile.bare.package.{package}.opt-level = {value}");
            command.args(["--config", &setting]);
        }
        // A user's network is not merged with another one that happens to have the same code.
        command.env("RUSTFLAGS", "-Zemit-stack-sizes -Zmerge-functions=disabled");
        let mut child = command.stdout(Stdio::piped()).spawn().context("cargo")?;
        let messages = BufReader::new(child.stdout.take().expect("a pipe"));
        let (mut files, mut scripts) = (Vec::new(), Vec::new());
        for message in Message::parse_stream(messages) {
            match message? {
                Message::CompilerArtifact(artifact) => {
                    let name = artifact.target.name;
                    files.extend(
                        artifact
                            .filenames
                            .into_iter()
                            .map(|file| (name.clone(), file)),
                    );
                }
                Message::BuildScriptExecuted(script) => {
                    scripts.extend(script.linked_paths.into_iter().map(|path| {
                        let path = path.as_str();
                        path.split_once('=')
                            .map_or(path, |(_, path)| path)
                            .to_owned()
                    }));
                }
                _ => {}
            }
        }
        ensure!(
            child.wait()?.success(),
            "{} does not compile for one of {}",
            packages.join(" or "),
            triples.join(", ")
        );
        // The next level would take its place.
        let folder = cargo::target_folder().join("archives");
        fs::create_dir_all(&folder)?;
        let mut archives = Vec::new();
        for &triple in triples {
            // Whatever is built for a target is in a folder of its name.
            let here = |path: &str| Path::new(path).iter().any(|part| part == triple);
            for &package in packages {
                let built = files
                    .iter()
                    .find(|(name, file)| name == package && here(file.as_str()));
                let (_, built) =
                    built.with_context(|| format!("no archive of {package} for {triple}"))?;
                let file = folder.join(format!("{package}-{triple}-{}.a", level.name()));
                fs::copy(built, &file)?;
                let scripts = scripts.iter().filter(|script| here(script));
                let scripts = scripts.map(PathBuf::from).collect();
                archives.push((package, triple, Self { file, scripts }));
            }
        }
        Ok(archives)
    }

    pub fn file(&self) -> &Path {
        &self.file
    }

    /// What comes after `start` in the names of functions.
    pub fn names(&self, start: &str) -> Result<BTreeSet<String>> {
        let bytes = fs::read(&self.file)?;
        let mut names = BTreeSet::new();
        let archive = ArchiveFile::parse(&*bytes)?;
        let symbols = archive
            .symbols()?
            .context("an archive without a list of symbols")?;
        for symbol in symbols {
            let symbol = symbol?;
            let name = String::from_utf8_lossy(symbol.name());
            names.extend(name.strip_prefix(start).map(str::to_owned));
        }
        Ok(names)
    }
}
