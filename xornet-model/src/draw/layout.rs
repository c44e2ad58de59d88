//! The layout of a picture, in pixels.

use super::column::{Body, Column};
use super::diagram::{Detail, Diagram, Gap};
use super::geometry::{Point, Rect, Segment};
use super::label;
use super::number::short;
use super::{Page, logarithm};

/// The size of text.
pub(super) const FONT: f64 = 11.0;
/// The largest width of most characters, relative to the size of text.
const CHARACTER: f64 = 0.62;

/// The size of the heading, relative to other text.
pub(super) const HEADING: f64 = 1.3;

/// The distance between two lines of text.
pub(super) const LINE: f64 = 15.0;
/// The margin around the picture.
const MARGIN: f64 = 14.0;

/// The distance from a circle or block to the frame around it.
pub(super) const FRAME: f64 = 5.0;

/// The space for a value next to a circle.
const VALUE: f64 = 70.0;

/// The layout of a picture.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) width: f64,
    pub(super) height: f64,
    /// The baseline of the columns' heads.
    pub(super) head: f64,
    /// The baseline of the first lines of the columns' feet.
    pub(super) foot: f64,
    /// The baseline of the first line of the legend.
    pub(super) legend: f64,
    pub(super) columns: Vec<Place>,
    /// The boxes of the weights' labels, for each gap; empty if it has no labels.
    pub(super) labels: Vec<Vec<Rect>>,
}

/// The place of a column.
#[derive(Debug)]
pub(super) struct Place {
    /// The middle of the column.
    pub(super) x: f64,
    /// Half of the width of a circle or block.
    pub(super) radius: f64,
    /// The middle of each circle, or of the block.
    pub(super) nodes: Vec<f64>,
    /// The upper end of the circles or the block.
    pub(super) top: f64,
    /// The lower end of the circles or the block.
    pub(super) bottom: f64,
    /// Half of the width with all texts, next to another column.
    half: f64,
    /// Half of the width with all texts, at the left or right end of the picture.
    outer: f64,
}

impl Place {
    /// Returns the circles' rightmost points.
    pub(super) fn right(&self) -> impl Iterator<Item = Point> {
        self.side(self.radius)
    }

    /// Returns the circles' leftmost points.
    pub(super) fn left(&self) -> impl Iterator<Item = Point> {
        self.side(-self.radius)
    }

    /// Returns a box around each circle.
    pub(super) fn circles(&self) -> impl Iterator<Item = Rect> {
        let size = 2.0 * self.radius;
        self.side(0.0)
            .map(move |center| Rect::around(center, size, size))
    }

    fn side(&self, aside: f64) -> impl Iterator<Item = Point> {
        let x = self.x + aside;
        self.nodes.iter().map(move |&y| Point { x, y })
    }
}

/// Returns the connections between two columns, one row per unit on the left.
pub(super) fn connections(left: &Place, right: &Place) -> Vec<Segment> {
    let to: Vec<_> = right.left().collect();
    let rows = left
        .right()
        .flat_map(|from| to.iter().map(move |&to| Segment { from, to }));
    rows.collect()
}

/// Estimates the width of a text.
pub(super) fn text_width(text: &str) -> f64 {
    text.chars().count() as f64 * CHARACTER * FONT
}

impl Layout {
    /// Lays a diagram out for a page.
    pub(super) fn of(diagram: &Diagram, page: Page) -> Self {
        let places = diagram.columns.iter();
        let mut columns: Vec<_> = places.map(|column| place(column, diagram.detail)).collect();
        let mut labels = spread(diagram, &mut columns);

        let heading = if page == Page::File { 2.0 * LINE } else { 0.0 };
        let head = MARGIN + FONT + heading;
        let tallest = columns.iter().map(|place| place.bottom).fold(0.0, f64::max);
        let middle = (head + LINE + tallest).ceil();
        // Biases stand below the circles.
        let biases = diagram.columns.iter().any(Column::shows_biases);
        let below = if diagram.detail == Detail::Labels && biases {
            LINE
        } else {
            0.0
        };
        let foot = middle + tallest + below + LINE + 4.0;
        let lines = diagram.columns.iter().map(|column| column.foot.len()).max();
        let legend = foot + LINE * lines.unwrap_or(0) as f64 + 6.0;
        let height = legend + LINE * diagram.legend().len() as f64;

        let drawn = columns
            .last()
            .map_or(0.0, |place| place.x + place.outer + MARGIN);
        let title = if page == Page::File {
            HEADING * text_width(&diagram.title)
        } else {
            0.0
        };
        let legends = diagram
            .legend()
            .iter()
            .map(|line| line.width())
            .fold(0.0, f64::max);
        let width = drawn.max(title.max(legends) + 2.0 * MARGIN).ceil();

        let aside = ((width - drawn) / 2.0).floor();
        for place in &mut columns {
            place.shift(aside, middle);
        }
        for label in labels.iter_mut().flatten() {
            label.shift(aside, middle);
        }
        Self {
            width,
            height,
            head,
            foot,
            legend,
            columns,
            labels,
        }
    }
}

impl Place {
    /// Moves the column to the right and down.
    fn shift(&mut self, aside: f64, down: f64) {
        self.x += aside;
        self.nodes.iter_mut().for_each(|y| *y += down);
        self.top += down;
        self.bottom += down;
    }
}

/// Lays a column out around the origin.
fn place(column: &Column, detail: Detail) -> Place {
    let (spacing, radius) = match (&column.body, detail) {
        (Body::Block(_), _) => (0.0, 9.0),
        (Body::Nodes(_), Detail::Labels) => (if column.units > 5 { 58.0 } else { 66.0 }, 22.0),
        (Body::Nodes(nodes), _) => {
            let most = if detail == Detail::Folded { 14.0 } else { 26.0 };
            let spacing = (440.0 / nodes.len() as f64).clamp(8.0, most).floor();
            (spacing, (spacing * 0.36).round().min(8.0))
        }
    };
    let (nodes, half) = match &column.body {
        Body::Nodes(nodes) => {
            // Whole pixels keep the SVG text of many lines short.
            let first = (-spacing * (nodes.len() as f64 - 1.0) / 2.0).floor();
            let ys = (0..nodes.len()).map(|index| first + spacing * index as f64);
            (ys.collect(), radius - first)
        }
        Body::Block(_) => (vec![0.0], (block_height(column.units) / 2.0).round()),
    };
    let texts = column.foot.iter().map(|text| text_width(text) / 2.0);
    let head = 1.1 * text_width(column.head) / 2.0;
    let width = texts.fold(radius.max(head), f64::max);
    let values = detail > Detail::Labels && column.shows_values();
    let names = column.names.len();
    let names = (0..names).map(|unit| text_width(&column.text(unit, detail)));
    let names = names.fold(0.0, f64::max) + radius + FRAME + 5.0;
    Place {
        x: 0.0,
        radius,
        nodes,
        top: -half,
        bottom: half,
        half: width,
        outer: match (column.names.is_empty(), values) {
            (false, _) => width.max(names),
            (true, true) => width.max(VALUE),
            (true, false) => width,
        },
    }
}

/// Returns the height of a block, which grows with the logarithm of its units.
fn block_height(units: usize) -> f64 {
    40.0 + 18.0 * logarithm(units)
}

/// Places the columns next to each other, and the labels on the connections between them.
fn spread(diagram: &Diagram, places: &mut [Place]) -> Vec<Vec<Rect>> {
    if let Some(first) = places.first_mut() {
        first.x = (MARGIN + first.outer).ceil();
    }
    let mut labels = Vec::new();
    for (index, gap) in diagram.gaps.iter().enumerate() {
        if let [left, right] = &mut places[index..index + 2] {
            labels.push(place_right(left, right, gap, diagram.detail));
        }
    }
    labels
}

/// Places a column to the right of another, and returns the places of the labels between them.
fn place_right(left: &Place, right: &mut Place, gap: &Gap, detail: Detail) -> Vec<Rect> {
    let space = match gap {
        Gap::Lines { weights, .. } if detail == Detail::Labels => {
            96.0 + 10.0 * weights.len() as f64
        }
        Gap::Lines { .. } => 110.0,
        Gap::Folded(_) => 150.0,
        Gap::OneToOne => 50.0,
        Gap::Layers(_) => 70.0,
    };
    let circles = left.radius + space + right.radius;
    let texts = left.half + 14.0 + right.half;
    let mut distance = circles.max(texts).ceil();
    right.x = left.x + distance;
    let (Gap::Lines { weights, .. }, Detail::Labels) = (gap, detail) else {
        return Vec::new();
    };
    let widths = weights
        .iter()
        .map(|&weight| text_width(&short(weight)) + 4.0);
    let widths: Vec<_> = widths.collect();
    loop {
        let circles: Vec<_> = left.circles().chain(right.circles()).collect();
        if let Some(labels) = label::place(&connections(left, right), &widths, &circles) {
            return labels;
        }
        // This ends, since with enough distance, each label has a place that no other one reaches.
        distance = (distance * 1.2).ceil();
        right.x = left.x + distance;
    }
}
