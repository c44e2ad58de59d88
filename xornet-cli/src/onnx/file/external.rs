//! Weights that a model keeps in files next to it.

use std::cell::RefCell;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Component, Path, PathBuf};

use xornet_model::Format;

use super::proto::Entry;

/// The folder of a model, whose files its tensors may name.
pub struct External {
    folder: Option<PathBuf>,
    /// The files that have been read, as the model names them.
    names: RefCell<Vec<String>>,
}

impl External {
    /// Reads the files of a model in this folder.
    pub fn in_folder(folder: &Path) -> Self {
        Self {
            folder: Some(folder.to_owned()),
            names: RefCell::default(),
        }
    }

    /// Reads no files, for a model whose folder is not known.
    pub fn nowhere() -> Self {
        Self {
            folder: None,
            names: RefCell::default(),
        }
    }

    /// Returns the names of the files that were read, as the model gives them.
    pub fn into_names(self) -> Vec<String> {
        self.names.into_inner()
    }

    /// Reads the bytes that the entries of a tensor name.
    pub fn read(&self, entries: &[Entry], length: usize) -> Result<Vec<u8>, String> {
        let entry = |key: &str| {
            entries
                .iter()
                .find(|entry| entry.key == key)
                .map(|entry| &*entry.value)
        };
        let number = |key: &str| match entry(key) {
            None => Ok(None),
            Some(text) => text
                .parse::<u64>()
                .map(Some)
                .map_err(|_| format!("its `{key}` is `{text:.40}`, not a number of bytes")),
        };
        let name = entry("location").ok_or("it is in another file, but does not name it")?;
        let folder = self
            .folder
            .as_deref()
            .ok_or_else(|| format!("it is in the file `{name}`, which is not available"))?;
        if let Some(stated) = number("length")?
            && stated != length as u64
        {
            return Err(format!(
                "it takes {length} bytes, but its part of `{name}` is said to have {stated}"
            ));
        }
        let offset = number("offset")?.unwrap_or(0);
        let path = inside(folder, name)?;
        let fail = |error| format!("the file `{name}` of its numbers cannot be read: {error}");
        let mut file = File::open(path).map_err(fail)?;
        let available = file.metadata().map_err(fail)?.len().saturating_sub(offset);
        if available < length as u64 {
            let mut head = Vec::new();
            file.by_ref()
                .take(64)
                .read_to_end(&mut head)
                .map_err(fail)?;
            if Format::of(Path::new(""), &head) == Some(Format::LfsPointer) {
                return Err(format!(
                    "the file `{name}` of its numbers is a pointer of Git LFS, not the file: `git lfs pull` fetches it"
                ));
            }
            return Err(format!(
                "it takes {length} bytes from byte {offset} of `{name}`, but {available} are there"
            ));
        }
        let mut bytes = vec![0; length];
        file.seek(SeekFrom::Start(offset)).map_err(fail)?;
        file.read_exact(&mut bytes).map_err(fail)?;
        let mut names = self.names.borrow_mut();
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
        Ok(bytes)
    }
}

/// Returns the path of a file in the folder, or an error if the name leads out of it, as one in a hostile model may.
fn inside(folder: &Path, name: &str) -> Result<PathBuf, String> {
    let plain = |component| matches!(component, Component::Normal(_) | Component::CurDir);
    let escape = || format!("the file `{name:.80}` of its numbers is not in the model's folder");
    if name.is_empty() || name.contains('\0') || !Path::new(name).components().all(plain) {
        return Err(escape());
    }
    let path = folder.join(name);
    let fail = |error| format!("the file `{name}` of its numbers cannot be read: {error}");
    let real = path.canonicalize().map_err(fail)?;
    let home = folder.canonicalize().map_err(fail)?;
    if !real.starts_with(home) {
        return Err(escape());
    }
    if !real.is_file() {
        return Err(format!(
            "`{name}`, which should hold its numbers, is not a regular file"
        ));
    }
    Ok(real)
}
