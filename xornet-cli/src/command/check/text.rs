//! Findings for people.

use std::io::Write;

use xornet_model::outcome::{Outcome, failures};
use xornet_model::plan::count;
use xornet_model::{Failure, Fault, Lines, Network};

use super::Report;
use crate::evaluate::Number;
use crate::model_file::ModelFile;
use crate::output::{self, BAD, GOOD};
use crate::table::{Side, Table};

/// Checks of one file that are shown unless all are asked for.
const SHOWN: usize = 10;

pub(super) struct Text {
    out: Box<dyn Write>,
    quiet: bool,
    all: bool,
    good: usize,
    bad: usize,
    unreadable: usize,
}

impl Text {
    pub(super) fn new(quiet: bool, all: bool) -> Self {
        let (good, bad, unreadable) = (0, 0, 0);
        Self {
            out: output::stdout(),
            quiet,
            all,
            good,
            bad,
            unreadable,
        }
    }

    /// The last line of a file.
    fn verdict(&mut self, file: &str, good: bool, verdict: &str) -> anyhow::Result<()> {
        if good {
            self.good += 1;
        } else {
            self.bad += 1;
        }
        if self.quiet {
            return Ok(());
        }
        let style = if good { GOOD } else { BAD };
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

    fn faulty(&mut self, file: &ModelFile, failure: &Failure) -> anyhow::Result<()> {
        self.faults(file, &failure.faults)?;
        let verdict = count(failure.faults.len(), "fault");
        self.verdict(&file.shown, false, &verdict)
    }

    fn read<T: Number>(
        &mut self,
        file: &ModelFile,
        network: &Network<T>,
        cases: &[Outcome<'_, T>],
    ) -> anyhow::Result<()> {
        self.faults(file, &failures(cases))?;
        let failed = cases.iter().filter(|case| !case.holds()).count();
        let verdict = match (failed, cases.len()) {
            (0, 0) => "good, but it records no checks".into(),
            (0, 1) => "good, 1 check holds".into(),
            (0, checks) => format!("good, {checks} checks hold"),
            (1, checks) => format!("1 of {} does not hold", count(checks, "check")),
            (failed, checks) => format!("{failed} of {} do not hold", count(checks, "check")),
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
                "  note: the file's stem makes no type name: set `name`, or choose one in the call of the macro"
            )?;
        }
        Ok(())
    }

    fn finish(&mut self) -> anyhow::Result<()> {
        let files = self.good + self.bad + self.unreadable;
        if !self.quiet && files > 1 {
            write!(self.out, "{files} files: {} good", self.good)?;
            if self.bad > 0 {
                write!(self.out, ", {} not", self.bad)?;
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
    fn faults(&mut self, file: &ModelFile, faults: &[Fault]) -> anyhow::Result<()> {
        for fault in faults {
            let fault = fault.render_styled(&file.shown, &file.text);
            writeln!(self.out, "{fault}\n")?;
        }
        Ok(())
    }

    fn table<T: Number>(
        &mut self,
        file: &ModelFile,
        cases: &[Outcome<'_, T>],
    ) -> anyhow::Result<()> {
        let mut shown: Vec<_> = cases.iter().collect();
        if !self.all {
            shown.sort_by(|a, b| b.strain().total_cmp(&a.strain()));
            shown.truncate(SHOWN);
            shown.sort_by_key(|case| case.number());
        }
        let mut table = Table::new([
            ("check", Side::Right),
            ("line", Side::Right),
            ("output", Side::Left),
            ("expected", Side::Left),
            ("got", Side::Left),
            ("error", Side::Left),
            ("tolerance", Side::Left),
            ("", Side::Left),
        ]);
        let lines = Lines::of(&file.text);
        for case in &shown {
            let worst = case.worst();
            let (line, _) = lines.position(case.span().start);
            table.row([
                case.number().to_string(),
                line.to_string(),
                format!("[{}]", worst.index),
                worst.expected.shortest(),
                worst.got.shortest(),
                worst.error.shortest(),
                case.check().tolerance().shortest(),
                if case.holds() { "" } else { "does not hold" }.into(),
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
