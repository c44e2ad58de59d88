//! The table of errors in the documentation.

/// How much an entry may be above the largest error that was found.
pub const SLACK: f64 = 0.01;

/// What rounding in the oracles can make of an error of zero or one half.
pub const NOISE: f64 = 1e-5;

/// The entries of one function, in ULP.
#[derive(Clone, Copy)]
pub struct Entry {
    pub single: f64,
    pub double: f64,
}

/// The entry of the function with this name.
pub fn entry(name: &str) -> Entry {
    let table = include_str!("../../src/activation/accuracy.md");
    for line in table.lines() {
        // Variant, name, formula, f32, f64, between bars.
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if let [_, _, cell, _, single, double, _] = cells[..]
            && cell == format!("`{name}`")
        {
            return Entry {
                single: single.parse().unwrap(),
                double: double.parse().unwrap(),
            };
        }
    }
    panic!("accuracy.md has no entry for {name}");
}

/// An error, and the number where it is.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Worst {
    pub ulp: f64,
    pub at: f64,
}

impl Worst {
    pub fn or(self, other: Self) -> Self {
        if other.ulp > self.ulp { other } else { self }
    }

    /// Panics if the error is larger than the entry allows.
    pub fn assert_within(self, entry: f64, name: &str) {
        let Self { ulp, at } = self;
        assert!(
            ulp <= entry + NOISE,
            "{name}({at:e}) is off by {ulp} ULP, not {entry}"
        );
    }

    /// Panics if the error is not what the entry says.
    pub fn assert_equals(self, entry: f64, name: &str) {
        self.assert_within(entry, name);
        let Self { ulp, .. } = self;
        assert!(
            ulp >= entry - SLACK - NOISE,
            "{name} is off by {ulp} ULP at most, less than {entry}: the entry is loose"
        );
    }
}
