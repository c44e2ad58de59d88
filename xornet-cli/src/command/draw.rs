//! `xornet draw`: a network as a picture.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use xornet_model::draw::{Page, Values, draw};
use xornet_model::{Model, Network};

use crate::evaluate::{self, Number};
use crate::inputs::{self, Reading, Width};
use crate::model_file::ModelFile;
use crate::output;

/// Draw a network as SVG
///
/// The colour of a connection shows the sign of its weight, the strength of the line its size. Small networks
/// have the weights written on them; large layers are folded into blocks. Networks with images, sequences or
/// branches are graphs of blocks, in which the kernels of the first convolution are shown. With an input, the
/// units or feature maps show their values for it. The picture is readable on light and on dark pages.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  xornet draw models/xor.toml -o xor.svg
  xornet draw models/xor.toml --input 0,1 -o xor.svg
  xornet draw models/digits.toml > digits.svg
  xornet draw models/digits_cnn.toml --input image.npy -o digits.svg")]
pub struct Arguments {
    /// The model file; `-` is standard input
    #[arg(value_name = "MODEL")]
    file: PathBuf,
    /// The file to write [default: standard output]
    #[arg(short, long, value_name = "SVG")]
    output: Option<PathBuf>,
    /// An input, its numbers separated by commas, or a file whose first row it is: the units show their values for it
    #[arg(short, long, value_name = "NUMBERS|DATA", allow_hyphen_values = true)]
    input: Option<String>,
    #[command(flatten)]
    reading: Reading,
}

impl Arguments {
    /// Runs the command.
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let file = ModelFile::open(&self.file)?;
        let picture = match file.model_or_report() {
            Some(Model::F32(network)) => self.picture(network)?,
            Some(Model::F64(network)) => self.picture(network)?,
            Some(Model::I8(network)) => self.picture(network)?,
            None => return Ok(ExitCode::FAILURE),
        };
        match &self.output {
            Some(path) => fs::write(path, picture)
                .with_context(|| format!("cannot write the picture `{}`", path.display()))?,
            None => {
                let mut out = output::stdout();
                out.write_all(picture.as_bytes())?;
                out.flush()?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Draws the network, with values if there is an input.
    fn picture<T: Number>(&self, network: &Network<T>) -> anyhow::Result<String> {
        let values = match &self.input {
            Some(words) => Some(values(network, self.numbers(network, words)?)?),
            None => None,
        };
        Ok(draw(network, values.as_ref(), Page::File) + "\n")
    }
}

impl Arguments {
    /// Reads the input: numbers, or the first row of a file.
    fn numbers<T: Number>(&self, network: &Network<T>, words: &str) -> anyhow::Result<Vec<T>> {
        let Some(path) = inputs::file(words) else {
            return inputs::vector(words, network.inputs());
        };
        let mut first = None;
        let width = Width::Inputs(network.inputs(), network.input_names());
        inputs::rows(&path, &self.reading, width, false, &mut |row| {
            first.get_or_insert_with(|| row.to_vec());
            Ok(())
        })?;
        first.context("there are no rows of numbers")
    }
}

/// Computes the values of all units for an input.
fn values<T: Number>(network: &Network<T>, input: Vec<T>) -> anyhow::Result<Values<T>> {
    let mut outputs = Vec::new();
    evaluate::trace(network, &input, |step| outputs.push(step.outputs));
    Values::new(network, input, outputs)
        .context("the lengths of the layers' outputs do not match the network")
}
