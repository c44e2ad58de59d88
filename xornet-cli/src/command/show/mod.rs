//! `xornet show`: the content of a model file.

mod activity;
mod layer;
mod saturation;
mod summary;
mod table;
mod text;
mod weights;

use std::path::PathBuf;
use std::process::ExitCode;

use xornet_model::{Model, Network};

use self::activity::Activity;
use self::summary::Summary;
use crate::evaluate::Number;
use crate::inputs::{self, Reading};
use crate::model_file::ModelFile;
use crate::output;

/// Show what is in a model file: layers, sizes, code, weights, idle units
///
/// For each layer: its shape, its inputs where these are not the layer before, parameters,
/// multiply-adds (MACs), bytes of weights and biases, how many weights are not zero, and the code that is generated for it, with the reason for the choice.
///
/// The network is run on the inputs of its `[[checks]]`, or on those of a file, to find idle units: dead ones,
/// whose output is always the 0 of an activation like relu; saturated ones, whose output is always at a
/// limit, as within 0.001 of 0 or 1 for a sigmoid; and constant ones. Layers of sequences and images have
/// channels in place of units: a dead one is 0 at all positions.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  xornet show models/xor.toml
  xornet show models/digits.toml --inputs models/data/digits_test.csv --columns 1-64
  xornet show models/digits.toml --json | jq .parameters")]
pub struct Arguments {
    /// The model file; `-` is standard input
    #[arg(value_name = "MODEL")]
    file: PathBuf,
    /// Inputs to find idle units with, instead of those of the checks: rows of CSV or .npy
    #[arg(short, long, value_name = "DATA")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    /// The number of largest weights to show for each layer
    #[arg(long, value_name = "COUNT", default_value_t = 3)]
    largest: usize,
    /// Write a JSON object
    #[arg(long)]
    json: bool,
}

impl Arguments {
    /// Runs the command.
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let file = ModelFile::open(&self.file)?;
        match file.model_or_report() {
            Some(Model::F32(network)) => self.show(&file, network),
            Some(Model::F64(network)) => self.show(&file, network),
            Some(Model::I8(network)) => self.show(&file, network),
            None => return Ok(ExitCode::FAILURE),
        }?;
        Ok(ExitCode::SUCCESS)
    }

    /// Writes the summary.
    fn show<T: Number>(&self, file: &ModelFile, network: &Network<T>) -> anyhow::Result<()> {
        let activity = self.activity(network)?;
        let summary = Summary::of(&file.shown, network, &activity, self.largest);
        let mut out = output::stdout();
        if self.json {
            output::json(&mut out, &summary)?;
        } else {
            text::write(&mut out, &summary)?;
        }
        out.flush()?;
        Ok(())
    }

    /// Watches the units on all inputs.
    fn activity<T: Number>(&self, network: &Network<T>) -> anyhow::Result<Activity<T>> {
        let mut activity = Activity::new(network);
        if self.inputs.is_empty() {
            for case in network.test_cases() {
                activity.watch(network, case.input());
            }
        }
        for path in &self.inputs {
            let width = inputs::Width::Inputs(network.inputs(), network.input_names());
            inputs::rows(path, &self.reading, width, false, &mut |input| {
                activity.watch(network, input);
                Ok(())
            })?;
        }
        Ok(activity)
    }
}
