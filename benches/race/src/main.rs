//! Races xornet against what one would use in its place.
//!
//! Builds a worker for each set of compiler flags, checks what each contender computes, lets all
//! take short turns on one core, and writes a report. `README.md` says more.

mod check;
mod launch;
mod measure;
mod onnxruntime;
mod options;
mod plot;
mod report;
mod results;
mod select;
mod starters;
mod worker;

use std::error::Error;
use std::path::PathBuf;

use clap::Parser;
use xornet_race_networks::{Class, Network};

use launch::Flags;
use measure::measure;
use onnxruntime::Script;
use options::Options;
use results::{Results, Row};
use select::Selection;
use starters::Starters;
use worker::{Entrant, Mode, Worker};

/// The frames of a block in the race of streams: what an audio driver hands over.
const STREAM_BLOCK: usize = 64;

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let all = xornet_race_networks::all();
    if options.redraw {
        return report::redraw(&all, &folder(&options)?);
    }
    let selection = Selection::new(&options.only);
    let networks: Vec<_> = all
        .into_iter()
        .filter(|n| selection.takes_network(n))
        .collect();
    let names: Vec<_> = networks
        .iter()
        .map(|network| network.name.as_str())
        .collect();

    let mut field = Starters::default();
    let is_whole = networks
        .iter()
        .any(|network| network.class != Class::Stream);
    for program in Flags::ALL.map(|flags| launch::build(flags, is_whole)) {
        field.start(&program?, options.core(), &names, &selection)?;
    }
    let mut libraries = report::libraries();
    if selection.takes_contender(onnxruntime::NAME) {
        match onnxruntime::prepare(&options.python, &networks)? {
            Script::Ready(program, version) => {
                let names = onnxruntime::names(&networks);
                field.start(&program, options.core(), &names, &selection)?;
                libraries.push(version);
            }
            Script::Absent(reason) => field.absent.push(reason),
            Script::Unused => {}
        }
    }
    let Starters {
        mut workers,
        mut entrants,
        absent,
    } = field;
    entrants.retain(|entrant| selection.takes(entrant));
    selection.complain(&entrants)?;
    for reason in &absent {
        eprintln!("left out: {reason}");
    }

    let mut results = Results::default();
    for network in &networks {
        race(&mut workers, network, &entrants, &options, &mut results)?;
    }
    let report = report::Report {
        results: &results,
        networks: &networks,
        absent: &absent,
        libraries: &libraries,
        options: &options,
    };
    report::write(&report, &folder(&options)?)
}

/// All races over a network.
fn race(
    workers: &mut [Worker],
    network: &Network,
    entrants: &[Entrant],
    options: &Options,
    results: &mut Results,
) -> Result<(), Box<dyn Error>> {
    let effort = options.effort();
    let field = |is_batch| -> Vec<_> {
        let fits = |e: &&Entrant| e.network == network.name && e.is_batch == is_batch;
        entrants.iter().filter(fits).collect()
    };
    let (singles, batches) = (field(false), field(true));
    for entrant in singles.iter().chain(&batches) {
        check::check(&mut workers[entrant.worker], entrant, network)?;
    }
    let mut run =
        |group: &[&Entrant], mode: Mode, batch: Option<usize>| -> Result<(), Box<dyn Error>> {
            let inputs = batch.unwrap_or(network.cases());
            let size = batch.map_or(String::new(), |size| format!(", batches of {size}"));
            eprintln!(
                "{}: {}{size}, {} contenders",
                network.name,
                mode.name(),
                group.len()
            );
            let times = measure(workers, group, mode, inputs, &effort)?;
            results
                .0
                .extend(group.iter().zip(times).map(|(entrant, time)| Row {
                    network: network.name.clone(),
                    mode,
                    batch,
                    name: entrant.name.clone(),
                    flags: entrant.flags,
                    time,
                }));
            Ok(())
        };
    if !singles.is_empty() {
        run(&singles, Mode::Throughput, None)?;
        if network.class == Class::Dense {
            run(&singles, Mode::Latency, None)?;
        }
    }
    if !batches.is_empty() {
        let sizes = match network.class {
            Class::Stream => &[STREAM_BLOCK],
            _ => effort.batches,
        };
        for &size in sizes {
            run(&batches, Mode::Throughput, Some(size))?;
        }
    }
    Ok(())
}

/// Where the report goes: a partial race never replaces the record of a full one unasked.
fn folder(options: &Options) -> Result<PathBuf, Box<dyn Error>> {
    Ok(match &options.out {
        Some(folder) => folder.clone(),
        None if options.is_full() => concat!(env!("CARGO_MANIFEST_DIR"), "/results").into(),
        None => launch::target_folder()?.join("race"),
    })
}
