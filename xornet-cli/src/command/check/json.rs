//! Findings for programs: an object a line, each with its `kind`.

use std::io::Write;
use std::ops::Range;

use serde::Serialize;
use xornet_model::outcome::{Outcome, failures};
use xornet_model::{Failure, Fault, Lines, Network};

use super::Report;
use crate::evaluate::Number;
use crate::model_file::ModelFile;
use crate::output;

pub(super) struct Json {
    out: Box<dyn Write>,
    quiet: bool,
}

/// A line. Lines and columns count from 1, columns in characters; spans are in bytes from 0.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Line<'a, T> {
    /// A file that cannot be read.
    Unreadable { file: &'a str, message: String },
    /// Something that is wrong, be it a fault of the file or a check that does not hold.
    Fault {
        file: &'a str,
        line: usize,
        column: usize,
        span: Range<usize>,
        message: &'a str,
        label: &'a str,
        help: Option<&'a str>,
        note: Option<&'a str>,
    },
    /// A recorded case; the numbers are those of the output that is furthest off.
    Check {
        file: &'a str,
        line: usize,
        column: usize,
        span: Range<usize>,
        check: usize,
        holds: bool,
        output: usize,
        expected: T,
        got: T,
        error: T,
        tolerance: T,
    },
    /// The last line of a file.
    File {
        file: &'a str,
        good: bool,
        name: Option<&'a str>,
        faults: usize,
        checks: usize,
        failed: usize,
    },
}

impl Json {
    pub(super) fn new(quiet: bool) -> Self {
        let out = output::stdout();
        Self { out, quiet }
    }

    fn line<T: Serialize>(&mut self, line: &Line<'_, T>) -> anyhow::Result<()> {
        let lines_of_good_files = matches!(line, Line::Check { .. } | Line::File { .. });
        if !(self.quiet && lines_of_good_files) {
            output::json(&mut self.out, line)?;
        }
        Ok(())
    }

    fn fault(&mut self, file: &ModelFile, fault: &Fault) -> anyhow::Result<()> {
        let (line, column) = fault.position(&file.text);
        self.line(&Line::Fault::<()> {
            file: &file.shown,
            line,
            column,
            span: fault.span(),
            message: fault.message(),
            label: fault.expected(),
            help: fault.remedy(),
            note: fault.note(),
        })
    }
}

impl Report for Json {
    fn unreadable(&mut self, shown: &str, problem: &anyhow::Error) -> anyhow::Result<()> {
        self.line(&Line::Unreadable::<()> {
            file: shown,
            message: format!("{problem:#}"),
        })
    }

    fn faulty(&mut self, file: &ModelFile, failure: &Failure) -> anyhow::Result<()> {
        for fault in &failure.faults {
            self.fault(file, fault)?;
        }
        self.line(&Line::File::<()> {
            file: &file.shown,
            good: false,
            name: failure.outline.name.as_deref(),
            faults: failure.faults.len(),
            checks: 0,
            failed: 0,
        })
    }

    fn read<T: Number>(
        &mut self,
        file: &ModelFile,
        network: &Network<T>,
        cases: &[Outcome<'_, T>],
    ) -> anyhow::Result<()> {
        for fault in failures(cases) {
            self.fault(file, &fault)?;
        }
        let failed = cases.iter().filter(|case| !case.holds()).count();
        let lines = Lines::of(&file.text);
        for case in cases {
            let (line, column) = lines.position(case.span().start);
            let worst = case.worst();
            self.line(&Line::Check {
                file: &file.shown,
                line,
                column,
                span: case.span(),
                check: case.number(),
                holds: case.holds(),
                output: worst.index,
                expected: worst.expected,
                got: worst.got,
                error: worst.error,
                tolerance: case.check().tolerance(),
            })?;
        }
        self.line(&Line::File::<()> {
            file: &file.shown,
            good: failed == 0,
            name: network.name(),
            faults: 0,
            checks: cases.len(),
            failed,
        })
    }

    fn finish(&mut self) -> anyhow::Result<()> {
        self.out.flush()?;
        Ok(())
    }
}
