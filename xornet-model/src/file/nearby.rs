//! The search for the file that a wrong path was meant for.

use std::fs;
use std::path::{Path, PathBuf};

/// The most entries of a directory that is searched. The order of entries differs from machine to machine,
/// and sorting many takes time.
const ENTRIES: usize = 1_000;

/// The most bytes of a name that is compared with others, since comparing takes quadratic time.
const NAME: usize = 64;

/// The most parts of a path that is followed.
const DEPTH: usize = 32;

/// Finds the file that was probably meant by a path to no file: one whose path differs little (by case, by a
/// letter, by the ending, by `\` for `/`), or else one of the same name in one of the `other` directories.
/// `missed` is the path as the user wrote it, relative to `base`. A file whose name differs by more than case
/// must end with `.ending`.
///
/// Only directories that the path goes through are searched.
#[must_use]
pub fn nearby(missed: &str, base: &Path, other: &[PathBuf], ending: &str) -> Option<PathBuf> {
    let missed = missed.replace('\\', "/");
    let parts: Vec<_> = missed
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
        .collect();
    if parts.len() > DEPTH {
        return None;
    }
    if let Some(path) = similar(&parts, base, ending) {
        return Some(path);
    }
    let parts: Vec<_> = parts.into_iter().filter(|part| *part != "..").collect();
    let name = parts.last()?;
    let candidates = |other: &PathBuf| [other.join(parts.join("/")), other.join(name)];
    let mut candidates = other.iter().flat_map(candidates);
    candidates.find(|path| path.is_file())
}

/// Follows the path, at each part by the entry that is most similar.
fn similar(parts: &[&str], base: &Path, ending: &str) -> Option<PathBuf> {
    let (name, directories) = parts.split_last()?;
    let mut path = base.to_owned();
    for part in directories {
        path = match path.join(part) {
            exact if exact.is_dir() => exact,
            _ => {
                let names = names(&path, Path::is_dir)?;
                path.join(like(part, &names)?)
            }
        };
    }
    let exact = path.join(name);
    if exact.is_file() {
        return Some(exact);
    }
    let names = names(&path, Path::is_file)?;
    Some(path.join(file_like(name, &names, ending)?))
}

/// Returns the names of a directory's entries of one kind, sorted.
fn names(directory: &Path, is_kind: impl Fn(&Path) -> bool) -> Option<Vec<String>> {
    let directory = match directory.as_os_str().is_empty() {
        true => Path::new("."),
        false => directory,
    };
    let entries = fs::read_dir(directory).ok()?.take(ENTRIES + 1);
    let entries: Vec<_> = entries.filter_map(Result::ok).collect();
    if entries.len() > ENTRIES {
        return None;
    }
    let mut names: Vec<_> = entries
        .iter()
        .filter(|entry| is_kind(&entry.path()))
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort_unstable();
    Some(names)
}

/// Returns the most similar file name: one that differs only by case or by a missing ending, or one with this
/// ending that differs by few letters.
fn file_like<'a>(name: &str, names: &'a [String], ending: &str) -> Option<&'a str> {
    let same_but_for_case = |wanted: &str| {
        let wanted = wanted.to_lowercase();
        names.iter().find(|name| name.to_lowercase() == wanted)
    };
    let found = same_but_for_case(name).or_else(|| same_but_for_case(&format!("{name}.{ending}")));
    if let Some(name) = found {
        return Some(name);
    }
    let stems: Vec<_> = names
        .iter()
        .filter_map(|name| name.strip_suffix(ending)?.strip_suffix('.'))
        .map(str::to_owned)
        .collect();
    let stem = Path::new(name).file_stem()?.to_str()?;
    let found = format!("{}.{ending}", like(stem, &stems)?);
    names.iter().map(String::as_str).find(|name| *name == found)
}

/// Returns the name that differs least, if it differs only by case or by few letters.
fn like<'a>(name: &str, names: &'a [String]) -> Option<&'a str> {
    if name.len() > NAME {
        return None;
    }
    let wanted = name.to_lowercase();
    let distance = |other: &String| strsim::osa_distance(&wanted, &other.to_lowercase());
    let short = names.iter().filter(|other| other.len() <= NAME);
    let (distance, found) = short.map(|other| (distance(other), other)).min()?;
    let allowed = match wanted.chars().count() {
        0..=2 => 0,
        length => (length / 4).max(1),
    };
    (distance <= allowed).then_some(found)
}
