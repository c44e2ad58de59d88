//! `xornet draw`: a network as a picture.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail, ensure};
use xornet_model::draw::{Page, Values, draw};
use xornet_model::{Float, Model, Network};

use crate::evaluate::{self, Number};
use crate::model_file::ModelFile;

/// What to draw, and where to.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The model file
    file: PathBuf,
    /// Where the picture goes; standard output where this is left out
    #[arg(short, long, value_name = "SVG")]
    output: Option<PathBuf>,
    /// An input, its numbers divided by commas: the units show what they hold for it
    #[arg(long, value_delimiter = ',', allow_hyphen_values = true)]
    input: Option<Vec<String>>,
}

impl Arguments {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let file = ModelFile::open(&self.file)?;
        let picture = match &file.model {
            Ok(Model::F32(network)) => self.picture(network)?,
            Ok(Model::F64(network)) => self.picture(network)?,
            Err(failure) => {
                for fault in &failure.faults {
                    eprintln!("{}", fault.render(&file.shown, &file.text));
                }
                return Ok(ExitCode::FAILURE);
            }
        };
        match &self.output {
            Some(path) => fs::write(path, picture)
                .with_context(|| format!("cannot write the picture `{}`", path.display()))?,
            None => std::io::stdout()
                .write_all(picture.as_bytes())
                .context("cannot write to standard output")?,
        }
        Ok(ExitCode::SUCCESS)
    }

    fn picture<T: Number>(&self, network: &Network<T>) -> anyhow::Result<String> {
        let values = match &self.input {
            Some(words) => Some(values(network, input(words, network.inputs())?)?),
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

/// The numbers of an input, of which there must be so many.
fn input<T: Float>(words: &[String], length: usize) -> anyhow::Result<Vec<T>> {
    let number = |(index, word): (usize, &String)| {
        let place = || {
            format!(
                "number {} of --input, `{}`,",
                index + 1,
                word.escape_debug()
            )
        };
        let Some(number) = T::parse(word.trim()) else {
            bail!("{} is not a number", place());
        };
        ensure!(
            number.is_finite(),
            "{} is not a finite `{}`",
            place(),
            T::DTYPE
        );
        Ok(number)
    };
    let numbers: Vec<T> = words
        .iter()
        .enumerate()
        .map(number)
        .collect::<Result<_, _>>()?;
    if numbers.len() == length {
        return Ok(numbers);
    }
    let example: Vec<_> = (0..length).map(|_| "0").collect();
    let example = if length <= 8 {
        format!(", as in `--input {}`", example.join(","))
    } else {
        String::new()
    };
    Err(anyhow!(
        "--input has {}, but the network takes {length}{example}",
        xornet_model::plan::count(numbers.len(), "number"),
    ))
}
