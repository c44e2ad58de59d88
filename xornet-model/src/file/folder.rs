//! The folder of a model file.

use std::path::{Path, PathBuf};

use super::{ReadError, ReadLimit, nearby, read_file};

/// The folder of a model file, and the files that were read from it.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    read: Vec<PathBuf>,
}

impl Folder {
    /// Returns the folder of the model file `model`.
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
    /// The reason why the file cannot be read, as the end of a sentence, with the path that was probably
    /// meant.
    pub fn read(&mut self, file: &str) -> Result<Vec<u8>, String> {
        let path = self.path.join(file);
        let bytes = read_file(&path, ReadLimit::TENSORS).map_err(|error| {
            let near = match error {
                ReadError::Missing => nearby(file, &self.path, &[], "safetensors"),
                _ => None,
            };
            // Suggests a path that is relative to the same folder.
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

    /// Returns the paths of the files that were read.
    #[must_use]
    pub fn files(&self) -> &[PathBuf] {
        &self.read
    }
}
