//! Grids of small coloured cells, one for each number.

use super::super::paint::{NEGATIVE, POSITIVE};
use super::super::svg::{Svg, tenth};

/// Numbers from -1 to 1 in rows.
#[derive(Debug)]
pub(super) struct Grid {
    columns: usize,
    cells: Vec<f64>,
}

impl Grid {
    /// Takes the numbers, row by row.
    pub(super) fn new(columns: usize, cells: Vec<f64>) -> Self {
        Self { columns, cells }
    }

    fn rows(&self) -> usize {
        self.cells.len() / self.columns.max(1)
    }

    #[cfg(test)]
    pub(super) fn cells(&self) -> &[f64] {
        &self.cells
    }
}

/// Several grids of the same size, in rows.
#[derive(Debug)]
pub(super) struct Strip {
    grids: Vec<Grid>,
    /// The number of grids in a row.
    columns: usize,
    /// The size of a cell in pixels.
    cell: f64,
}

/// The number of strengths that cells are rounded to.
const STEPS: usize = 6;

impl Strip {
    /// Takes grids of the same size, `columns` in a row.
    pub(super) fn new(grids: Vec<Grid>, columns: usize, cell: f64) -> Self {
        Self {
            grids,
            columns: columns.max(1),
            cell,
        }
    }

    #[cfg(test)]
    pub(super) fn grids(&self) -> &[Grid] {
        &self.grids
    }

    /// Returns the columns and rows of one grid.
    fn grid(&self) -> [usize; 2] {
        let first = self.grids.first();
        first.map_or([0, 0], |grid| [grid.columns, grid.rows()])
    }

    /// Returns the space between two grids, in cells.
    fn space(&self) -> usize {
        if self.cell < 3.0 { 2 } else { 1 }
    }

    /// Returns the width and the height in pixels.
    pub(super) fn size(&self) -> (f64, f64) {
        let [width, height] = self.grid();
        let columns = self.grids.len().min(self.columns);
        let rows = self.grids.len().div_ceil(self.columns);
        let side = |count: usize, length: usize| {
            (count * (length + self.space()) - self.space()) as f64 * self.cell
        };
        (side(columns, width), side(rows, height))
    }

    /// Draws the cells. Those of the same sign and rounded strength are one path, and neighbours in it are one line, which
    /// keeps the file small. Lines are as wide as a cell, and go through the middles of cells.
    pub(super) fn paint(&self, svg: &mut Svg, (left, top): (f64, f64)) {
        let [width, height] = self.grid();
        let mut paths: [[String; STEPS]; 2] = Default::default();
        let mut frames = String::new();
        for (index, grid) in self.grids.iter().enumerate() {
            let left = index % self.columns * (width + self.space());
            let top = index / self.columns * (height + self.space());
            frames += &format!("M{left} {top}h{width}v{height}h-{width}z");
            for (y, row) in grid.cells.chunks(grid.columns.max(1)).enumerate() {
                let mut x = left;
                for run in row.chunk_by(|a, b| step(*a) == step(*b)) {
                    if let Some((negative, step)) = step(run[0]) {
                        let path = &mut paths[usize::from(negative)][step];
                        *path += &format!("M{x} {}h{}", top + y, run.len());
                    }
                    x += run.len();
                }
            }
        }
        let [x, y, middle] = [left, top, top + self.cell / 2.0].map(tenth);
        let place = |y: &str| format!("translate({x} {y})scale({:.2})", self.cell);
        let transform = place(&middle);
        let attributes = [
            ("transform", &*transform),
            ("fill", "none"),
            ("shape-rendering", "crispEdges"),
        ];
        svg.element("g", &attributes, |svg| {
            for (signed, color) in paths.iter().zip([POSITIVE, NEGATIVE]) {
                for (step, path) in signed.iter().enumerate() {
                    if !path.is_empty() {
                        let opacity = format!("{:.2}", (step + 1) as f64 / STEPS as f64);
                        let attributes = [("d", &**path), ("stroke", color), ("opacity", &opacity)];
                        svg.empty("path", &attributes);
                    }
                }
            }
        });
        let (transform, thin) = (place(&y), format!("{:.2}", 0.5 / self.cell));
        let attributes = [
            ("transform", &*transform),
            ("d", &frames),
            ("fill", "none"),
            ("stroke", "currentColor"),
            ("stroke-width", &thin),
        ];
        svg.empty("path", &attributes);
    }
}

/// Rounds a strength; returns its sign and its step, or `None` if it is nearly zero.
fn step(cell: f64) -> Option<(bool, usize)> {
    let step = (cell.abs() * STEPS as f64).round() as usize;
    let step = step.checked_sub(1)?.min(STEPS - 1);
    Some((cell < 0.0, step))
}
