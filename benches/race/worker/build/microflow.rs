//! microflow's own example: its sine network ships inside its package.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Writes the call of microflow's macro; whether the model is there.
pub fn find(out: &Path) -> bool {
    let model = package().map(|folder| folder.join("models/sine.tflite"));
    let Some(model) = model.filter(|model| model.is_file()) else {
        println!("cargo:warning=microflow is left out: its package has no models/sine.tflite");
        return false;
    };
    // The macro takes a path literal, and no expression.
    let call = format!("#[microflow::model({model:?})]\nstruct Sine;\n");
    fs::write(out.join("microflow.rs"), call).expect("room");
    true
}

/// Where cargo has unpacked microflow.
fn package() -> Option<PathBuf> {
    let output = Command::new(env::var_os("CARGO")?)
        .args(["metadata", "--format-version=1", "--offline", "--locked"])
        // What is for other platforms may not be downloaded.
        .args(["--filter-platform", &env::var("TARGET").ok()?])
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    // A whole parser of JSON would be much for one path.
    let manifest = text
        .split('"')
        .find(|text| text.contains("microflow-0.") && text.ends_with("Cargo.toml"))?;
    Some(Path::new(manifest).parent()?.to_path_buf())
}
