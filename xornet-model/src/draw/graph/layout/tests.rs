//! Layouts of graphs: nothing overlaps, and every line is there.

use xornet_core::{LayerKind, Shape};

use super::super::blocks::Diagram;
use super::{Layout, Line};
use crate::draw::Page;
use crate::draw::geometry::{Point, Rect};
use crate::{Activation, Builder, Concatenate, Layer, Merge, Network, ValueId};

/// Makes a network whose layers take pseudo-random values before them, each value at least once.
fn random(seed: u64, inputs: usize, layers: usize, reach: usize) -> Network<f32> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as usize % below
    };
    let mut builder = Builder::new();
    let shape = Shape::new(&[4, 4, 2]).expect("a shape");
    let mut values: Vec<ValueId> = Vec::new();
    for input in 0..inputs {
        let id = builder.input(shape);
        if inputs > 1 {
            builder.name_value(id, format!("input_{input}"));
        }
        values.push(id);
    }
    let mut unused = values.clone();
    for layer in 0..layers {
        let mut taken: Vec<_> = (0..1 + next(3))
            .map(|_| values[values.len() - 1 - next(reach.min(values.len()))])
            .collect();
        taken.push(unused[next(unused.len())]);
        if layer + 1 == layers {
            taken.extend(&unused);
        }
        taken.dedup();
        unused.retain(|id| !taken.contains(id));
        let layer = match taken.len() {
            1 => Layer::Activation(Activation::Tanh),
            _ => Layer::Merge(Merge::new(LayerKind::Add, Activation::Relu).expect("an addition")),
        };
        let id = builder.layer(layer, &taken).expect("the same shapes");
        values.push(id);
        unused.push(id);
    }
    let mut outputs = unused.clone();
    if let Some(extra) = values
        .get(inputs + layers / 2)
        .filter(|id| !outputs.contains(id))
    {
        outputs.push(*extra);
    }
    for (index, output) in outputs.iter().enumerate() {
        builder.name_value(*output, format!("output_{index}"));
    }
    builder.build(&outputs).expect("a network")
}

/// Returns points of a line, as it is drawn, near to each other.
fn drawn(line: &Line) -> Vec<Point> {
    let mut points = Vec::new();
    for pair in line.points.windows(2) {
        let middle = (pair[0].y + pair[1].y) / 2.0;
        for share in (0..=64).map(|step| f64::from(step) / 64.0) {
            let rest = 1.0 - share;
            let [a, b, c, d] = [
                rest * rest * rest,
                3.0 * rest * rest * share,
                3.0 * rest * share * share,
                share * share * share,
            ];
            points.push(Point {
                x: (a + b) * pair[0].x + (c + d) * pair[1].x,
                y: a * pair[0].y + (b + c) * middle + d * pair[1].y,
            });
        }
    }
    points
}

fn contains(rect: &Rect, point: &Point) -> bool {
    (rect.left..=rect.right).contains(&point.x) && rect.top < point.y && point.y < rect.bottom
}

#[track_caller]
fn check(network: &Network<f32>) {
    let diagram = Diagram::of(network, None);
    for page in [Page::File, Page::Html] {
        let layout = Layout::of(&diagram, page);
        assert_eq!(layout.blocks.len(), diagram.blocks.len());
        for (index, block) in layout.blocks.iter().enumerate() {
            let others = &layout.blocks[index + 1..];
            assert!(!others.iter().any(|other| other.overlaps(block)));
            assert!(block.left >= 0.0 && block.right <= layout.width);
            assert!(block.top >= 0.0 && block.bottom <= layout.height);
        }
        assert_eq!(layout.lines.len(), diagram.lines.len());
        for (&(from, to), line) in diagram.lines.iter().zip(&layout.lines) {
            let (from, to) = (&layout.blocks[from], &layout.blocks[to]);
            let (start, end) = (line.points[0], line.points[line.points.len() - 1]);
            assert_eq!((start.y, end.y), (from.bottom, to.top));
            assert!(from.left < start.x && start.x < from.right);
            assert!(to.left < end.x && end.x < to.right);
            for point in drawn(line) {
                let crossed = layout.blocks.iter().any(|block| contains(block, &point));
                assert!(!crossed, "a line crosses a block at {point:?}");
                assert!((0.0..=layout.width).contains(&point.x));
            }
        }
        assert!(layout.width < 2400.0, "{}", layout.width);
    }
}

#[test]
fn lines_go_from_block_to_block_and_cross_none() {
    for seed in 0..40 {
        let inputs = 1 + (seed % 3) as usize;
        check(&random(seed, inputs, 3 + seed as usize, 6));
        check(&random(seed, inputs, 20, 40));
    }
    check(&random(1, 40, 60, 50));
    check(&random(2, 1, 256, 256));
}

#[test]
fn every_connection_is_a_line() {
    for seed in 0..20 {
        // So few layers that none are folded.
        let network = random(seed, 2, 15, 9);
        let diagram = Diagram::of(&network, None);
        let mut expected = Vec::new();
        for (index, node) in network.nodes().iter().enumerate() {
            // Values of the builder above are in the order of the blocks.
            expected.extend(node.inputs().iter().map(|id| (id.index(), 2 + index)));
        }
        for (index, id) in network.output_values().iter().enumerate() {
            expected.push((id.index(), 17 + index));
        }
        expected.sort_unstable();
        expected.dedup();
        if network.output_values().len() <= 8 {
            assert_eq!(diagram.lines, expected);
        }
    }
}

#[test]
fn a_skip_goes_around_a_straight_chain() {
    let mut builder = Builder::<f32>::new();
    let shape = Shape::new(&[8, 2]).expect("a shape");
    let input = builder.input(shape);
    let tanh = || Layer::Activation(Activation::Tanh);
    let first = builder.layer(tanh(), &[input]).expect("a layer");
    let second = builder.layer(tanh(), &[first]).expect("a layer");
    let both = Layer::Concatenate(Concatenate::new(-1));
    let last = builder.layer(both, &[second, input]).expect("a layer");
    let network = builder.build(&[last]).expect("a network");
    check(&network);
    let layout = Layout::of(&Diagram::of(&network, None), Page::Html);
    let middles = layout.blocks.iter().map(|rect| rect.left + rect.right);
    let middles: Vec<_> = middles.map(|sum| sum / 2.0).collect();
    let straight = middles
        .iter()
        .all(|middle| (middle - middles[0]).abs() <= 1.0);
    assert!(straight, "{middles:?}");
}
