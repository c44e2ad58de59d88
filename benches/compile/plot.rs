//! Time over weights, both logarithmic: where it grows like the weights, the slope is one.

use xornet_testing::svg::{Anchor, Axis, GREY, Svg};

pub struct Point {
    pub unroll: &'static str,
    pub weights: f64,
    pub seconds: f64,
}

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 320.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = WIDTH - 120.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = HEIGHT - 44.0;

/// A curve for each way to compile, readable on light and dark pages.
pub fn plot(points: &[Point]) -> String {
    let weights = points.iter().map(|point| point.weights);
    let seconds = points.iter().map(|point| point.seconds);
    let mut svg = Svg::new(WIDTH, HEIGHT);
    let (Some(x), Some(y)) = (
        Axis::new(weights, LEFT, RIGHT),
        Axis::new(seconds, BOTTOM, TOP),
    ) else {
        return svg.finish();
    };
    let heading = "Seconds of processor time of a debug build, over weights";
    svg.bold((8.0, 20.0), Anchor::Start, GREY, heading);
    for tick in x.ticks(56.0) {
        svg.line((x.at(tick), TOP), (x.at(tick), BOTTOM), GREY, 0.3);
        let label = (x.at(tick), BOTTOM + 18.0);
        svg.text(label, Anchor::Middle, GREY, &format!("{tick}"));
    }
    for tick in y.ticks(16.0) {
        svg.line((LEFT, y.at(tick)), (RIGHT, y.at(tick)), GREY, 0.3);
        let label = (LEFT - 8.0, y.at(tick) + 4.0);
        svg.text(label, Anchor::End, GREY, &format!("{tick} s"));
    }
    for (unroll, colour) in [("auto", "#2f81c7"), ("full", "#d9822b")] {
        let curve: Vec<_> = points
            .iter()
            .filter(|point| point.unroll == unroll)
            .map(|point| (x.at(point.weights), y.at(point.seconds)))
            .collect();
        svg.curve(&curve, colour, 2.0);
        if let Some(&(last, height)) = curve.last() {
            let label = format!("unroll = \"{unroll}\"");
            svg.text((last + 8.0, height + 4.0), Anchor::Start, colour, &label);
        }
    }
    svg.finish()
}
