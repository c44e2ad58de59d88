//! `xornet man`: manual pages, generated from the help.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::CommandFactory;
use clap_mangen::Man;

use crate::output;

/// Print the manual page, or write the pages of all commands
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  xornet man | man -l -
  xornet man ~/.local/share/man/man1")]
pub struct Arguments {
    /// The folder to write to, with a page for each command; without it, the main page is printed
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl Arguments {
    /// Runs the command.
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        // The pages of `help` would repeat those of the commands.
        let command = crate::Arguments::command().disable_help_subcommand(true);
        match self.folder {
            Some(folder) => {
                write(command, &folder).with_context(|| {
                    format!("cannot write manual pages to `{}`", folder.display())
                })?;
            }
            None => {
                let mut page = Vec::new();
                Man::new(command).render(&mut page)?;
                let mut out = output::stdout();
                out.write_all(&page)?;
                out.flush()?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Writes a page for each command.
fn write(command: clap::Command, folder: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(folder)?;
    clap_mangen::generate_to(command, folder)?;
    Ok(())
}
