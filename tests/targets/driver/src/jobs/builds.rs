//! That xornet compiles where nothing runs it.

use crate::cargo;
use crate::compiler::Library;
use crate::report::Report;
use crate::tool::Tool;

const TRIPLES: [&str; 2] = ["i686-unknown-linux-gnu", "thumbv8m.main-none-eabihf"];

pub fn run(report: &mut Report) {
    for triple in TRIPLES {
        report.check(&format!("builds {triple}"), &[Tool::Target(triple)], || {
            let mut command = cargo::cross("check", triple, Library::Core)?;
            command.args(["--locked", "--package", "subjects", "--package", "shapes"]);
            command.env("RUSTFLAGS", "-Dwarnings");
            cargo::output(&mut command)?;
            Ok("compiles without a warning".into())
        });
    }
}
