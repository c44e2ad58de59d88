use std::fmt::Write as _;

use super::Report;
use crate::launch::Flags;
use crate::measure::Time;
use crate::results::{Results, Row};
use crate::worker::Mode;

/// All rows; fields with commas are quoted.
pub fn write(report: &Report) -> String {
    let mut text = String::from(
        "network,shape,mode,batch,contender,flags,nanoseconds,low_quartile,high_quartile,relative_to_xornet\n",
    );
    for row in &report.results.0 {
        let network = report
            .networks
            .iter()
            .find(|network| network.name == row.network);
        let shape = network.map(|network| network.shape()).unwrap_or_default();
        let batch = row.batch.map(|batch| batch.to_string()).unwrap_or_default();
        let relative = report
            .results
            .reference(row.race())
            .map(|xornet| row.time.median / xornet);
        let relative = relative
            .map(|relative| format!("{relative:.3}"))
            .unwrap_or_default();
        writeln!(
            text,
            "{},\"{shape}\",{},{batch},\"{}\",{},{:.3},{:.3},{:.3},{relative}",
            row.network,
            row.mode.name(),
            row.name,
            row.flags.name(),
            row.time.median,
            row.time.low,
            row.time.high,
        )
        .expect("a string");
    }
    text
}

/// Reads rows that [`write`] has written.
pub fn read(text: &str) -> Result<Results, String> {
    let rows = text.lines().enumerate().skip(1);
    let rows = rows.map(|(index, line)| {
        row(line).ok_or_else(|| format!("line {} is not a row of a race: {line}", index + 1))
    });
    Ok(Results(rows.collect::<Result<_, _>>()?))
}

fn row(line: &str) -> Option<Row> {
    let fields: [String; 10] = fields(line).try_into().ok()?;
    let [network, _, mode, batch, name, flags, median, low, high, _] = fields;
    let batch = match batch.as_str() {
        "" => None,
        number => Some(number.parse().ok()?),
    };
    Some(Row {
        network,
        mode: [Mode::Throughput, Mode::Latency]
            .into_iter()
            .find(|known| known.name() == mode)?,
        batch,
        name,
        flags: Flags::ALL.into_iter().find(|known| known.name() == flags)?,
        time: Time {
            low: low.parse().ok()?,
            median: median.parse().ok()?,
            high: high.parse().ok()?,
        },
    })
}

/// Divides a line at its commas, but for those in quotes.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            _ => fields.last_mut().expect("a first field").push(c),
        }
    }
    fields
}
