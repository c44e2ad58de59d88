//! The folder of a model file.

use std::path::{Path, PathBuf};

use super::{ReadError, ReadLimit, nearby, read_file};

/// The folder of a model file, from which the files are read that the model refers to.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    read: Vec<PathBuf>,
}

impl Folder {
    /// Returns the folder that holds the model file.
    #[must_use]
    pub fn of(model: &Path) -> Self {
        Self {
            path: model.parent().unwrap_or(Path::new("")).to_owned(),
            read: Vec::new(),
        }
    }

    /// Reads a file of tensors; its path is relative to the folder.
    ///
    /// # Errors
    ///
    /// Why it cannot be read, as the end of a sentence, with the path that was probably meant.
    pub fn read(&mut self, file: &str) -> Result<Vec<u8>, String> {
        let path = self.path.join(file);
        let bytes = read_file(&path, ReadLimit::TENSORS).map_err(|error| {
            let near = match error {
                ReadError::Missing => nearby(file, &self.path, &[], "safetensors"),
                _ => None,
            };
            // From the folder, as the path that misses.
            let near = near
                .as_deref()
                .map(|near| near.strip_prefix(&self.path).unwrap_or(near));
            match near {
                Some(near) => format!("{error}; did you mean `{}`?", near.display()),
                None => error.to_string(),
            }
        })?;
        self.read.push(path);
        Ok(bytes)
    }

    /// Returns the files that were read.
    #[must_use]
    pub fn files(&self) -> &[PathBuf] {
        &self.read
    }
}
