//! A running worker; its `protocol.rs` says what is spoken.

use std::error::Error;
use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use crate::launch::{Flags, Program};

pub struct Worker {
    child: Child,
    requests: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
}

/// A contender over one network, in one of the workers.
#[derive(Clone, Debug)]
pub struct Entrant {
    pub flags: Flags,
    /// The number among the workers, and within that worker.
    pub worker: usize,
    id: usize,
    pub network: String,
    pub is_batch: bool,
    pub name: String,
    /// The largest absolute error, where it is not the same as for all.
    pub tolerance: Option<f64>,
}

/// What a call is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Calls know nothing of each other.
    Throughput,
    /// Each call waits for the one before.
    Latency,
}

impl Mode {
    pub fn name(self) -> &'static str {
        match self {
            Self::Throughput => "throughput",
            Self::Latency => "latency",
        }
    }
}

/// Who races, and the lines that say who does not, and why.
pub struct Field {
    pub entrants: Vec<Entrant>,
    pub absent: Vec<String>,
}

impl Worker {
    /// Starts a worker with the contender of that name, or with `all`.
    pub fn start(
        program: &Program,
        core: usize,
        contender: &str,
        networks: &[&str],
    ) -> Result<(Self, Field), Box<dyn Error>> {
        let mut child = Command::new(&program.path)
            .args(&program.arguments)
            .args([&core.to_string(), contender])
            .args(networks)
            // One thread for everyone: what some libraries start is not for batches of one.
            .env("RAYON_NUM_THREADS", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let requests = child.stdin.take().ok_or("no standard input")?;
        let answers = BufReader::new(child.stdout.take().ok_or("no standard output")?).lines();
        let mut worker = Self {
            child,
            requests,
            answers,
        };
        let field = worker.field(program.flags)?;
        Ok((worker, field))
    }

    fn field(&mut self, flags: Flags) -> Result<Field, Box<dyn Error>> {
        let mut field = Field {
            entrants: Vec::new(),
            absent: Vec::new(),
        };
        loop {
            let line = self.answer()?;
            let fields: Vec<_> = line.split('\t').collect();
            match fields[..] {
                ["entrant", id, network, kind, name, tolerance] => field.entrants.push(Entrant {
                    flags,
                    worker: 0,
                    id: id.parse()?,
                    network: network.into(),
                    is_batch: kind == "batch",
                    name: name.into(),
                    tolerance: tolerance.parse().ok(),
                }),
                ["absent", network, name, reason] => {
                    let flags = flags.name();
                    field
                        .absent
                        .push(format!("{name} ({flags} flags) over {network}: {reason}"));
                }
                ["ready"] => return Ok(field),
                _ => return Err(format!("the worker says {line}").into()),
            }
        }
    }

    /// What the entrant computes for the network's first inputs.
    pub fn outputs(
        &mut self,
        entrant: &Entrant,
        samples: usize,
    ) -> Result<Vec<f32>, Box<dyn Error>> {
        let line = self.ask(&format!("outputs\t{}\t{samples}", entrant.id))?;
        Ok(line.split('\t').map(str::parse).collect::<Result<_, _>>()?)
    }

    /// The time of so many calls.
    pub fn time(
        &mut self,
        entrant: &Entrant,
        mode: Mode,
        samples: usize,
        calls: usize,
    ) -> Result<Duration, Box<dyn Error>> {
        let (mode, id) = (mode.name(), entrant.id);
        let nanoseconds = self.ask(&format!("{mode}\t{id}\t{samples}\t{calls}"))?;
        Ok(Duration::from_nanos(nanoseconds.parse()?))
    }

    fn ask(&mut self, request: &str) -> Result<String, Box<dyn Error>> {
        writeln!(self.requests, "{request}")?;
        self.answer()
    }

    fn answer(&mut self) -> Result<String, Box<dyn Error>> {
        Ok(self.answers.next().ok_or("a worker has ended early")??)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It waits for requests and has nothing to save; an error means that it has ended already.
        _ = self.child.kill();
        _ = self.child.wait();
    }
}
