//! Times over the size of batches, and over sparsity.

use xornet_race_networks::Network;
use xornet_testing::svg::{Anchor, Axis, GREY, Svg, time};

use super::colour;
use crate::results::{Race, Results, XORNET};
use crate::worker::Mode;

const PANEL: (f64, f64) = (450.0, 300.0);
const LEFT: f64 = 62.0;
const RIGHT: f64 = 158.0;
const TOP: f64 = 34.0;
/// The height of a line of text.
const LINE: f64 = 14.0;

/// Points of one contender: what the horizontal axis says, and nanoseconds.
type Curve<'a> = (&'a str, Vec<(f64, f64)>);

/// One panel per network that was raced in batches.
pub fn batches<'a>(results: &'a Results, networks: &[&'a Network]) -> Option<String> {
    let panel = |&network: &&'a Network| {
        let rows = results.0.iter().filter(|row| row.network == network.name);
        let mut sizes: Vec<_> = rows.filter_map(|row| row.batch).collect();
        sizes.sort_unstable();
        sizes.dedup();
        let race = |&size: &usize| {
            let batch = Some(size);
            (
                size as f64,
                Race {
                    network: &network.name,
                    mode: Mode::Throughput,
                    batch,
                },
            )
        };
        let races: Vec<_> = sizes.iter().map(race).collect();
        let title = format!("{}: {}", network.name, network.shape());
        (title, curves(results, &races))
    };
    let panels: Vec<_> = networks
        .iter()
        .map(panel)
        .filter(|(_, curves)| !curves.is_empty())
        .collect();
    let heading = "Time per sample over the number of samples in a batch; \
                   peers with the flags that suit them best";
    draw(heading, &panels, &|size| format!("{size}"))
}

/// One panel.
pub fn sparsity<'a>(results: &'a Results, networks: &[&'a Network]) -> Option<String> {
    let race = |network: &&'a Network| {
        let race = Race {
            network: &network.name,
            mode: Mode::Throughput,
            batch: None,
        };
        Some((f64::from(network.class.percent()?), race))
    };
    let races: Vec<_> = networks.iter().filter_map(race).collect();
    let curves = curves(results, &races);
    if curves.is_empty() {
        return None;
    }
    let heading = "Time of a forward pass over the share of weights that are not zero; \
                   peers with the flags that suit them best";
    draw(heading, &[(networks[0].shape(), curves)], &|percent| {
        format!("{percent} %")
    })
}

fn curves<'a>(results: &'a Results, races: &[(f64, Race<'a>)]) -> Vec<Curve<'a>> {
    let keys: Vec<_> = races.iter().map(|&(_, race)| race).collect();
    let mut names: Vec<_> = results
        .contenders(&keys)
        .iter()
        .map(|&(name, _)| name)
        .collect();
    names.dedup();
    let curve = |name| {
        let point =
            |&(x, race): &(f64, Race<'a>)| Some((x, results.best_of(race, name)?.time.median));
        (name, races.iter().filter_map(point).collect())
    };
    names.into_iter().map(curve).collect()
}

fn draw(
    heading: &str,
    panels: &[(String, Vec<Curve>)],
    label: &dyn Fn(f64) -> String,
) -> Option<String> {
    let columns = panels.len().min(2);
    // A single panel may take the whole width.
    let width = if columns == 1 { 2.0 * PANEL.0 } else { PANEL.0 };
    let height = TOP + PANEL.1 * panels.len().div_ceil(2) as f64;
    let mut svg = Svg::new(2.0 * PANEL.0, height);
    svg.text((8.0, 20.0), Anchor::Start, GREY, heading);
    for (index, (title, curves)) in panels.iter().enumerate() {
        let left = width * (index % 2) as f64;
        let top = TOP + PANEL.1 * (index / 2) as f64;
        panel(&mut svg, (left, top, width), title, curves, label)?;
    }
    (!panels.is_empty()).then(|| svg.finish())
}

fn panel(
    svg: &mut Svg,
    (left, top, width): (f64, f64, f64),
    title: &str,
    curves: &[Curve],
    label: &dyn Fn(f64) -> String,
) -> Option<()> {
    let points = || curves.iter().flat_map(|(_, points)| points.iter().copied());
    let (right, bottom) = (left + width - RIGHT, top + PANEL.1 - 40.0);
    let horizontal = Axis::new(points().map(|(x, _)| x), left + LEFT, right)?;
    let vertical = Axis::new(points().map(|(_, y)| y), bottom, top + 30.0)?;
    svg.bold((left + 8.0, top + 14.0), Anchor::Start, GREY, title);
    for tick in vertical.ticks(LINE) {
        let y = vertical.at(tick);
        svg.line((left + LEFT, y), (right, y), GREY, 0.3);
        svg.text((left + LEFT - 6.0, y + 4.0), Anchor::End, GREY, &time(tick));
    }
    let mut ticks: Vec<_> = points().map(|(x, _)| x).collect();
    ticks.sort_by(f64::total_cmp);
    ticks.dedup();
    for tick in ticks {
        let x = horizontal.at(tick);
        svg.line((x, bottom), (x, bottom + 4.0), GREY, 1.0);
        svg.text((x, bottom + 18.0), Anchor::Middle, GREY, &label(tick));
    }

    // Names next to the last points, pushed apart where they would overlap.
    let mut names: Vec<_> = Vec::new();
    for (name, points) in curves {
        let at = |&(x, y): &(f64, f64)| (horizontal.at(x), vertical.at(y));
        let placed: Vec<_> = points.iter().map(at).collect();
        let thickness = if *name == XORNET { 2.6 } else { 1.5 };
        svg.curve(&placed, colour(name), thickness);
        let end = placed.iter().copied().max_by(|a, b| a.0.total_cmp(&b.0))?;
        names.push((end.1 + 4.0, *name));
    }
    names.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut free = f64::NEG_INFINITY;
    for (y, name) in names {
        let y = y.max(free);
        free = y + LINE;
        svg.text((right + 8.0, y), Anchor::Start, colour(name), name);
    }
    Some(())
}
