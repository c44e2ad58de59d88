//! Reading within limits.

use std::error::Error;
use std::fmt;
use std::fs::{self, File, FileType, Metadata};
use std::io::{self, Read};
use std::path::Path;

use super::Format;

/// The most bytes that are read of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadLimit {
    /// The number of bytes.
    pub bytes: u64,
    /// What the limit is for, as in "a model file".
    pub of: &'static str,
}

impl ReadLimit {
    /// For the text of a model file: the most parameters at eight characters each. Larger networks
    /// keep their weights in a safetensors file, which is smaller and read much faster.
    pub const MODEL: Self = Self {
        bytes: 512 << 20,
        of: "a model file",
    };

    /// For a safetensors file: it may hold much that the network does not use.
    pub const TENSORS: Self = Self {
        bytes: 4 << 30,
        of: "a file of tensors",
    };
}

/// The first bytes of a file, from which its format is told.
const HEAD: u64 = 1 << 16;

/// Something to read from the beginning: a file, or a stream.
pub struct Input {
    reader: Box<dyn Read>,
    length: Option<u64>,
}

impl Input {
    /// Opens a regular file.
    ///
    /// # Errors
    ///
    /// If there is no such file, it is of another kind, or the system does not open it.
    pub fn open(path: &Path) -> Result<Self, ReadError> {
        let file = open_file(path)?;
        let length = file.metadata()?.len();
        Ok(Self {
            reader: Box::new(file),
            length: Some(length),
        })
    }

    /// Takes what comes from a stream, such as standard input. Its length is not known.
    #[must_use]
    pub fn stream(reader: impl Read + 'static) -> Self {
        Self {
            reader: Box::new(reader),
            length: None,
        }
    }

    /// Returns the length in bytes, where that is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Returns the reader, which is without a limit.
    #[must_use]
    pub fn into_reader(self) -> Box<dyn Read> {
        self.reader
    }

    /// Reads all bytes.
    ///
    /// # Errors
    ///
    /// If there are more than the limit, or the system does not give them.
    pub fn read(self, limit: ReadLimit) -> Result<Vec<u8>, ReadError> {
        self.read_rest(limit, Vec::new())
    }

    /// Reads the bytes of a model file, whose name is that of `path`.
    ///
    /// # Errors
    ///
    /// If the first bytes are those of another format, there are more than the limit, or the system
    /// does not give them.
    pub fn read_model(mut self, path: &Path) -> Result<Vec<u8>, ReadError> {
        // The format comes first: an ONNX file may be larger than any model file.
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
        // The stated length may be wrong, as in /proc, and the file may grow while it is read.
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
/// If there is no such file, it is of another kind, it has more bytes than the limit, or the system
/// does not give them.
pub fn read_file(path: &Path, limit: ReadLimit) -> Result<Vec<u8>, ReadError> {
    Input::open(path)?.read(limit)
}

/// Opens a regular file.
///
/// # Errors
///
/// If there is no such file, it is of another kind, or the system does not open it.
pub fn open_file(path: &Path) -> Result<File, ReadError> {
    // Before it is opened: that would wait for a writer of a named pipe.
    check_kind(&fs::metadata(path)?)?;
    let file = File::open(path)?;
    // Something else may have taken its place.
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

/// Returns what a file is that is neither a regular one nor a directory.
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

/// Why a file was not read. It is shown as the end of a sentence, after a colon.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadError {
    /// There is no such file.
    Missing,
    /// It is a directory.
    Directory,
    /// It is of another kind, such as "a device".
    NotRegular(&'static str),
    /// It has more bytes than this.
    TooLarge(ReadLimit),
    /// It is of a format that was not expected here.
    Format(Format),
    /// The system says why.
    System(io::Error),
}

impl ReadError {
    /// Says in a line why the file that the user knows as `shown` is not read as a model file.
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

    /// Says how to fix it, where that is known.
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
