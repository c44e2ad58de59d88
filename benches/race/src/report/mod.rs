//! What the race leaves behind: tables to read, rows for the record, and pictures.

mod csv;
mod machine;
mod markdown;
mod table;

use std::error::Error;
use std::fs;
use std::path::Path;

use xornet_race_networks::Network;

use crate::options::Options;
use crate::plot;
use crate::results::Results;

pub use machine::libraries;
pub use table::{ratio as format_ratio, time as format_time};

/// The rows of a race.
const RECORD: &str = "race.csv";

/// What the report is about.
pub struct Report<'a> {
    pub results: &'a Results,
    pub networks: &'a [Network],
    /// Contenders that were left out, and why.
    pub absent: &'a [String],
    /// What raced, with versions.
    pub libraries: &'a [String],
    pub options: &'a Options,
}

/// Writes all files, and prints the tables.
pub fn write(report: &Report, folder: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    let text = markdown::write(report);
    println!("{text}");
    fs::write(folder.join("race.md"), text)?;
    fs::write(folder.join(RECORD), csv::write(report))?;
    draw(report.results, report.networks, folder)?;
    println!("written to {}", folder.display());
    Ok(())
}

/// Draws the pictures anew from the rows on record in a folder.
pub fn redraw(networks: &[Network], folder: &Path) -> Result<(), Box<dyn Error>> {
    let results = csv::read(&fs::read_to_string(folder.join(RECORD))?)?;
    draw(&results, networks, folder)
}

fn draw(results: &Results, networks: &[Network], folder: &Path) -> Result<(), Box<dyn Error>> {
    for (file, picture) in plot::all(results, networks) {
        fs::write(folder.join(file), picture)?;
    }
    Ok(())
}
