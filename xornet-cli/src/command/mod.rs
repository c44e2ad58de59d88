//! The subcommands, a module each, with its arguments and what it does.
//!
//! Their exit status is 0 on success, 1 if there is an error in a model, and 2 if the command could not do its
//! work: wrong arguments, or a file that cannot be read or written.

mod check;
mod completions;
mod draw;
mod import;
mod man;
mod new;
mod quantize;
mod run;
mod show;
mod source;

pub use self::run::Explain;

use std::process::ExitCode;

use clap::Subcommand;
use xornet_model::Rounding;

/// A subcommand with its arguments.
#[derive(Debug, Subcommand)]
#[allow(
    missing_docs,
    reason = "the documentation of the arguments is the help"
)]
pub enum Command {
    Import(import::Arguments),
    Quantize(quantize::Arguments),
    Check(check::Arguments),
    Show(show::Arguments),
    Draw(draw::Arguments),
    Run(run::Arguments),
    New(new::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

impl Command {
    /// Runs the subcommand.
    ///
    /// # Errors
    ///
    /// If the command could not do its work.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Import(arguments) => arguments.run(),
            Self::Quantize(arguments) => arguments.run(),
            Self::Check(arguments) => arguments.run(),
            Self::Show(arguments) => arguments.run(),
            Self::Draw(arguments) => arguments.run(),
            Self::Run(arguments) => arguments.run(),
            Self::New(arguments) => arguments.run(),
            Self::Completions(arguments) => arguments.run(),
            Self::Man(arguments) => arguments.run(),
        }
    }
}

/// A rounding, as the command line names it.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum RoundingName {
    Double,
    Single,
}

impl RoundingName {
    /// Returns the rounding.
    fn rounding(self) -> Rounding {
        match self {
            Self::Double => Rounding::Double,
            Self::Single => Rounding::Single,
        }
    }
}
