//! Advice on how to make a model file of a file in another format.

use std::path::Path;

use super::Format;

impl Format {
    /// Returns how to export such a network from its framework to a file that `xornet import` reads.
    #[must_use]
    pub fn export(self) -> Option<&'static str> {
        Some(match self {
            Self::Keras | Self::Hdf5 => {
                "export it with `keras.saving.load_model(…).export(\"net.onnx\", format=\"onnx\")`"
            }
            Self::Torch => {
                "export it with `torch.onnx.export(…)`, or save the state with `safetensors.torch.save_file(…)`"
            }
            Self::Pickle => "export it with `skl2onnx.to_onnx(…)`",
            Self::SavedModel => "export it with `python -m tf2onnx.convert`",
            Self::Npz | Self::Npy => "save its arrays with `safetensors.numpy.save_file(…)`",
            Self::Zip => {
                "export it from its framework as ONNX, or save its arrays as a safetensors file"
            }
            Self::Model
            | Self::Onnx
            | Self::Safetensors
            | Self::Tflite
            | Self::LfsPointer
            | Self::Utf16
            | Self::Binary => return None,
        })
    }

    /// Returns how to make a model file of a file of this format, whose path the user wrote as `shown`.
    #[must_use]
    pub fn advice(self, shown: &str) -> String {
        let toml = Path::new(shown).with_extension("toml");
        let (from, to) = (argument(shown), argument(&toml.to_string_lossy()));
        match (self.export(), self) {
            (Some(export), _) => format!("{export}; `xornet import` makes a model file of that"),
            (None, Self::Onnx | Self::Tflite) => {
                format!("`xornet import {from} -o {to}` makes a model file of it")
            }
            (None, Self::Safetensors) => {
                let file = Path::new(shown).file_name().unwrap_or_default();
                format!(
                    "it holds tensors, not layers: name one in a model file, as in \
                     `weights = {{ file = \"{}\", tensor = \"…\" }}`, or tell the layers to \
                     `xornet import {from} -o {to} --layer fc1:relu --layer fc2:softmax`",
                    file.to_string_lossy()
                )
            }
            (None, Self::LfsPointer) => "`git lfs pull` fetches the file".into(),
            (None, Self::Utf16) => "save the file as UTF-8, which TOML requires".into(),
            (None, _) => {
                "a model file is text in TOML; `xornet new` writes one to start from".into()
            }
        }
    }
}

/// Quotes a path for a shell, if it needs quotes.
fn argument(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "_-./\\:+,@=".contains(c);
    if path.chars().all(plain) {
        path.to_owned()
    } else if path.contains(['"', '$', '`', '\\', '!']) {
        format!("'{}'", path.replace('\'', r"'\''"))
    } else {
        format!("\"{path}\"")
    }
}

#[cfg(test)]
mod tests {
    use crate::Format;

    #[test]
    fn advice_repeats_the_path_as_a_shell_takes_it() {
        let advice = |path| Format::Onnx.advice(path);
        assert!(advice("a/net.onnx").contains("import a/net.onnx -o a/net.toml`"));
        assert!(advice("a b.onnx").contains("import \"a b.onnx\" -o \"a b.toml\"`"));
        assert!(advice("it's.onnx").contains("import \"it's.onnx\" -o"));
        assert!(advice("$a.onnx").contains("import '$a.onnx' -o '$a.toml'`"));
    }
}
