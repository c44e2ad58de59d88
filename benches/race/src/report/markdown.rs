use std::fmt::Write as _;

use xornet_race_networks::{Class, Network};

use super::table::{Table, ratio, time};
use super::{Report, machine};
use crate::results::{Race, Results, XORNET};
use crate::worker::Mode;

/// The tables.
pub fn write(report: &Report) -> String {
    let mut text = String::from("# The race\n\n");
    writeln!(
        text,
        "Nanoseconds, and how many times xornet's time with default flags. {}.\n",
        provenance(report)
    )
    .expect("a string");

    let of = |wanted: fn(Class) -> bool| -> Vec<_> {
        let networks = report.networks.iter();
        networks.filter(|network| wanted(network.class)).collect()
    };
    let dense = of(|class| class == Class::Dense);
    let pruned = of(|class| matches!(class, Class::Pruned(_)));
    let convolutional = of(|class| class == Class::Convolutional);
    let race = |network: &&Network| -> (String, String, Option<usize>) {
        (network.name.clone(), network.name.clone(), None)
    };
    for (mode, heading) in [
        (Mode::Throughput, "Calls that know nothing of each other"),
        (Mode::Latency, "Calls that each wait for the one before"),
    ] {
        let columns: Vec<_> = dense.iter().map(race).collect();
        section(&mut text, report.results, heading, mode, &columns);
        lead(&mut text, report.results, mode, &dense, None);
    }
    for network in &dense {
        let rows = report
            .results
            .0
            .iter()
            .filter(|row| row.network == network.name);
        let mut sizes: Vec<_> = rows.filter_map(|row| row.batch).collect();
        sizes.sort_unstable();
        sizes.dedup();
        let column = |&size: &usize| (size.to_string(), network.name.clone(), Some(size));
        let columns: Vec<_> = sizes.iter().map(column).collect();
        let heading = format!("Batches of {}: nanoseconds per sample", network.name);
        section(
            &mut text,
            report.results,
            &heading,
            Mode::Throughput,
            &columns,
        );
    }
    let column = |network: &&Network| {
        let percent = network.class.percent()?;
        Some((format!("{percent} %"), network.name.clone(), None))
    };
    let columns: Vec<_> = pruned.iter().filter_map(column).collect();
    let shape = pruned
        .first()
        .map_or(String::new(), |network| network.shape());
    let heading = format!("Weights that are not zero, of {shape}");
    section(
        &mut text,
        report.results,
        &heading,
        Mode::Throughput,
        &columns,
    );

    let columns: Vec<_> = convolutional.iter().map(race).collect();
    let (heading, mode) = ("Convolutional networks", Mode::Throughput);
    section(&mut text, report.results, heading, mode, &columns);
    lead(&mut text, report.results, mode, &convolutional, None);
    let stream = of(|class| class == Class::Stream);
    streams(&mut text, report.results, &stream);

    if !report.absent.is_empty() {
        text.push_str("## Left out\n\n");
        for absent in report.absent {
            writeln!(text, "* {absent}").expect("a string");
        }
        text.push('\n');
    }
    text
}

/// The tables of streams: step by step, and in blocks.
fn streams(text: &mut String, results: &Results, networks: &[&Network]) {
    let mode = Mode::Throughput;
    let is_stream = |name: &str| networks.iter().any(|network| network.name == name);
    let rows = results.0.iter().filter(|row| is_stream(&row.network));
    let mut sizes: Vec<_> = rows.map(|row| row.batch).collect();
    sizes.sort_unstable();
    sizes.dedup();
    for batch in sizes {
        let heading = match batch {
            None => "Streams: nanoseconds per step".to_string(),
            Some(size) => format!("Streams in blocks of {size} frames: nanoseconds per frame"),
        };
        let is_raced = |network: &&&Network| {
            let network = &network.name;
            let race = Race {
                network,
                mode,
                batch,
            };
            results.of(race).next().is_some()
        };
        let raced: Vec<_> = networks.iter().filter(is_raced).copied().collect();
        let column = |network: &&Network| (network.name.clone(), network.name.clone(), batch);
        let columns: Vec<_> = raced.iter().map(column).collect();
        section(text, results, &heading, mode, &columns);
        lead(text, results, mode, &raced, batch);
    }
}

fn provenance(report: &Report) -> String {
    let effort = report.options.effort();
    format!(
        "{}; {}; {}; {}. Medians of {} samples of {} ms or more",
        machine::processor(),
        machine::compiler("rustc"),
        machine::compiler("cc"),
        report.libraries.join(", "),
        effort.samples,
        effort.sample.as_millis()
    )
}

/// A table of all contenders; columns are a heading, a network and a size of batches.
fn section(
    text: &mut String,
    results: &Results,
    heading: &str,
    mode: Mode,
    columns: &[(String, String, Option<usize>)],
) {
    let race = |(_, network, batch): &'_ (String, String, Option<usize>)| (network.clone(), *batch);
    let keys: Vec<_> = columns.iter().map(race).collect();
    let races: Vec<_> = keys
        .iter()
        .map(|(network, batch)| Race {
            network,
            mode,
            batch: *batch,
        })
        .collect();
    let contenders = results.contenders(&races);
    if contenders.is_empty() {
        return;
    }
    let first = ["contender".to_string()].into_iter();
    let mut table = Table::new(first.chain(columns.iter().map(|(heading, ..)| heading.clone())));
    for (name, flags) in contenders {
        let cell = |&race: &Race| {
            let Some(median) = results.time(race, name, flags) else {
                return String::new();
            };
            let relative = results.reference(race).map(|xornet| ratio(median / xornet));
            format!("{} ({})", time(median), relative.unwrap_or_default())
        };
        let name = format!("{name}, {}", flags.name());
        table.row([name].into_iter().chain(races.iter().map(cell)));
    }
    writeln!(text, "## {heading}\n\n{}", table.write()).expect("a string");
}

/// xornet against the fastest of all others.
fn lead(
    text: &mut String,
    results: &Results,
    mode: Mode,
    networks: &[&Network],
    batch: Option<usize>,
) {
    let mut table = Table::new(["network", XORNET, "best other", "best other / xornet", ""]);
    let mut any = false;
    for network in networks {
        let race = Race {
            network: &network.name,
            mode,
            batch,
        };
        let (Some(xornet), Some(peer)) = (results.reference(race), results.best_peer(race)) else {
            continue;
        };
        any = true;
        table.row([
            format!("{}: {}", network.name, network.shape()),
            time(xornet),
            time(peer.time.median),
            ratio(peer.time.median / xornet),
            format!("{}, {}", peer.name, peer.flags.name()),
        ]);
    }
    if any {
        writeln!(text, "{}", table.write()).expect("a string");
    }
}
