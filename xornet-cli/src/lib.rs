//! The command `xornet`: one module per subcommand, in [`command`], over what they share.

pub mod command;
pub mod evaluate;
pub mod model_file;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser};

use crate::command::Command;

/// Imports trained networks into xornet's model files, checks, shows, draws and runs them.
#[derive(Debug, Parser)]
#[command(
    name = "xornet",
    version,
    propagate_version = true,
    arg_required_else_help = true
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Runs the command; `name` is how it was called.
pub fn main(name: &'static str, arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let matches = Arguments::command()
        .bin_name(name)
        .get_matches_from(arguments);
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    match arguments.command.run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}
