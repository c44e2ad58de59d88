//! `xornet quantize`: a network of eight bits from one of floats.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail, ensure};
use xornet_model::{Model, Network, Writer, quantity};

use super::RoundingName;
use crate::evaluate::FloatNumber;
use crate::import::provenance;
use crate::inputs::Reading;
use crate::model_file::ModelFile;
use crate::quantize::{Error, Options, Quantized, Refusal, Samples, quantize};
use crate::{output, source};

/// Make a network of eight bits from one of floats and samples of its inputs
///
/// Weights become integers with a scale for each unit or filter. Values become integers whose scales are chosen so that the
/// numbers that the samples give are within their range. The report tells for each layer how much is lost: the ratio of signal
/// to noise against the network of floats, and how many numbers are beyond the range. If the network cannot be quantized, all
/// reasons are listed at once, and nothing is written.
///
/// Samples are the rows of a CSV or .npy file, as for `xornet run`, or of an array `inputs` or `x` of a .npz file. Those of a
/// stream are frames, one after the other; a row of an array of a .npz file is a sequence of them.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  xornet quantize models/digits.toml --samples digits.npy -o digits_int8.toml
  xornet quantize models/iris.toml --samples iris.csv --columns 1-4 --labels label -o iris_int8.toml
  xornet quantize models/digits_cnn.toml --samples images.npz --labels y --checks 2 -o cnn_int8.toml")]
pub struct Arguments {
    /// The model file, of a network of `f32` or `f64`
    #[arg(value_name = "MODEL")]
    file: PathBuf,

    /// Samples of inputs, as the network will meet them: a CSV, .npy or .npz file; some hundreds are enough
    #[arg(long, value_name = "DATA")]
    samples: PathBuf,

    /// The model file to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    /// Replace an existing file
    #[arg(long)]
    force: bool,

    /// Write nothing, and fail if the file at `--output` is not what would be written
    #[arg(long, conflicts_with = "force")]
    check: bool,

    /// The class of each sample, for the accuracy of both networks: a file, or a column or an array next to the samples
    #[arg(
        long,
        value_name = "COLUMN|FILE",
        long_help = "The class of each sample, for the accuracy of both networks: a CSV or .npy file, a column of the CSV \
                     file of the samples by its name or its number from 1, or an array of their .npz file. Classes are \
                     counted from 0; those of a network with one output are 0 and 1, or -1 and 1"
    )]
    labels: Option<String>,

    #[command(flatten)]
    reading: Reading,

    /// How sums are rounded: as in TensorFlow Lite for Microcontrollers, or as in LiteRT with XNNPACK
    #[arg(long, default_value = "double")]
    rounding: RoundingName,

    /// Leave rare numbers out of the ranges: so many percent of the numbers of a value are within its range [default: all]
    #[arg(long, value_name = "PERCENT")]
    percentile: Option<f64>,

    /// Leave the biases as they are, instead of taking the mean error of rounded weights from them
    #[arg(long)]
    no_bias_correction: bool,

    /// Record this many samples as test cases [default: the inputs of the test cases of the network of floats]
    #[arg(long, value_name = "COUNT")]
    checks: Option<usize>,

    /// The name of the type in Rust [default: derived from the name of the model file]
    #[arg(long)]
    name: Option<String>,

    /// Write the report as JSON
    #[arg(long)]
    json: bool,
}

impl Arguments {
    /// Runs the command.
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let same = |path: &PathBuf| {
            let other = path.canonicalize().ok();
            other.is_some() && other == self.output.canonicalize().ok()
        };
        ensure!(
            !same(&self.file) && !same(&self.samples),
            "`{}` is what the network is made of, and would be overwritten",
            self.output.display()
        );
        ensure!(
            self.force || self.check || !self.output.exists(),
            "`{}` already exists; use `--force` to replace it",
            self.output.display()
        );
        if let Some(percentile) = self.percentile {
            ensure!(
                percentile > 50.0 && percentile <= 100.0,
                "a percentile of {percentile} is not above 50 and up to 100; 99.99 is usual"
            );
        }
        let file = ModelFile::open(&self.file)?;
        match file.model_or_report() {
            Some(Model::F32(network)) => self.quantize(&file, network),
            Some(Model::F64(network)) => self.quantize(&file, network),
            Some(Model::I8(_)) => bail!(
                "`{}` is a network of eight bits already; start from the one of floats that it was made of",
                file.shown
            ),
            None => Ok(ExitCode::FAILURE),
        }
    }

    fn quantize<T: FloatNumber>(
        &self,
        file: &ModelFile,
        network: &Network<T>,
    ) -> anyhow::Result<ExitCode> {
        let labels = self.labels.as_deref();
        let samples = Samples::open(network, &self.samples, &self.reading, labels)?;
        let options = Options {
            rounding: self.rounding.rounding(),
            name: self.name.as_deref(),
            percentile: self.percentile,
            corrects_biases: !self.no_bias_correction,
            cases: self.checks,
        };
        let quantized = match quantize(network, &samples, &options) {
            Ok(quantized) => quantized,
            Err(Error::Refused(refusals)) => {
                Refusal::report_all(&refusals, &file.shown, &file.text);
                output::error(format_args!("`{}` was not quantized", file.shown));
                return Ok(ExitCode::FAILURE);
            }
            Err(Error::Unusable(error)) => {
                return Err(error.context(source::shown(&self.samples)));
            }
        };
        let mut out = output::stdout();
        match self.json {
            true => output::json(&mut out, &quantized.report)?,
            false => quantized.report.write(&mut out)?,
        }
        out.flush()?;
        self.write(&self.text(file, quantized, samples.sequences.len())?)
    }

    /// Returns the text of the model file.
    fn text(
        &self,
        file: &ModelFile,
        quantized: Quantized,
        samples: usize,
    ) -> anyhow::Result<String> {
        let name = provenance::name(&self.file);
        let range = match self.percentile {
            Some(percentile) => format!("{percentile} % of their numbers are within its range"),
            None => "all of their numbers are within its range".to_owned(),
        };
        let header = [
            format!(
                "Quantized by xornet {} from {name}.",
                env!("CARGO_PKG_VERSION")
            ),
            format!("SHA-256: {}", provenance::hash(file.text.as_bytes())),
            format!(
                "The scale of each value is from {} of {}: {range}.",
                quantity(samples, "sample"),
                provenance::name(&self.samples)
            ),
        ];
        let model = Model::I8(quantized.network);
        Ok(Writer::new().header(&header).write(&model).text)
    }

    /// Writes the model file, or compares it with the one that is there.
    fn write(&self, text: &str) -> anyhow::Result<ExitCode> {
        let shown = self.output.display();
        if self.check {
            let old =
                std::fs::read(&self.output).with_context(|| format!("cannot read `{shown}`"))?;
            if old == text.as_bytes() {
                return Ok(ExitCode::SUCCESS);
            }
            output::error(format_args!(
                "`{shown}` is not what would be written; write it again with `--force` instead of `--check`"
            ));
            return Ok(ExitCode::FAILURE);
        }
        let mut options = OpenOptions::new();
        options.write(true);
        match self.force {
            true => options.create(true).truncate(true),
            false => options.create_new(true),
        };
        let fail = || format!("cannot write `{shown}`");
        let mut file = options.open(&self.output).with_context(fail)?;
        file.write_all(text.as_bytes()).with_context(fail)?;
        Ok(ExitCode::SUCCESS)
    }
}
