//! The subcommands, a module each: its arguments, and what it does.
//!
//! They end with 0 where all is well, 1 where a model is not, and 2 where the command could not do
//! its work: wrong arguments, a file that cannot be read or written.

mod check;
mod completions;
mod draw;
mod import;
mod man;
mod new;
mod run;
mod show;

use std::process::ExitCode;

use clap::Subcommand;

/// What to do.
#[derive(Debug, Subcommand)]
#[allow(
    missing_docs,
    reason = "their arguments are documented, which is the help"
)]
pub enum Command {
    Import(import::Arguments),
    Check(check::Arguments),
    Show(show::Arguments),
    Draw(draw::Arguments),
    Run(run::Arguments),
    New(new::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    ///
    /// What kept the command from its work.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Import(arguments) => arguments.run(),
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
