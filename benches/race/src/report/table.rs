/// A table of Markdown that is aligned, so that it can be read in a terminal, too.
pub struct Table(Vec<Vec<String>>);

impl Table {
    pub fn new<S: Into<String>>(heading: impl IntoIterator<Item = S>) -> Self {
        let mut table = Self(Vec::new());
        table.row(heading);
        table
    }

    pub fn row<S: Into<String>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.0.push(cells.into_iter().map(Into::into).collect());
    }

    pub fn write(&self) -> String {
        let width = |column: usize| {
            let cells = self.0.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<_> = (0..self.0[0].len()).map(width).collect();
        let mut text = String::new();
        for (index, row) in self.0.iter().enumerate() {
            for (column, (cell, &width)) in row.iter().zip(&widths).enumerate() {
                // The first column is text, the others are numbers.
                text += &match column {
                    0 => format!("| {cell:width$} "),
                    _ => format!("| {cell:>width$} "),
                };
            }
            text += "|\n";
            if index == 0 {
                for (column, &width) in widths.iter().enumerate() {
                    let dashes = "-".repeat(width + 1);
                    text += &match column {
                        0 => format!("|{dashes}-"),
                        _ => format!("|{dashes}:"),
                    };
                }
                text += "|\n";
            }
        }
        text
    }
}

/// Nanoseconds in three digits.
pub fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        time if time < 99.95 => format!("{time:.1}"),
        time if time < 9_995.0 => format!("{time:.0}"),
        time if time < 99_950.0 => format!("{:.1}k", time / 1e3),
        time if time < 9_995_000.0 => format!("{:.0}k", time / 1e3),
        time => format!("{:.1}M", time / 1e6),
    }
}

/// How many times as long.
pub fn ratio(ratio: f64) -> String {
    match ratio {
        ratio if ratio < 0.995 => format!("{ratio:.2}×"),
        ratio if ratio < 9.95 => format!("{ratio:.1}×"),
        ratio => format!("{ratio:.0}×"),
    }
}
