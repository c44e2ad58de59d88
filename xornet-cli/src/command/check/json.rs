//! Results as JSON: an object on each line, with its `kind`.

use std::io::Write;
use std::ops::Range;

use serde::Serialize;
use xornet_model::outcome::{Outcome, failures};
use xornet_model::{Diagnostic, InvalidModel, Lines, Network};

use super::Report;
use crate::evaluate::Number;
use crate::model_file::ModelFile;
use crate::output;

/// A report as JSON.
pub(super) struct Json {
    out: Box<dyn Write>,
    quiet: bool,
}

/// A line of the output. Lines and columns count from 1, columns in characters; spans are in bytes from 0.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Line<'a, T> {
    /// A file that cannot be read.
    Unreadable { file: &'a str, message: String },
    /// An error of the file, or a test case that fails.
    Error {
        file: &'a str,
        line: usize,
        column: usize,
        span: Range<usize>,
        message: &'a str,
        label: &'a str,
        help: Option<&'a str>,
        note: Option<&'a str>,
    },
    /// A test case; the numbers are those of the output with the largest error.
    TestCase {
        file: &'a str,
        line: usize,
        column: usize,
        span: Range<usize>,
        test_case: usize,
        holds: bool,
        output: usize,
        expected: T,
        got: T,
        error: T,
        tolerance: T,
    },
    /// The result of a file, after its other lines.
    File {
        file: &'a str,
        passed: bool,
        name: Option<&'a str>,
        errors: usize,
        test_cases: usize,
        failed: usize,
    },
}

impl Json {
    /// Starts the output; if `quiet`, only errors are written.
    pub(super) fn new(quiet: bool) -> Self {
        let out = output::stdout();
        Self { out, quiet }
    }

    /// Writes a line, unless it is about something that passes and the output is to be quiet.
    fn line<T: Serialize>(&mut self, line: &Line<'_, T>) -> anyhow::Result<()> {
        let is_no_error = matches!(line, Line::TestCase { .. } | Line::File { .. });
        if !(self.quiet && is_no_error) {
            output::json(&mut self.out, line)?;
        }
        Ok(())
    }

    /// Writes a diagnostic.
    fn error(&mut self, file: &ModelFile, error: &Diagnostic) -> anyhow::Result<()> {
        let (line, column) = error.position(&file.text);
        self.line(&Line::Error::<()> {
            file: &file.shown,
            line,
            column,
            span: error.span(),
            message: error.message(),
            label: error.expected(),
            help: error.remedy(),
            note: error.note(),
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

    fn invalid(&mut self, file: &ModelFile, model: &InvalidModel) -> anyhow::Result<()> {
        for error in &model.errors {
            self.error(file, error)?;
        }
        self.line(&Line::File::<()> {
            file: &file.shown,
            passed: false,
            name: model.outline.name.as_deref(),
            errors: model.errors.len(),
            test_cases: 0,
            failed: 0,
        })
    }

    fn valid<T: Number>(
        &mut self,
        file: &ModelFile,
        network: &Network<T>,
        cases: &[Outcome<'_, T>],
    ) -> anyhow::Result<()> {
        for error in failures(cases) {
            self.error(file, &error)?;
        }
        let failed = cases.iter().filter(|case| !case.holds()).count();
        let lines = Lines::of(&file.text);
        for case in cases {
            let (line, column) = lines.position(case.span().start);
            let worst = case.worst();
            self.line(&Line::TestCase {
                file: &file.shown,
                line,
                column,
                span: case.span(),
                test_case: case.number(),
                holds: case.holds(),
                output: worst.index,
                expected: worst.expected,
                got: worst.got,
                error: worst.error,
                tolerance: case.case().tolerance(),
            })?;
        }
        self.line(&Line::File::<()> {
            file: &file.shown,
            passed: failed == 0,
            name: network.name(),
            errors: 0,
            test_cases: cases.len(),
            failed,
        })
    }

    fn finish(&mut self) -> anyhow::Result<()> {
        self.out.flush()?;
        Ok(())
    }
}
