//! Random streams, compiled in one crate: by steps and in blocks, in every `unroll` mode, in a debug and in a release
//! build, they give the bits of the reference, and are near an independent computation in double precision.

mod draw;
mod oracle;

use std::fmt::Write as _;

use draw::Stream;
use xornet_testing::{Project, Random};

use crate::{MODES, allowed, seed};

const STREAMS: usize = 24;
/// More than two blocks that are computed together.
const STEPS: usize = 70;

#[test]
fn random_streams_equal_the_reference() {
    let mut random = Random::new(seed());
    let streams: Vec<_> = (0..STREAMS).map(|_| Stream::random(&mut random)).collect();
    let sequences = streams.iter().map(|stream| {
        let number = |random: &mut Random| stream.dtype.round(2.0 * random.signed());
        let frame = |_| (0..stream.channels).map(|_| number(&mut random)).collect();
        let frames: Vec<Vec<f64>> = (0..STEPS * stream.stride).map(frame).collect();
        frames
    });
    let sequences: Vec<_> = sequences.collect();

    let project = Project::with_testing("random_streams");
    project.write("src/harness.rs", include_str!("harness.rs"));
    project.write("src/main.rs", &program(&streams, &sequences));
    for mode in MODES {
        for (index, stream) in streams.iter().enumerate() {
            let file = format!("models/{mode}/n{index}.toml");
            project.write(&file, &stream.to_toml(mode));
        }
    }
    let debug = project.succeeds(&["run"]);
    let release = project.succeeds(&["run", "--release"]);
    assert_eq!(debug, release, "the bits depend on the optimisation level");
    compare(&streams, &sequences, &release);
}

fn program(streams: &[Stream], sequences: &[Vec<Vec<f64>>]) -> String {
    let mut program = String::from("mod harness;\n");
    for mode in MODES {
        writeln!(program, "mod {mode} {{").expect("a string");
        for index in 0..streams.len() {
            let model = format!("xornet::model!(pub N{index} = \"models/{mode}/n{index}.toml\");");
            writeln!(program, "{model}").expect("a string");
        }
        program.push_str("}\n");
    }
    program.push_str("fn main() {\n");
    for (index, (stream, frames)) in streams.iter().zip(sequences).enumerate() {
        // A step of several frames has an axis for these.
        let steps: Vec<_> = match stream.stride {
            1 => frames.iter().map(|frame| format!("{frame:?}")).collect(),
            stride => frames
                .chunks(stride)
                .map(|step| format!("{step:?}"))
                .collect(),
        };
        let types = MODES.map(|mode| format!("{mode}::N{index}"));
        let (types, steps) = (types.join(", "), steps.join(", "));
        writeln!(program, "stream!({types}; [{steps}]);").expect("a string");
    }
    program.push_str("}\n");
    program
}

/// Each line of the program's output has the bits of the output of one step.
fn compare(streams: &[Stream], sequences: &[Vec<Vec<f64>>], printed: &str) {
    let mut lines = printed.lines();
    for (index, (stream, frames)) in streams.iter().zip(sequences).enumerate() {
        let text = || stream.to_toml("auto");
        for (step, wanted) in stream.expected(frames).iter().enumerate() {
            let line = lines.next().expect("a line for each step");
            let bits = line
                .split_whitespace()
                .map(|bits| u64::from_str_radix(bits, 16));
            let got = bits.map(|bits| stream.dtype.number(bits.expect("bits")));
            let got: Vec<_> = got.collect();
            assert_eq!(got.len(), wanted.len(), "stream {index}");
            for (got, wanted) in got.iter().zip(wanted) {
                let off = (got - wanted).abs() / wanted.abs().max(1.0);
                assert!(
                    off <= allowed(stream.dtype),
                    "stream {index}, step {step}: {got} instead of {wanted} in\n{}",
                    text()
                );
            }
        }
    }
    assert_eq!(lines.next(), None);
}

#[test]
fn the_streams_that_are_drawn_have_all_kinds_of_layers() {
    let mut random = Random::new(20_261_124);
    let streams: Vec<_> = (0..STREAMS).map(|_| Stream::random(&mut random)).collect();
    let text: String = streams
        .iter()
        .map(|stream| stream.to_toml("auto"))
        .collect();
    for kind in ["dense", "conv1d", "rnn", "gru", "lstm", "window"] {
        assert!(text.contains(&format!("type = '{kind}'")), "{kind}");
    }
    for key in [
        "strides = 2",
        "strides = 3",
        "dilation_rate = 19",
        "reset_after = false",
    ] {
        assert!(text.contains(key), "{key}");
    }
}
