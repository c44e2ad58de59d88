//! The command `xornet`: one module per subcommand in [`command`], and the modules that they share.
#![forbid(unsafe_code)]

mod activation;
pub mod archive;
pub mod command;
pub mod evaluate;
mod import;
pub mod inputs;
pub mod model_file;
mod onnx;
pub mod output;
mod progress;
mod quantize;
pub mod source;
mod table;
mod tflite;

#[doc(hidden)]
pub use crate::import::examine as examine_import;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use clap::{ColorChoice, CommandFactory, FromArgMatches, Parser};

use crate::command::Command;

/// Imports trained networks into xornet's model files, quantizes, checks, shows, draws and runs them
///
/// A model file is a network as TOML, which `xornet::model!` compiles into a crate. This command
/// works on such files without a build.
#[derive(Debug, Parser)]
#[command(
    name = "xornet",
    version,
    propagate_version = true,
    arg_required_else_help = true,
    subcommand_required = true,
    after_help = "`xornet COMMAND --help` shows the options of a command, with examples.",
    max_term_width = 100
)]
pub struct Arguments {
    /// The subcommand.
    #[command(subcommand)]
    pub command: Command,
    /// When to write in colours
    #[arg(
        long,
        value_enum,
        value_name = "WHEN",
        default_value_t,
        global = true,
        display_order = 900,
        long_help = "When to write in colours. `auto` does so at a terminal, unless NO_COLOR is set"
    )]
    pub color: ColorChoice,
}

/// Runs the command. `name` is how the user called it: `xornet` or `cargo xornet`.
pub fn main(name: &'static str, arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let matches = Arguments::command()
        .bin_name(name)
        .get_matches_from(arguments);
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    output::set_colours(arguments.color);
    match arguments.command.run() {
        Ok(code) => code,
        // The reader of the output has closed it, as in `xornet run … | head`.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::error(format_args!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

/// Returns whether the error comes from an output that its reader has closed.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let mut causes = error.chain().filter_map(|cause| cause.downcast_ref());
    causes.any(|cause: &io::Error| cause.kind() == io::ErrorKind::BrokenPipe)
}
