//! Everyone at the start.

use std::error::Error;

use crate::launch::Program;
use crate::select::Selection;
use crate::worker::{Entrant, Worker};

/// Workers, who races in them, and the lines that say who does not.
#[derive(Default)]
pub struct Starters {
    pub workers: Vec<Worker>,
    pub entrants: Vec<Entrant>,
    pub absent: Vec<String>,
}

impl Starters {
    /// Starts a process for each contender: one that leaves its mark on a process, as some do on
    /// the upper halves of vector registers, would slow down the others.
    pub fn start(
        &mut self,
        program: &Program,
        core: usize,
        networks: &[&str],
        selection: &Selection,
    ) -> Result<(), Box<dyn Error>> {
        let (scout, field) = Worker::start(program, core, "all", networks)?;
        drop(scout);
        self.absent.extend(field.absent);
        let mut names = Vec::new();
        for entrant in &field.entrants {
            if selection.takes(entrant) && !names.contains(&entrant.name) {
                names.push(entrant.name.clone());
            }
        }
        for name in names {
            let (worker, field) = Worker::start(program, core, &name, networks)?;
            let number = self.workers.len();
            self.workers.push(worker);
            for mut entrant in field.entrants {
                entrant.worker = number;
                self.entrants.push(entrant);
            }
        }
        Ok(())
    }
}
