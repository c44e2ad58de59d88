//! `xornet completions`: scripts that complete arguments in a shell.

use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::output;

/// Print a script that completes this command's arguments in a shell
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  xornet completions bash > ~/.local/share/bash-completion/completions/xornet
  xornet completions zsh > ~/.zfunc/_xornet
  xornet completions fish > ~/.config/fish/completions/xornet.fish
  xornet completions powershell >> $PROFILE")]
pub struct Arguments {
    /// The shell
    shell: Shell,
}

impl Arguments {
    /// Runs the command.
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let mut script = Vec::new();
        let mut command = crate::Arguments::command();
        clap_complete::generate(self.shell, &mut command, "xornet", &mut script);
        let mut out = output::stdout();
        out.write_all(&script)?;
        out.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}
