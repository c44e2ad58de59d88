//! `xornet run`: a network's outputs, computed by the reference.

mod class;
mod fold;
mod formula;
mod json;
mod nested;
mod trace;

pub use self::trace::Explain;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::ensure;
use clap::ValueEnum;
use xornet_model::{Model, Network, quantity};

use self::fold::Fold;
use self::trace::Pass;
use crate::evaluate::{self, Number, Step, Stream};
use crate::inputs::{self, Reading, Width};
use crate::model_file::ModelFile;
use crate::output;

/// Run a network on inputs
///
/// The outputs are, to the bit, those of the compiled network. Each is written as the shortest number that
/// reads back the same.
///
/// Inputs are numbers on the command line, or the rows of files: CSV (separated by commas, semicolons,
/// tabs or spaces, with or without a row of names), or .npy as numpy.save writes it. Images are flattened
/// row by row, channels last, and several inputs follow each other. If the model names its inputs
/// (`input_names`), columns are matched by their names. The inputs of a stream are its frames, one after the other.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  xornet run models/xor.toml --input 0,1
  xornet run models/xor.toml --input 0,1 --trace
  xornet run models/iris.toml models/data/iris_test.csv --columns 1-4 --argmax
  xornet run models/digits.toml digits.npy --format csv > outputs.csv
  xornet run models/digits_cnn.toml images.npy --argmax
  cut -d, -f1-4 flowers.csv | xornet run models/iris.toml -")]
pub struct Arguments {
    /// The model file
    #[arg(value_name = "MODEL")]
    file: PathBuf,
    /// Files of inputs, a row each: CSV or .npy; `-` is standard input
    #[arg(value_name = "DATA")]
    data: Vec<PathBuf>,
    /// One input, its numbers separated by commas; may be given several times
    #[arg(
        short,
        long,
        value_name = "NUMBERS",
        allow_hyphen_values = true,
        long_help = "One input, its numbers separated by commas; may be given several times. \
                     A file of inputs can be given here as well"
    )]
    input: Vec<String>,
    #[command(flatten)]
    reading: Reading,
    /// Show the computation step by step, with its formulas
    #[arg(short, long)]
    trace: bool,
    /// Show all products and units in a trace, however many there are
    #[arg(long, requires = "trace")]
    full: bool,
    /// Write the name of the largest output, or its index from 0, instead of the outputs
    #[arg(
        long,
        conflicts_with = "trace",
        long_help = "Write the name of the largest output instead of the outputs, or its index, from 0, \
                     if the model has no `output_names`"
    )]
    argmax: bool,
    /// How to write the outputs
    #[arg(short, long, value_enum, default_value_t)]
    format: Format,
}

/// The format of outputs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line for each input, for people to read
    #[default]
    Text,
    /// A row for each input, without a row of names
    Csv,
    /// A JSON object for each input, on a line
    Json,
}

impl Arguments {
    /// Runs the command.
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        ensure!(
            !(self.trace && self.format == Format::Csv),
            "`--trace` cannot be written as CSV; use `--format text` or `--format json`"
        );
        ensure!(
            !(self.data.is_empty() && self.input.is_empty()),
            "there are no inputs: name a file of inputs, or give one input, as in `--input 0,1`"
        );
        let file = ModelFile::open(&self.file)?;
        match file.model_or_report() {
            Some(Model::F32(network)) => self.each_input(network),
            Some(Model::F64(network)) => self.each_input(network),
            Some(Model::I8(network)) => self.each_input(network),
            None => return Ok(ExitCode::FAILURE),
        }?;
        Ok(ExitCode::SUCCESS)
    }

    /// Writes the output for each input.
    fn each_input<T: Number>(&self, network: &Network<T>) -> anyhow::Result<()> {
        if self.argmax {
            class::check(network)?;
        }
        let mut out = output::stdout();
        let mut number = 0;
        let mut stream = Stream::new(network);
        // The rows of a stream are its frames, of which a step may take several.
        let mut frames = Vec::new();
        let mut write = |input: &[T]| {
            frames.extend_from_slice(input);
            if frames.len() < network.inputs() * network.stride() {
                return Ok(());
            }
            number += 1;
            let input = std::mem::take(&mut frames);
            self.write(&mut out, network, stream.as_mut(), number, &input)
        };
        for words in &self.input {
            match inputs::file(words) {
                Some(path) => self.rows(&path, network, &mut write)?,
                None => write(&inputs::vector(words, network.inputs())?)?,
            }
        }
        for path in &self.data {
            self.rows(path, network, &mut write)?;
        }
        out.flush()?;
        let stride = network.stride();
        ensure!(
            frames.is_empty(),
            "there is {} left over: a step of this stream takes {stride}",
            quantity(frames.len() / network.inputs(), "frame")
        );
        Ok(())
    }

    /// Hands each row of a file to `write`.
    fn rows<T: Number>(
        &self,
        path: &Path,
        network: &Network<T>,
        write: &mut inputs::Visit<'_, T>,
    ) -> anyhow::Result<()> {
        let width = Width::Inputs(network.inputs(), network.input_names());
        inputs::rows(path, &self.reading, width, true, write)
    }

    /// Writes the output or the trace for one input.
    fn write<T: Number>(
        &self,
        out: &mut dyn Write,
        network: &Network<T>,
        stream: Option<&mut Stream<'_, T>>,
        number: usize,
        input: &[T],
    ) -> anyhow::Result<()> {
        let mut steps: Vec<Step<T>> = Vec::new();
        let outputs = match stream {
            Some(stream) => stream.step(input, |step| steps.push(step)),
            None if self.trace => {
                evaluate::trace(network, input, |step| steps.push(step));
                Vec::new()
            }
            None => evaluate::forward(network, input),
        };
        if self.trace {
            let pass = Pass {
                network,
                input,
                steps: &steps,
            };
            match self.format {
                Format::Json => json::trace(out, &pass)?,
                _ => trace::write(out, &pass, number, Fold::new(self.full))?,
            }
            return Ok(());
        }
        match self.format {
            Format::Json => json::outputs(out, network, input, &outputs, self.argmax)?,
            _ if self.argmax => writeln!(out, "{}", class::name(network, &outputs))?,
            Format::Csv => {
                let outputs: Vec<_> = outputs.into_iter().map(T::shortest).collect();
                writeln!(out, "{}", outputs.join(","))?;
            }
            Format::Text => {
                let ports = network.output_ports();
                let ports = nested::ports(&ports, &outputs).map(|(name, tensor)| match name {
                    Some(name) => format!("{name}: {tensor}"),
                    None => tensor.to_string(),
                });
                writeln!(out, "{}", ports.collect::<Vec<_>>().join("; "))?;
            }
        }
        Ok(())
    }
}
