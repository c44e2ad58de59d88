//! `xornet run`: a network's outputs, by the reference.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::ensure;
use xornet_model::{Model, Network};

use crate::evaluate::{self, Number};
use crate::model_file::ModelFile;

/// What to run, and on what.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The model file
    file: PathBuf,
    /// One input, its numbers divided by commas
    #[arg(
        long,
        value_delimiter = ',',
        allow_negative_numbers = true,
        required = true
    )]
    input: Vec<String>,
}

impl Arguments {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let file = ModelFile::open(&self.file)?;
        match &file.model {
            Ok(Model::F32(network)) => self.outputs(network),
            Ok(Model::F64(network)) => self.outputs(network),
            Err(failure) => {
                for fault in &failure.faults {
                    eprintln!("{}", fault.render(&file.shown, &file.text));
                }
                Ok(ExitCode::FAILURE)
            }
        }
    }

    fn outputs<T: Number>(&self, network: &Network<T>) -> anyhow::Result<ExitCode> {
        let numbers = self
            .input
            .iter()
            .map(|text| T::parse(text).ok_or_else(|| anyhow::anyhow!("`{text}` is not a number")));
        let input: Vec<T> = numbers.collect::<Result<_, _>>()?;
        ensure!(
            input.len() == network.inputs(),
            "the input has {} numbers, but the network takes {}",
            input.len(),
            network.inputs()
        );
        let output = evaluate::forward(network, &input);
        let output: Vec<_> = output.into_iter().map(T::shortest).collect();
        println!("{}", output.join(", "));
        Ok(ExitCode::SUCCESS)
    }
}
