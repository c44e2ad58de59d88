//! Results as text.

use std::io::Write;

use xornet_model::outcome::{Outcome, failures};
use xornet_model::quantity;
use xornet_model::{Diagnostic, InvalidModel, Lines, Network};

use super::Report;
use crate::evaluate::Number;
use crate::model_file::ModelFile;
use crate::output::{self, FAILED, PASSED};
use crate::table::{Align, Table};

/// The maximal number of test cases that are shown of a file, without `--all`.
const MAX_SHOWN: usize = 10;

/// A report as text, with counts of the files.
pub(super) struct Text {
    out: Box<dyn Write>,
    quiet: bool,
    all: bool,
    passed: usize,
    failed: usize,
    unreadable: usize,
}

impl Text {
    /// Starts the output: errors only if `quiet`, all test cases if `all`.
    pub(super) fn new(quiet: bool, all: bool) -> Self {
        Self {
            out: output::stdout(),
            quiet,
            all,
            passed: 0,
            failed: 0,
            unreadable: 0,
        }
    }

    /// Counts a file as passed or failed, and writes the line that says so.
    fn verdict(&mut self, file: &str, passed: bool, verdict: &str) -> anyhow::Result<()> {
        if passed {
            self.passed += 1;
        } else {
            self.failed += 1;
        }
        if self.quiet {
            return Ok(());
        }
        let style = if passed { PASSED } else { FAILED };
        writeln!(self.out, "{file}: {style}{verdict}{style:#}")?;
        Ok(())
    }
}

impl Report for Text {
    fn unreadable(&mut self, _: &str, problem: &anyhow::Error) -> anyhow::Result<()> {
        self.unreadable += 1;
        self.out.flush()?;
        output::error(format_args!("{problem:#}"));
        Ok(())
    }

    fn invalid(&mut self, file: &ModelFile, model: &InvalidModel) -> anyhow::Result<()> {
        self.errors(file, &model.errors)?;
        let verdict = quantity(model.errors.len(), "error");
        self.verdict(&file.shown, false, &verdict)
    }

    fn valid<T: Number>(
        &mut self,
        file: &ModelFile,
        network: &Network<T>,
        cases: &[Outcome<'_, T>],
    ) -> anyhow::Result<()> {
        self.errors(file, &failures(cases))?;
        let failed = cases.iter().filter(|case| !case.holds()).count();
        let verdict = match (failed, cases.len()) {
            (0, 0) => "passed, without test cases".into(),
            (0, 1) => "passed, 1 test case".into(),
            (0, cases) => format!("passed, {cases} test cases"),
            (1, cases) => format!("1 of {} fails", quantity(cases, "test case")),
            (failed, cases) => format!("{failed} of {} fail", quantity(cases, "test case")),
        };
        self.verdict(&file.shown, failed == 0, &verdict)?;
        if self.quiet {
            return Ok(());
        }
        if !cases.is_empty() {
            self.table(file, cases)?;
        }
        if network.name().is_none() {
            writeln!(
                self.out,
                "  note: the file name cannot be turned into a type name: set `name`, or name the type in the macro call"
            )?;
        }
        Ok(())
    }

    fn finish(&mut self) -> anyhow::Result<()> {
        let files = self.passed + self.failed + self.unreadable;
        if !self.quiet && files > 1 {
            write!(self.out, "{files} files: {} passed", self.passed)?;
            if self.failed > 0 {
                write!(self.out, ", {} failed", self.failed)?;
            }
            if self.unreadable > 0 {
                write!(self.out, ", {} not read", self.unreadable)?;
            }
            writeln!(self.out)?;
        }
        self.out.flush()?;
        Ok(())
    }
}

impl Text {
    /// Writes diagnostics as the compiler does.
    fn errors(&mut self, file: &ModelFile, errors: &[Diagnostic]) -> anyhow::Result<()> {
        for error in errors {
            let error = error.render_styled(&file.shown, &file.text);
            writeln!(self.out, "{error}\n")?;
        }
        Ok(())
    }

    /// Writes the test cases: all of them, or those that are closest to failing.
    fn table<T: Number>(
        &mut self,
        file: &ModelFile,
        cases: &[Outcome<'_, T>],
    ) -> anyhow::Result<()> {
        let mut shown: Vec<_> = cases.iter().collect();
        if !self.all {
            shown.sort_by(|a, b| b.tolerance_used().total_cmp(&a.tolerance_used()));
            shown.truncate(MAX_SHOWN);
            shown.sort_by_key(|case| case.number());
        }
        let mut table = Table::new(&[
            ("case", Align::Right),
            ("line", Align::Right),
            ("output", Align::Left),
            ("expected", Align::Left),
            ("got", Align::Left),
            ("error", Align::Left),
            ("tolerance", Align::Left),
            ("", Align::Left),
        ]);
        let lines = Lines::of(&file.text);
        for case in &shown {
            let worst = case.worst();
            let (line, _) = lines.position(case.span().start);
            table.row([
                case.number().to_string(),
                line.to_string(),
                case.place(),
                worst.expected.shortest(),
                worst.got.shortest(),
                worst.error.shortest(),
                case.case().tolerance().shortest(),
                if case.holds() { "" } else { "fails" }.into(),
            ]);
        }
        write!(self.out, "{table}")?;
        let more = cases.len() - shown.len();
        if more > 0 {
            writeln!(
                self.out,
                "  … and {more} with smaller errors (`--all` shows them)"
            )?;
        }
        Ok(())
    }
}
