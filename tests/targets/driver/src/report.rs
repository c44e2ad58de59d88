//! What passed, what failed, and what could not be done.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

use crate::tool::{self, Tool};

pub struct Report {
    strict: bool,
    passed: usize,
    failed: usize,
    skipped: usize,
}

impl Report {
    /// In a strict one, what is skipped counts as failed.
    pub fn new(strict: bool) -> Self {
        Self {
            strict,
            passed: 0,
            failed: 0,
            skipped: 0,
        }
    }

    /// Does something if all tools are there, and shows the line that it gives, or why it failed.
    pub fn check(&mut self, name: &str, tools: &[Tool], run: impl FnOnce() -> Result<String>) {
        if let Some(install) = tool::lacking(tools) {
            self.skipped += 1;
            println!("skipped  {name:<28}         {install}");
            return;
        }
        let began = Instant::now();
        let result = run();
        let seconds = began.elapsed().as_secs();
        match result {
            Ok(remark) => {
                self.passed += 1;
                println!("passed   {name:<28} {seconds:>5} s  {remark}");
            }
            Err(error) => {
                self.failed += 1;
                println!("FAILED   {name:<28} {seconds:>5} s");
                for line in format!("{error:#}").lines() {
                    println!("    {line}");
                }
            }
        }
    }

    pub fn finish(self) -> ExitCode {
        let Self {
            strict,
            passed,
            failed,
            skipped,
        } = self;
        println!("{passed} passed, {failed} failed, {skipped} skipped");
        if failed == 0 && (skipped == 0 || !strict) {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}
