//! How many times xornet's time everyone takes, network by network.

use xornet_race_networks::Network;
use xornet_testing::svg::{Anchor, Axis, GREY, Svg};

use super::colour;
use crate::launch::Flags;
use crate::report::{format_ratio, format_time};
use crate::results::{Race, Results, Row, XORNET};
use crate::worker::Mode;

const WIDTH: f64 = 900.0;
const PANEL: f64 = WIDTH / 2.0;
const NAMES: f64 = 146.0;
const VALUES: f64 = 130.0;
const STEP: f64 = 17.0;
const TITLE: f64 = 40.0;
const TOP: f64 = 34.0;
/// The width of `100×`, and some space.
const WIDEST_TICK: f64 = 34.0;

/// One panel per network.
pub fn networks<'a>(results: &'a Results, networks: &[&'a Network]) -> Option<String> {
    let race =
        |&network: &&'a Network| panel(results, &network.name).map(|rows| (network.shape(), rows));
    let panels: Vec<_> = networks.iter().filter_map(race).collect();
    let height = |rows: &Vec<(&Row, f64)>| TITLE + STEP * rows.len() as f64 + 18.0;
    let heights: Vec<_> = panels
        .chunks(2)
        .map(|pair| {
            pair.iter()
                .map(|(_, rows)| height(rows))
                .fold(0.0, f64::max)
        })
        .collect();
    let ratios = panels
        .iter()
        .flat_map(|(_, rows)| rows.iter().map(|&(_, ratio)| ratio));
    let axis = Axis::new(ratios, NAMES, PANEL - VALUES)?;

    let mut svg = Svg::new(WIDTH, TOP + heights.iter().sum::<f64>());
    let heading = "Time of a forward pass relative to xornet, logarithmic; \
                   each peer with the flags that suit it best (n: native)";
    svg.text((8.0, 20.0), Anchor::Start, GREY, heading);
    for (index, (shape, rows)) in panels.iter().enumerate() {
        let left = PANEL * (index % 2) as f64;
        let top = TOP + heights[..index / 2].iter().sum::<f64>();
        draw(&mut svg, &axis, (left, top), shape, rows);
    }
    Some(svg.finish())
}

/// Everyone's best, and its ratio to xornet.
fn panel<'a>(results: &'a Results, network: &'a str) -> Option<Vec<(&'a Row, f64)>> {
    let race = Race {
        network,
        mode: Mode::Throughput,
        batch: None,
    };
    let xornet = results.reference(race)?;
    let mut rows: Vec<_> = Vec::new();
    for (name, _) in results.contenders(&[race]) {
        let row = results.best_of(race, name)?;
        if !rows
            .iter()
            .any(|&(other, _): &(&Row, f64)| other.name == name)
        {
            rows.push((row, row.time.median / xornet));
        }
    }
    Some(rows)
}

fn draw(svg: &mut Svg, axis: &Axis, (left, top): (f64, f64), shape: &str, rows: &[(&Row, f64)]) {
    let Some((first, _)) = rows.first() else {
        return;
    };
    let title = format!("{}: {shape}", first.network);
    svg.bold((left + 8.0, top + 14.0), Anchor::Start, GREY, &title);
    let bottom = top + TITLE + STEP * rows.len() as f64;
    for tick in axis.ticks(WIDEST_TICK) {
        let x = left + axis.at(tick);
        let opacity = if tick == 1.0 { 1.0 } else { 0.3 };
        svg.line((x, top + TITLE - 6.0), (x, bottom), GREY, opacity);
        svg.text(
            (x, top + TITLE - 10.0),
            Anchor::Middle,
            GREY,
            &format!("{tick}×"),
        );
    }
    let one = left + axis.at(1.0);
    for (index, &(row, ratio)) in rows.iter().enumerate() {
        let y = top + TITLE + STEP * index as f64;
        let base = y + 11.0;
        let hue = colour(&row.name);
        let at = (left + NAMES - 6.0, base);
        if row.name == XORNET {
            svg.bold(at, Anchor::End, hue, &row.name);
            svg.bar((one - 2.0, one + 2.0), y + 2.0, STEP - 5.0, hue);
        } else {
            svg.text(at, Anchor::End, GREY, &row.name);
            svg.bar((one, left + axis.at(ratio)), y + 2.0, STEP - 5.0, hue);
        }
        let native = if row.flags == Flags::Native { "n" } else { "" };
        let (factor, time) = (format_ratio(ratio), format_time(row.time.median));
        let columns = [
            (74.0, Anchor::End, factor),
            (12.0, Anchor::End, format!("{time} ns")),
            (8.0, Anchor::Start, native.into()),
        ];
        for (from_right, anchor, text) in columns {
            let at = (left + PANEL - 10.0 - from_right, base);
            svg.text(at, anchor, GREY, &text);
        }
    }
}
