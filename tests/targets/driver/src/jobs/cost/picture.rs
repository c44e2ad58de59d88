//! Instructions and flash relative to plain loops, in SVG that can be read on a light and on a dark
//! page.

use xornet_testing::svg::{Anchor, GREY, Svg};

use super::costs::{Cost, Costs, SHAPES};
use crate::bare::Machine;

const WIDTH: f64 = 900.0;
const PANEL: f64 = WIDTH / 2.0;
const NAMES: f64 = 84.0;
const VALUES: f64 = 118.0;
const BARS: f64 = PANEL - NAMES - VALUES;
const STEP: f64 = 15.0;
const TITLE: f64 = 22.0;
const GAP: f64 = 10.0;
const TOP: f64 = 58.0;
/// What a bar is as long as its room for.
const MOST: f64 = 2.0;

/// Takes the figure that a bar shows.
type Value = fn(&Cost) -> u64;

pub fn draw(costs: &Costs) -> String {
    let models = costs.models_with("plain");
    let group = TITLE + STEP * SHAPES.len() as f64 + GAP;
    let mut svg = Svg::new(WIDTH, TOP + group * models.len() as f64);
    svg.text(
        (8.0, 20.0),
        Anchor::Start,
        GREY,
        "A forward pass on a Cortex-M4F, opt-level \"s\", relative to plain loops with libm",
    );
    let panels: [(&str, Value); 2] = [
        ("instructions", |cost| {
            cost.run.map_or(0, |run| run.instructions)
        }),
        ("bytes of flash", Cost::flash),
    ];
    for (index, (title, value)) in panels.into_iter().enumerate() {
        let left = PANEL * index as f64;
        svg.bold((left + NAMES, 44.0), Anchor::Start, GREY, title);
        for (index, model) in models.iter().enumerate() {
            let top = TOP + group * index as f64;
            let all: Vec<_> = SHAPES
                .iter()
                .filter_map(|&shape| {
                    let cost = costs.get(Machine::M4f.name(), "s", model, shape)?;
                    Some((shape, value(cost)))
                })
                .collect();
            draw_group(&mut svg, (left, top), model, &all);
        }
    }
    svg.finish()
}

/// The bars of one network, from the plain one on.
fn draw_group(svg: &mut Svg, (left, top): (f64, f64), model: &str, all: &[(&str, u64)]) {
    let Some(&(_, plain)) = all.first() else {
        return;
    };
    svg.bold((left + 8.0, top + 14.0), Anchor::Start, GREY, model);
    let zero = left + NAMES;
    let one = zero + BARS / MOST;
    let bottom = top + TITLE + STEP * all.len() as f64;
    svg.line((one, top + TITLE - 4.0), (one, bottom), GREY, 0.5);
    for (index, &(shape, value)) in all.iter().enumerate() {
        let y = top + TITLE + STEP * index as f64;
        let base = y + 10.0;
        let ratio = value as f64 / plain as f64;
        let hue = colour(shape);
        svg.text((zero - 6.0, base), Anchor::End, GREY, shape);
        svg.bar(
            (zero, zero + BARS * ratio.min(MOST) / MOST),
            y + 1.0,
            STEP - 5.0,
            hue,
        );
        let right = left + PANEL - 8.0;
        svg.text(
            (right - 58.0, base),
            Anchor::End,
            GREY,
            &format!("{ratio:.2}×"),
        );
        svg.text((right, base), Anchor::End, GREY, &value.to_string());
    }
}

fn colour(shape: &str) -> &'static str {
    match shape {
        "plain" => "#8a8f98",
        "none" => "#3b8ee0",
        "auto" => "#e8590c",
        _ => "#37a34a",
    }
}
