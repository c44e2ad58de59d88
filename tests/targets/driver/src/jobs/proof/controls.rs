//! That each check can fail: functions of `alone` that must be refused, and with which words.

use anyhow::{Result, bail, ensure};

use super::{PANIC, examine};
use crate::bare::{Archive, Builds, Machine};

const CONTROLS: [(&str, &str); 6] = [
    ("panic", PANIC),
    ("stranger", "neither of xornet nor of core"),
    ("double", "computes in f64"),
    ("variable", "data that changes"),
    ("recursion", "calls itself"),
    ("indirect", "takes the address"),
];

pub fn refused(archive: &Archive, machine: Machine, builds: &Builds) -> Result<()> {
    for (name, words) in CONTROLS {
        match examine(archive, machine, &format!("control_{name}"), builds) {
            Ok(_) => bail!("control_{name} was not refused"),
            Err(error) => {
                let text = format!("{error:#}");
                ensure!(
                    text.contains(words),
                    "control_{name} was refused for this: {text}"
                );
            }
        }
    }
    Ok(())
}
