//! The subcommands, a module each: its arguments, and what it does.
//!
//! They end with 0 where all is well, 1 where a model is not, and 2 where the command could not do
//! its work: wrong arguments, a file that cannot be read or written.

mod run;

use std::process::ExitCode;

use clap::Subcommand;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run a network on inputs
    Run(run::Arguments),
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    ///
    /// What kept the command from its work.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Run(arguments) => arguments.run(),
        }
    }
}
