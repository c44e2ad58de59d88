//! `xornet check`: the errors that the macro reports for model files, without a build.

mod json;
mod text;

use std::path::PathBuf;
use std::process::ExitCode;

use xornet_model::outcome::{Outcome, outcomes};
use xornet_model::{InvalidModel, Model, Network};

use self::json::Json;
use self::text::Text;
use crate::evaluate::Number;
use crate::model_file::ModelFile;
use crate::source;

/// Find the errors of model files, and run their test cases
///
/// All errors of each file are shown as the compiler shows them for a file that a crate includes with
/// `xornet::model!`. A file without errors is run on the inputs of its `[[checks]]`, and the outputs
/// are compared with the expected ones. They are, to the bit, those of the compiled network.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
With --json, each line is an object with a `kind`:
  error       file, line, column, span in bytes, message, label, help, note:
              an error of the file, or a test case that fails (the ten with the largest
              errors, and one for all others)
  test_case   file, line, column, span, test_case, holds; output, expected, got and error
              of the output with the largest error; tolerance
  file        file, passed, name, errors, test_cases, failed; after the other lines of
              the file
  unreadable  file, message

Exit status:
  0  all files and all their test cases pass
  1  a file has an error, or a test case fails
  2  a file cannot be read, or the arguments are wrong

Examples:
  xornet check models/*.toml
  xornet check --quiet models/*.toml && cargo build
  xornet check --json model.toml
  git show HEAD:models/xor.toml | xornet check -")]
pub struct Arguments {
    /// Model files; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write a JSON object on a line for each error, test case and file
    #[arg(long)]
    json: bool,
    /// Show all test cases of a file, not only the ten that are closest to failing
    #[arg(short, long)]
    all: bool,
    /// Show errors only
    #[arg(short, long, conflicts_with = "all")]
    quiet: bool,
}

/// A format of the results.
trait Report {
    /// Reports a file that cannot be read.
    fn unreadable(&mut self, shown: &str, problem: &anyhow::Error) -> anyhow::Result<()>;

    /// Reports a file with errors.
    fn invalid(&mut self, file: &ModelFile, model: &InvalidModel) -> anyhow::Result<()>;

    /// Reports a file without errors, and the outcomes of its test cases.
    fn valid<T: Number>(
        &mut self,
        file: &ModelFile,
        network: &Network<T>,
        cases: &[Outcome<'_, T>],
    ) -> anyhow::Result<()>;

    /// Ends the report, after the last file.
    fn finish(&mut self) -> anyhow::Result<()>;
}

impl Arguments {
    /// Runs the command.
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        if self.json {
            self.report(Json::new(self.quiet))
        } else {
            self.report(Text::new(self.quiet, self.all))
        }
    }

    /// Reports all files; the exit status is that of the worst one.
    fn report(&self, mut report: impl Report) -> anyhow::Result<ExitCode> {
        let mut code = 0;
        for path in &self.files {
            let found = match ModelFile::open(path) {
                Err(problem) => {
                    report.unreadable(&source::shown(path), &problem)?;
                    2
                }
                Ok(file) => match &file.model {
                    Err(model) => {
                        report.invalid(&file, model)?;
                        1
                    }
                    Ok(Model::F32(network)) => cases(&mut report, &file, network)?,
                    Ok(Model::F64(network)) => cases(&mut report, &file, network)?,
                    Ok(Model::I8(network)) => cases(&mut report, &file, network)?,
                },
            };
            code = code.max(found);
        }
        report.finish()?;
        Ok(ExitCode::from(code))
    }
}

/// Runs the test cases, and returns the exit status: 1 if one fails.
fn cases<T: Number>(
    report: &mut impl Report,
    file: &ModelFile,
    network: &Network<T>,
) -> anyhow::Result<u8> {
    let cases = outcomes(network);
    report.valid(file, network, &cases)?;
    Ok(cases.iter().any(|case| !case.holds()).into())
}
