//! The formats of files, detected by their first bytes.

use std::ffi::OsStr;
use std::path::Path;
use std::str;

/// The format of a file that was given as a model file or a trained network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// A model file of this project.
    Model,
    /// A network in the Open Neural Network Exchange format.
    Onnx,
    /// Named tensors.
    Safetensors,
    /// A network of TensorFlow Lite.
    Tflite,
    /// A network of TensorFlow as a protocol buffer.
    SavedModel,
    /// The Hierarchical Data Format, which Keras writes.
    Hdf5,
    /// A network of Keras 3.
    Keras,
    /// A network or its weights, written by `torch.save`.
    Torch,
    /// Several arrays of NumPy.
    Npz,
    /// An array of NumPy.
    Npy,
    /// A pickled object of Python.
    Pickle,
    /// A zip archive of something else.
    Zip,
    /// A pointer file of Git LFS, in place of the file itself.
    LfsPointer,
    /// Text in UTF-16.
    Utf16,
    /// Other data that is not text.
    Binary,
}

impl Format {
    /// Detects the format of a file from its first bytes, or from the ending of its name if the bytes do not
    /// determine it. Returns `None` for text that is not recognised as a model file.
    #[must_use]
    pub fn of(path: &Path, head: &[u8]) -> Option<Self> {
        Self::by_content(path, head).or_else(|| {
            if is_binary(head) {
                return Some(Self::by_ending(path).unwrap_or(Self::Binary));
            }
            let is_toml = Self::ending(path).is_some_and(|ending| ending == "toml");
            let is_model = head
                .split(|&byte| byte == b'\n')
                .any(|line| line.starts_with(b"[[layers]]"));
            (is_toml || is_model).then_some(Self::Model)
        })
    }

    fn by_content(path: &Path, head: &[u8]) -> Option<Self> {
        let at = |place: usize, bytes: &[u8]| {
            head.get(place..)
                .is_some_and(|rest| rest.starts_with(bytes))
        };
        // This comes first, because the length in its header may look like the beginning of another format.
        if is_safetensors(head) {
            return Some(Self::Safetensors);
        }
        if at(0, b"version https://git-lfs") {
            return Some(Self::LfsPointer);
        }
        if at(0, b"PK\x03\x04") {
            return Some(
                Self::zip(head)
                    .or(Self::by_ending(path))
                    .unwrap_or(Self::Zip),
            );
        }
        if at(0, b"\x89HDF\r\n\x1a\n") {
            return Some(Self::Hdf5);
        }
        if at(0, b"\x93NUMPY") {
            return Some(Self::Npy);
        }
        if at(4, b"TFL3") {
            return Some(Self::Tflite);
        }
        if at(0, b"\xff\xfe") || at(0, b"\xfe\xff") {
            return Some(Self::Utf16);
        }
        // A pickled object begins with the version of its protocol.
        if let [0x80, 2..=5, ..] = head {
            let torch = Self::by_ending(path) == Some(Self::Torch);
            return Some(if torch { Self::Torch } else { Self::Pickle });
        }
        // TensorFlow's files begin with the same bytes as ONNX files of the first version.
        if is_onnx(head) && Self::by_ending(path) != Some(Self::SavedModel) {
            return Some(Self::Onnx);
        }
        None
    }

    /// Detects what a zip archive holds from the name of its first file.
    fn zip(head: &[u8]) -> Option<Self> {
        let length = head.get(26..28)?;
        let length = usize::from(u16::from_le_bytes([length[0], length[1]]));
        let name = head.get(30..30 + length)?;
        if name.ends_with(b".npy") {
            Some(Self::Npz)
        } else if [&b"metadata.json"[..], b"config.json", b"model.weights.h5"].contains(&name) {
            Some(Self::Keras)
        } else if name.ends_with(b"/data.pkl") || name.ends_with(b"/.format_version") {
            Some(Self::Torch)
        } else {
            None
        }
    }

    /// Returns the ending of a file's name, in lower case.
    fn ending(path: &Path) -> Option<String> {
        let ending = path.extension().and_then(OsStr::to_str)?;
        Some(ending.to_ascii_lowercase())
    }

    /// Detects the format of a file from the ending of its name alone.
    #[must_use]
    pub fn by_ending(path: &Path) -> Option<Self> {
        Some(match Self::ending(path)?.as_str() {
            "onnx" => Self::Onnx,
            "safetensors" => Self::Safetensors,
            "tflite" | "lite" => Self::Tflite,
            "pb" => Self::SavedModel,
            "h5" | "hdf5" => Self::Hdf5,
            "keras" => Self::Keras,
            "pt" | "pth" | "pt2" | "ckpt" => Self::Torch,
            "npz" => Self::Npz,
            "npy" => Self::Npy,
            "pkl" | "pickle" | "joblib" => Self::Pickle,
            "zip" => Self::Zip,
            _ => return None,
        })
    }

    /// Returns the name of the format with its article.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Model => "a model file",
            Self::Onnx => "an ONNX file",
            Self::Safetensors => "a safetensors file",
            Self::Tflite => "a TensorFlow Lite file",
            Self::SavedModel => "a TensorFlow file",
            Self::Hdf5 => "an HDF5 file, as Keras writes them",
            Self::Keras => "a Keras file",
            Self::Torch => "a PyTorch file",
            Self::Npz => "an archive of NumPy arrays",
            Self::Npy => "an array of NumPy",
            Self::Pickle => "a pickled object of Python",
            Self::Zip => "a zip archive, as PyTorch, Keras and NumPy write them",
            Self::LfsPointer => "a pointer of Git LFS, whose `git lfs pull` fetches the file",
            Self::Utf16 => "text in UTF-16",
            Self::Binary => "a binary file",
        }
    }
}

/// Returns whether a file begins like a safetensors file: with eight bytes of length and a JSON object.
fn is_safetensors(head: &[u8]) -> bool {
    const LONGEST: u64 = 100_000_000;

    match head.split_first_chunk() {
        Some((length, [b'{', ..])) => u64::from_le_bytes(*length) <= LONGEST,
        _ => false,
    }
}

/// Returns whether a file begins like an ONNX file: a protocol buffer whose first field is a small number,
/// the version of ONNX, and whose second field is one that ONNX has there. No text begins with this first byte.
fn is_onnx(head: &[u8]) -> bool {
    // The producer, its version, the domain, the model's version, a text, the graph, operator sets.
    const NEXT: [u8; 8] = [0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42, 0x72];

    matches!(head, [0x08, 1..=0x3f, next, ..] if NEXT.contains(next))
}

/// Returns whether the first bytes of a file are clearly not text.
fn is_binary(head: &[u8]) -> bool {
    let is_control = |byte: &&u8| byte.is_ascii_control() && !b"\t\n\r\x0c".contains(*byte);
    let controls = head.iter().filter(is_control).count();
    let is_utf8 = match str::from_utf8(head) {
        Ok(_) => true,
        // The first bytes may end within a character.
        Err(error) => error.error_len().is_none(),
    };
    // A single stray character is left to the parser, whose error shows its place.
    controls > head.len() / 8 || controls > 0 && !is_utf8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, head: &[u8]) -> Option<Format> {
        Format::of(Path::new(name), head)
    }

    #[test]
    fn first_bytes_tell_the_format() {
        for (head, format) in [
            (&b"\x08\x0a\x12\x07pytorch"[..], Format::Onnx),
            (b"\x08\x08:\x90\x01", Format::Onnx),
            (b"\x41\0\0\0\0\0\0\0{\"w\":{}}", Format::Safetensors),
            (b"\x1c\0\0\0TFL3\x14\0", Format::Tflite),
            (b"\x89HDF\r\n\x1a\n\0", Format::Hdf5),
            (b"\x93NUMPY\x01\0v\0{'descr'", Format::Npy),
            (b"\x80\x04\x95\x10", Format::Pickle),
            (b"PK\x03\x04\x14\0", Format::Zip),
            (
                b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n",
                Format::LfsPointer,
            ),
            (b"\xff\xfei\0n\0p\0u\0t\0", Format::Utf16),
            (b"\x7fELF\x02\x01\x01\0\0\0", Format::Binary),
            (&[0; 100], Format::Binary),
            (b"input = 1\n[[layers]]\n", Format::Model),
        ] {
            // The name of the file makes no difference.
            for name in ["net.toml", "net.onnx", "net"] {
                let expected = match (format, name) {
                    // The bytes of these do not determine the format.
                    (Format::Binary | Format::Zip, "net.onnx") => Format::Onnx,
                    _ => format,
                };
                assert_eq!(of(name, head), Some(expected), "{name}: {head:?}");
            }
        }
    }

    #[test]
    fn the_first_name_tells_what_an_archive_holds() {
        let archive = |name: &str| {
            let mut head = b"PK\x03\x04".to_vec();
            head.resize(26, 0);
            head.extend((name.len() as u16).to_le_bytes());
            head.extend([0, 0]);
            head.extend(name.as_bytes());
            head
        };
        for (first, format) in [
            ("inputs.npy", Format::Npz),
            ("metadata.json", Format::Keras),
            ("archive/data.pkl", Format::Torch),
            ("photo.png", Format::Zip),
        ] {
            assert_eq!(of("net", &archive(first)), Some(format), "{first}");
        }
        assert_eq!(of("net.pt", &archive("a/b")), Some(Format::Torch));
        let cut = &archive("inputs.npy")[..35];
        assert_eq!(of("net.npz", cut), Some(Format::Npz));
    }

    #[test]
    fn the_ending_tells_where_the_bytes_do_not() {
        let binary = b"\x01\x02\x03\xff";
        assert_eq!(of("net.H5", binary), Some(Format::Hdf5));
        assert_eq!(of("net.pth", binary), Some(Format::Torch));
        assert_eq!(of("net.toml", binary), Some(Format::Binary));
        assert_eq!(
            of("saved_model.pb", b"\x08\x01\x12\x05"),
            Some(Format::SavedModel)
        );
    }

    #[test]
    fn text_is_text_whatever_it_is_called() {
        for name in ["net.onnx", "net.pt", "net.txt"] {
            assert_eq!(of(name, b"input = 1\n"), None, "{name}");
        }
        assert_eq!(of("net", b""), None);
        assert_eq!(of("net", b"input = 1 # caf\xe9\n"), None);
        assert_eq!(of("net", b"input = 1 # \0 is a stray character\n"), None);
        assert_eq!(
            of(
                "net",
                "input = 1 # é".as_bytes().split_last().expect("text").1
            ),
            None
        );
        // Eight characters before a brace are not the length of a header.
        assert_eq!(of("net", b"limits={ macs = 1 }\n"), None);
        assert_eq!(of("net", b"limits ={ macs = 1 }\n"), None);
    }
}
