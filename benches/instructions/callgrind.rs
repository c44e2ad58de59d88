//! Runs this program under callgrind.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use crate::cases;
use crate::counts::Counts;

const INSTALL: &str = "valgrind was not found. Install it (Debian, Ubuntu: `apt-get install valgrind`; \
                       Fedora: `dnf install valgrind`), or set VALGRIND to its path.";

/// The counts of all cases, or what is wrong.
pub fn count() -> Result<Counts, String> {
    let valgrind = env::var("VALGRIND").unwrap_or_else(|_| "valgrind".into());
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("instructions.callgrind");
    let output = Command::new(valgrind)
        .args(["--tool=callgrind", "--combine-dumps=yes"])
        .arg(format!("--toggle-collect={}", cases::COUNTED))
        .arg(format!("--dump-before={}", cases::LAP))
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(env::current_exe().map_err(|error| error.to_string())?)
        .arg(cases::RUN)
        .output()
        .map_err(|error| format!("{INSTALL}\n({error})"))?;
    if !output.status.success() {
        return Err(format!(
            "valgrind failed:\n{}",
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    let profile =
        fs::read_to_string(&out).map_err(|error| format!("{}: {error}", out.display()))?;
    let names = String::from_utf8_lossy(&output.stdout);
    let names: Vec<_> = names.lines().collect();
    // One for each lap, and one for what comes after the last.
    let totals: Vec<u64> = profile
        .lines()
        .filter_map(|line| line.strip_prefix("totals: ")?.trim().parse().ok())
        .collect();
    if totals.len() < names.len() || totals[..names.len()].contains(&0) {
        return Err(format!(
            "{} cases, but callgrind counted {totals:?}",
            names.len()
        ));
    }
    let all = names.iter().map(|name| (*name).to_owned()).zip(totals);
    Ok(Counts {
        conditions: conditions(),
        all: all.collect(),
    })
}

/// What the counts depend on besides the source: the compiler, its flags, and the target. The
/// processor shows in the names of the cases.
fn conditions() -> String {
    let rustc = env::var("RUSTC").unwrap_or_else(|_| "rustc".into());
    let version = Command::new(rustc)
        .arg("--version")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .map_or_else(|_| "rustc".into(), |output| output.stdout);
    let version = String::from_utf8_lossy(&version);
    let flags = env::var("RUSTFLAGS").unwrap_or_default();
    format!("{} {} {flags}", version.trim(), env::consts::ARCH)
        .trim()
        .into()
}
