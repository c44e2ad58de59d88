//! Reading of files within limits.

use std::error::Error;
use std::fmt;
use std::fs::{self, File, FileType, Metadata};
use std::io::{self, Read};
use std::path::Path;

use super::Format;

/// The largest size of a file that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadLimit {
    /// The number of bytes.
    pub bytes: u64,
    /// The kind of file that the limit is for, such as "a model file".
    pub of: &'static str,
}

impl ReadLimit {
    /// The limit for the text of a model file: the largest number of parameters at eight characters each.
    /// Larger networks keep their weights in a safetensors file, which is smaller and much faster to read.
    pub const MODEL: Self = Self {
        bytes: 512 << 20,
        of: "a model file",
    };

    /// The limit for a safetensors file, which may hold many tensors that the network does not use.
    pub const TENSORS: Self = Self {
        bytes: 4 << 30,
        of: "a file of tensors",
    };
}

/// The number of bytes at the beginning of a file that its format is detected from.
const HEAD: u64 = 1 << 16;

/// An unread file or stream.
pub struct Input {
    reader: Box<dyn Read>,
    length: Option<u64>,
}

impl Input {
    /// Opens a regular file.
    ///
    /// # Errors
    ///
    /// If there is no such file, if it is not a regular file, or if the system cannot open it.
    pub fn open(path: &Path) -> Result<Self, ReadError> {
        let file = open_file(path)?;
        let length = file.metadata()?.len();
        Ok(Self {
            reader: Box::new(file),
            length: Some(length),
        })
    }

    /// Wraps a stream of unknown length, such as standard input.
    #[must_use]
    pub fn stream(reader: impl Read + 'static) -> Self {
        Self {
            reader: Box::new(reader),
            length: None,
        }
    }

    /// Returns the length in bytes, if it is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Returns the reader, which has no limit.
    #[must_use]
    pub fn into_reader(self) -> Box<dyn Read> {
        self.reader
    }

    /// Reads all bytes.
    ///
    /// # Errors
    ///
    /// If there are more bytes than the limit allows, or if reading fails.
    pub fn read(self, limit: ReadLimit) -> Result<Vec<u8>, ReadError> {
        self.read_rest(limit, Vec::new())
    }

    /// Reads all bytes of a model file; the name in `path` helps to detect other formats.
    ///
    /// # Errors
    ///
    /// If the file has another format, if there are more bytes than the limit allows, or if reading fails.
    pub fn read_model(mut self, path: &Path) -> Result<Vec<u8>, ReadError> {
        // The format is checked before the size: an ONNX file may be larger than any model file.
        let mut head = Vec::new();
        self.reader.by_ref().take(HEAD).read_to_end(&mut head)?;
        match Format::of(path, &head) {
            None | Some(Format::Model) => self.read_rest(ReadLimit::MODEL, head),
            Some(format) => Err(ReadError::Format(format)),
        }
    }

    fn read_rest(self, limit: ReadLimit, mut bytes: Vec<u8>) -> Result<Vec<u8>, ReadError> {
        if self.length.is_some_and(|length| length > limit.bytes) {
            return Err(ReadError::TooLarge(limit));
        }
        // The length may be wrong, as in /proc, and the file may grow while it is read.
        let rest = (limit.bytes + 1).saturating_sub(bytes.len() as u64);
        self.reader.take(rest).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > limit.bytes {
            return Err(ReadError::TooLarge(limit));
        }
        Ok(bytes)
    }
}

/// Reads a regular file.
///
/// # Errors
///
/// If there is no such file, if it is not a regular file, if it has more bytes than the limit allows, or if
/// reading fails.
pub fn read_file(path: &Path, limit: ReadLimit) -> Result<Vec<u8>, ReadError> {
    Input::open(path)?.read(limit)
}

/// Opens a regular file.
///
/// # Errors
///
/// If there is no such file, if it is not a regular file, or if the system cannot open it.
pub fn open_file(path: &Path) -> Result<File, ReadError> {
    // Checked before opening, which would wait for a writer if this is a named pipe.
    check_kind(&fs::metadata(path)?)?;
    let file = File::open(path)?;
    // Checked again, because another file may have taken its place in between.
    check_kind(&file.metadata()?)?;
    Ok(file)
}

fn check_kind(metadata: &Metadata) -> Result<(), ReadError> {
    let kind = metadata.file_type();
    if kind.is_file() {
        Ok(())
    } else if kind.is_dir() {
        Err(ReadError::Directory)
    } else {
        Err(ReadError::NotRegular(special(kind)))
    }
}

/// Names the kind of a file that is neither a regular file nor a directory.
fn special(kind: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;

        if kind.is_fifo() {
            return "a named pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_char_device() || kind.is_block_device() {
            return "a device";
        }
    }
    let _ = kind;
    "something else"
}

/// The reason why a file was not read. It is shown after a colon, as the end of a sentence.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadError {
    /// There is no such file.
    Missing,
    /// The path is that of a directory.
    Directory,
    /// The file is not a regular one, but of this kind, such as "a device".
    NotRegular(&'static str),
    /// The file has more bytes than this limit allows.
    TooLarge(ReadLimit),
    /// The file has this format, which was not expected.
    Format(Format),
    /// The operating system reported this error.
    System(io::Error),
}

impl ReadError {
    /// Returns one line that says why the file is not read as a model file; `shown` is its path as the user
    /// wrote it.
    #[must_use]
    pub fn message(&self, shown: &str) -> String {
        match self {
            Self::Format(Format::LfsPointer) => {
                format!("`{shown}` is a pointer of Git LFS, not the file")
            }
            Self::Format(format) => format!("`{shown}` is {}, not a model file", format.name()),
            _ => format!("cannot read the model file `{shown}`: {self}"),
        }
    }

    /// Returns how to fix the error, if that is known; `shown` is the path as the user wrote it.
    #[must_use]
    pub fn help(&self, shown: &str) -> Option<String> {
        match self {
            Self::Format(format) => Some(format.advice(shown)),
            Self::TooLarge(ReadLimit::MODEL) => Some(
                "keep the weights in a safetensors file, which is smaller: \
                 `weights = { file = \"net.safetensors\", tensor = \"…\" }`"
                    .into(),
            ),
            _ => None,
        }
    }
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            io::ErrorKind::IsADirectory => Self::Directory,
            _ => Self::System(error),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("no such file"),
            Self::Directory => f.write_str("it is a directory"),
            Self::NotRegular(kind) => write!(f, "it is not a regular file, but {kind}"),
            Self::TooLarge(limit) => write!(
                f,
                "it has more than {} MiB, the limit for {}",
                limit.bytes >> 20,
                limit.of
            ),
            Self::Format(format) => write!(f, "it is {}", format.name()),
            Self::System(error) => write!(f, "{error}"),
        }
    }
}

impl Error for ReadError {}
