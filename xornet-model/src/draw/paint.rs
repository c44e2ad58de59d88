//! The drawing of a diagram, by its layout, as SVG.

use super::column::Body;
use super::diagram::{Detail, Diagram, Gap};
use super::layout::{FONT, HEADING, LINE, Layout};
use super::svg::{Svg, tenth};
use super::{Page, connections, folded, legend, units};

/// The colour of positive numbers. It and [`NEGATIVE`] are readable on light and dark backgrounds, and differ for
/// people with colour blindness.
pub(super) const POSITIVE: &str = "#4a90d9";
/// The colour of negative numbers.
pub(super) const NEGATIVE: &str = "#d9730d";

/// Returns the colour of a number's sign.
pub(super) fn color(number: f64) -> &'static str {
    if number < 0.0 { NEGATIVE } else { POSITIVE }
}

/// The colours of the background and the text of a file.
const STYLE: &str = "svg{color:#1f2328}.paper{fill:#fff}\
    @media(prefers-color-scheme:dark){svg{color:#e6edf3}.paper{fill:#0d1117}}";

/// The frame of a picture: its size and its texts.
pub(super) struct Picture<'a> {
    pub(super) width: f64,
    pub(super) height: f64,
    /// The baseline of the heading in a file.
    pub(super) heading: f64,
    pub(super) title: &'a str,
    /// The description of the network in its file.
    pub(super) description: Option<&'a str>,
    /// The picture in words.
    pub(super) words: &'a [&'a str],
}

/// Draws a diagram.
pub(super) fn paint(diagram: &Diagram, layout: &Layout, page: Page) -> String {
    let picture = Picture {
        width: layout.width,
        height: layout.height,
        heading: layout.head - 1.7 * LINE,
        title: &diagram.title,
        description: diagram.description.as_deref(),
        words: &[&diagram.words, meaning(diagram)],
    };
    document(&picture, page, |svg| {
        for (index, gap) in diagram.gaps.iter().enumerate() {
            let [left, right] = &layout.columns[index..index + 2] else {
                continue;
            };
            match gap {
                Gap::Lines { weights, reach } if diagram.detail == Detail::Labels => {
                    let labels = &layout.labels[index];
                    connections::labelled(svg, (left, right), weights, *reach, labels);
                }
                Gap::Lines { weights, reach } => {
                    connections::lines(svg, (left, right), weights, *reach);
                }
                Gap::Folded(summary) => folded::histogram(svg, (left, right), summary),
                Gap::OneToOne if blocks(diagram, index) => folded::band(svg, (left, right)),
                Gap::OneToOne => connections::one_to_one(svg, (left, right)),
                Gap::Layers(number) => folded::layers(svg, (left, right), *number),
            }
        }
        units::columns(svg, diagram, layout);
        legend::legend(svg, diagram, layout);
    })
}

/// Draws a picture, whose content is added by `content`.
pub(super) fn document(
    picture: &Picture<'_>,
    page: Page,
    content: impl FnOnce(&mut Svg),
) -> String {
    let mut svg = Svg::default();
    let [width, height] = [picture.width, picture.height].map(tenth);
    let view = format!("0 0 {width} {height}");
    let size = FONT.to_string();
    let mut attributes = vec![
        ("role", "img"),
        ("viewBox", &view),
        ("width", &width),
        ("font-family", "sans-serif"),
        ("font-size", &size),
        ("text-anchor", "middle"),
        ("fill", "currentColor"),
    ];
    match page {
        Page::File => attributes.extend([
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("height", &height),
            ("color", "#1f2328"),
        ]),
        Page::Html => attributes.push(("style", "max-width:100%;height:auto")),
    }
    svg.element("svg", &attributes, |svg| {
        svg.element("title", &[], |svg| svg.escaped(picture.title));
        // A page of documentation has the description in its text.
        let description = picture.description.filter(|_| page == Page::File);
        let words = description.into_iter().chain(picture.words.iter().copied());
        let words = words.collect::<Vec<_>>().join(" ");
        svg.element("desc", &[], |svg| svg.escaped(&words));
        if page == Page::File {
            svg.element("style", &[], |svg| svg.raw(STYLE));
            let paper = [
                ("class", "paper"),
                ("fill", "#fff"),
                ("width", "100%"),
                ("height", "100%"),
            ];
            svg.empty("rect", &paper);
            heading(svg, picture);
        }
        content(svg);
    });
    svg.into_text()
}

/// Returns whether a gap is between two blocks.
fn blocks(diagram: &Diagram, gap: usize) -> bool {
    let mut columns = diagram.columns[gap..].iter().take(2);
    columns.all(|column| matches!(column.body, Body::Block(_)))
}

/// Draws the heading.
fn heading(svg: &mut Svg, picture: &Picture<'_>) {
    let x = tenth(picture.width / 2.0);
    let y = tenth(picture.heading);
    let size = tenth(HEADING * FONT);
    let attributes = [
        ("x", &*x),
        ("y", &y),
        ("font-size", &size),
        ("font-weight", "bold"),
    ];
    svg.element("text", &attributes, |svg| svg.escaped(picture.title));
}

/// Returns the meaning of lines and bars, in words.
fn meaning(diagram: &Diagram) -> &'static str {
    match diagram.detail {
        Detail::Labels => "Each line has its weight next to it, each unit its bias below it.",
        Detail::Lines => "Lines are weights, stronger where they are larger in their layer.",
        Detail::Folded => {
            "Bars are weights by size, from the smallest to the largest of the layer."
        }
    }
}

/// Draws a line of text at a place, to which its `anchor` goes: its `start`, `middle` or `end`.
pub(super) fn text(svg: &mut Svg, (x, y): (f64, f64), anchor: &str, text: &str) {
    let [x, y] = [x, y].map(tenth);
    let mut attributes = vec![("x", &*x), ("y", &*y)];
    if anchor != "middle" {
        attributes.push(("text-anchor", anchor));
    }
    svg.element("text", &attributes, |svg| svg.escaped(text));
}
