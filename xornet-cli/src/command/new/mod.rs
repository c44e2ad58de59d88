//! `xornet new`: a model file to start from.

mod layer;
mod template;

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::ValueEnum;
use xornet_model::DType;

use self::layer::Layer;
use self::template::Template;
use crate::{output, source};

/// Write a model file to start from
///
/// Comments in the file explain its keys. It passes `xornet check` as it is, and compiles.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  xornet new
  xornet new models/gate --input 2 --layers 4:tanh,1:sigmoid
  xornet new classifier.toml --input 64 --layers 32:leaky_relu=0.1,10:softmax --seed 7
  xornet new - --zeros | xornet check -")]
pub struct Arguments {
    /// A name or a file; `.toml` is added to a name without an extension, and `-` is standard output
    #[arg(value_name = "NAME|FILE", default_value = "model.toml")]
    file: PathBuf,
    /// Length of the input vector
    #[arg(short, long, value_name = "LENGTH", default_value_t = 2)]
    input: usize,
    /// The layers, separated by commas: UNITS, UNITS:ACTIVATION or ACTIVATION
    #[arg(
        short,
        long,
        value_name = "LAYERS",
        value_delimiter = ',',
        default_value = "4:tanh,1:sigmoid",
        long_help = "The layers, separated by commas: `16` is a dense layer of 16 units, `16:relu` has an \
                     activation, `16:leaky_relu=0.1` and `16:clamp=-1/1` parameters for it, and `softmax` is \
                     an activation layer"
    )]
    layers: Vec<Layer>,
    /// The type of the numbers
    #[arg(long, value_enum, default_value_t)]
    dtype: Dtype,
    /// Make all weights zero instead of random
    #[arg(long, conflicts_with = "seed")]
    zeros: bool,
    /// The seed of the random weights
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Replace an existing file
    #[arg(short, long)]
    force: bool,
}

/// A number type, as the command line names it.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Dtype {
    /// Single precision
    #[default]
    F32,
    /// Double precision
    F64,
}

impl Arguments {
    /// Runs the command.
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let to_standard_output = source::is_standard_input(&self.file);
        let file = if to_standard_output || self.file.extension().is_some() {
            self.file.clone()
        } else {
            self.file.with_extension("toml")
        };
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let template = Template {
            name: xornet_model::type_name(&stem).unwrap_or_else(|| "Model".into()),
            file: if to_standard_output {
                "model.toml".into()
            } else {
                file.display().to_string()
            },
            dtype: match self.dtype {
                Dtype::F32 => DType::F32,
                Dtype::F64 => DType::F64,
            },
            inputs: self.input,
            layers: &self.layers,
            seed: (!self.zeros).then_some(self.seed),
        };
        let text = template.text()?;
        if to_standard_output {
            let mut out = output::stdout();
            out.write_all(text.as_bytes())?;
            out.flush()?;
        } else {
            let written = write(&file, &text, self.force);
            written.with_context(|| format!("cannot write `{}`", file.display()))?;
            anstream::eprintln!("wrote `{}`", file.display());
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Writes the file, with the folders that lead to it. An existing file is replaced only if `force` is set.
fn write(file: &Path, text: &str, force: bool) -> anyhow::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = OpenOptions::new();
    options.write(true);
    if force {
        options.create(true).truncate(true);
    } else {
        options.create_new(true);
    }
    match options.open(file) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            bail!("it already exists; use `--force` to replace it")
        }
        opened => Ok(opened?.write_all(text.as_bytes())?),
    }
}
