use std::fmt::Write as _;

use super::Report;

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
