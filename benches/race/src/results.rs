//! What was measured.

use std::cmp::Ordering;

use crate::launch::Flags;
use crate::measure::Time;
use crate::worker::Mode;

/// The name that everyone is compared with.
pub const XORNET: &str = "xornet";

/// A time of a contender.
pub struct Row {
    pub network: String,
    pub mode: Mode,
    /// Inputs in a call of a batch; `None` where calls take one, without a batch.
    pub batch: Option<usize>,
    pub name: String,
    pub flags: Flags,
    pub time: Time,
}

/// One race: what is compared with each other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Race<'a> {
    pub network: &'a str,
    pub mode: Mode,
    pub batch: Option<usize>,
}

#[derive(Default)]
pub struct Results(pub Vec<Row>);

impl Row {
    pub fn race(&self) -> Race<'_> {
        Race {
            network: &self.network,
            mode: self.mode,
            batch: self.batch,
        }
    }

    fn is_reference(&self) -> bool {
        self.name == XORNET && self.flags == Flags::Default
    }
}

impl Results {
    pub fn of<'a>(&'a self, race: Race<'a>) -> impl Iterator<Item = &'a Row> {
        self.0.iter().filter(move |row| row.race() == race)
    }

    /// Names and flags, in the order of entry.
    pub fn contenders<'a>(&'a self, races: &[Race<'a>]) -> Vec<(&'a str, Flags)> {
        let mut contenders = Vec::new();
        for &race in races {
            for row in self.of(race) {
                let contender = (row.name.as_str(), row.flags);
                if !contenders.contains(&contender) {
                    contenders.push(contender);
                }
            }
        }
        contenders.sort_by_key(|&(_, flags)| flags as usize);
        // Both flags of a contender side by side, and xornet first.
        let names: Vec<_> = contenders.iter().map(|&(name, _)| name).collect();
        contenders.sort_by_key(|&(name, _)| names.iter().position(|&other| other == name));
        contenders
    }

    /// xornet's time with default flags.
    pub fn reference(&self, race: Race) -> Option<f64> {
        let mut rows = self.of(race);
        Some(rows.find(|row| row.is_reference())?.time.median)
    }

    pub fn time(&self, race: Race, name: &str, flags: Flags) -> Option<f64> {
        let mut rows = self.of(race);
        Some(
            rows.find(|row| row.name == name && row.flags == flags)?
                .time
                .median,
        )
    }

    /// A contender's time with the flags that suit it; xornet's with default flags.
    pub fn best_of(&self, race: Race, name: &str) -> Option<&Row> {
        let fit = |row: &&Row| row.name == name && (name != XORNET || row.is_reference());
        let rows = self.0.iter().filter(|row| row.race() == race);
        rows.filter(fit).min_by(faster)
    }

    /// The fastest of all others, whatever its flags.
    pub fn best_peer(&self, race: Race) -> Option<&Row> {
        let rows = self.0.iter().filter(|row| row.race() == race);
        rows.filter(|row| row.name != XORNET).min_by(faster)
    }
}

fn faster(a: &&Row, b: &&Row) -> Ordering {
    a.time.median.total_cmp(&b.time.median)
}
