//! `xornet new`: a model file to start from.

mod comments;
mod input;
mod layer;
mod size;
mod template;

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::ValueEnum;
use xornet_model::DType;

use self::input::Input;
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
  xornet new digits --template image
  xornet new watch --template stream
  xornet new digits --input 28x28x1 --layers conv8x3:relu,pool2,flatten,10:softmax
  xornet new classifier.toml --input 64 --layers 32:leaky_relu=0.1,10:softmax --seed 7
  xornet new - --zeros | xornet check -")]
pub struct Arguments {
    /// A name or a file; `.toml` is added to a name without an extension, and `-` is standard output
    #[arg(value_name = "NAME|FILE", default_value = "model.toml")]
    file: PathBuf,
    /// A network to start from; `--input` and `--layers` take the place of its own
    #[arg(short, long, value_enum, default_value_t)]
    template: Kind,
    /// Length of the input vector, or LENGTHxCHANNELS, or HEIGHTxWIDTHxCHANNELS; `timex40` is a stream
    #[arg(short, long, value_name = "SHAPE")]
    input: Option<Input>,
    /// The layers, separated by commas: UNITS, UNITS:ACTIVATION, ACTIVATION, conv8x3:ACTIVATION, pool2 …
    #[arg(
        short,
        long,
        value_name = "LAYERS",
        value_delimiter = ',',
        long_help = "The layers, separated by commas: `16` is a dense layer of 16 units, `16:relu` has an \
                     activation, `16:leaky_relu=0.1` or `16:clamp=-1/1` parameters for it, and `softmax` is an activation \
                     layer. `conv8x3:relu` is a convolution of 8 filters with windows of 3 (of 3 × 3 for images) and \
                     padding that keeps the size, `pool2` takes the maximum of 2 (of 2 × 2), `gru16`, `lstm16` and `rnn16` are \
                     recurrent layers of 16 units, `window6` takes the last 6 frames of a stream, and there are \
                     `global_max_pool`, `global_average_pool` and `flatten`"
    )]
    layers: Option<Vec<Layer>>,
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

/// A network to start from.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Kind {
    /// A vector through dense layers
    #[default]
    Vector,
    /// A sequence through convolutions, as of a sensor
    Sequence,
    /// An image through convolutions and pools, as of a digit
    Image,
    /// A stream through a recurrent layer, as of a sensor that is watched
    Stream,
}

impl Kind {
    /// Returns the shape of the input, and the layers.
    fn network(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Vector => ("2", &["4:tanh", "1:sigmoid"]),
            Self::Sequence => (
                "64x3",
                &[
                    "conv8x5:relu",
                    "pool2",
                    "conv16x5:relu",
                    "global_max_pool",
                    "4:softmax",
                ],
            ),
            Self::Stream => ("timex6", &["gru8", "4:softmax"]),
            Self::Image => (
                "28x28x1",
                &[
                    "conv8x3:relu",
                    "pool2",
                    "conv16x3:relu",
                    "pool2",
                    "flatten",
                    "10:softmax",
                ],
            ),
        }
    }
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
        let (input, layers) = self.network()?;
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
            input,
            layers: &layers,
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

impl Arguments {
    /// Returns the shape of the input and the layers: those that are given, or those of the template.
    fn network(&self) -> anyhow::Result<(Input, Vec<Layer>)> {
        let (input, layers) = self.template.network();
        let input = match self.input {
            Some(input) => input,
            None => input.parse()?,
        };
        let layers = match &self.layers {
            Some(layers) => layers.clone(),
            None => layers
                .iter()
                .map(|layer| layer.parse())
                .collect::<anyhow::Result<_>>()?,
        };
        Ok((input, layers))
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
