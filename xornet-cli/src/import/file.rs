//! Files as they come: their bytes, and those that are not read.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, ensure};

/// The most bytes of a file: more than the largest network takes.
const BYTES: u64 = (1 << 29) + (1 << 24);

/// The bytes of a file.
pub fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let fail = || format!("cannot read `{}`", path.display());
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).with_context(fail)?;
    file.take(BYTES + 1)
        .read_to_end(&mut bytes)
        .with_context(fail)?;
    ensure!(
        bytes.len() as u64 <= BYTES,
        "`{}` is larger than any network that xornet compiles",
        path.display()
    );
    Ok(bytes)
}

/// What to do with the files that frameworks save by themselves.
pub fn elsewhere(ending: &str) -> Option<&'static str> {
    match ending {
        "keras" | "h5" | "hdf5" => Some(
            "export it with `keras.saving.load_model(…).export(\"net.onnx\", format=\"onnx\")`",
        ),
        "pt" | "pth" | "pt2" | "ckpt" => Some(
            "export it with `torch.onnx.export(…)`, or save the state with `safetensors.torch.save_file(…)`",
        ),
        "pkl" | "joblib" | "pickle" => Some("export it with `skl2onnx.to_onnx(…)`"),
        "tflite" | "pb" => Some("export it with `python -m tf2onnx.convert`"),
        "npz" | "npy" | "msgpack" => Some("save its arrays with `safetensors.numpy.save_file(…)`"),
        "toml" => Some("it is a model file already"),
        _ => None,
    }
}
