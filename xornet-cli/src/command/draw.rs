//! `xornet draw`: a network as a picture.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use xornet_model::draw::{Page, Values, draw};
use xornet_model::{Model, Network};

use crate::evaluate::{self, Number};
use crate::inputs;
use crate::model_file::ModelFile;
use crate::output;

/// Draw a network as SVG
///
/// Connections are coloured by the sign of their weight and as strong as it is large; small networks have
/// the weights written on them, large layers are folded into blocks. With an input, the units show
/// what they hold for it. The picture reads on light and on dark pages.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  xornet draw models/xor.toml -o xor.svg
  xornet draw models/xor.toml --input 0,1 -o xor.svg
  xornet draw models/digits.toml > digits.svg")]
pub struct Arguments {
    /// The model file; `-` is standard input
    #[arg(value_name = "MODEL")]
    file: PathBuf,
    /// Where the picture goes; standard output where this is left out
    #[arg(short, long, value_name = "SVG")]
    output: Option<PathBuf>,
    /// An input, its numbers divided by commas: the units show what they hold for it
    #[arg(short, long, value_name = "NUMBERS", allow_hyphen_values = true)]
    input: Option<String>,
}

impl Arguments {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let file = ModelFile::open(&self.file)?;
        let picture = match file.good() {
            Some(Model::F32(network)) => self.picture(network)?,
            Some(Model::F64(network)) => self.picture(network)?,
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

    fn picture<T: Number>(&self, network: &Network<T>) -> anyhow::Result<String> {
        let values = match &self.input {
            Some(words) => Some(values(network, inputs::vector(words, network.inputs())?)?),
            None => None,
        };
        Ok(draw(network, values.as_ref(), Page::File) + "\n")
    }
}

fn values<T: Number>(network: &Network<T>, input: Vec<T>) -> anyhow::Result<Values<T>> {
    let mut outputs = Vec::new();
    evaluate::trace(network, &input, |step| outputs.push(step.outputs));
    Values::new(network, input, outputs).context("the layers' outputs have other lengths")
}
