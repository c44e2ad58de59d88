//! `cargo bench --bench streams`: what a step takes, the longest of a million, a step in silence, and a step in blocks.
//!
//! The longest step is that of the third fastest run of each step, since the system interrupts any single one. In silence,
//! a state decays for ten thousand steps; without the rule that small states are zero, it would be subnormal.

use std::hint::black_box;
use std::time::Instant;

use xornet::{Stream, Tensor};

xornet::model!(pub Amp = "models/amp.toml");
xornet::model!(pub Motion = "models/motion.toml");
xornet::model!(pub Balance = "models/balance.toml");
xornet::model!(pub Decay = "tests/decay/decay.toml");
xornet::model!(pub Wavenet = "tests/streams/wavenet.toml");
xornet::model!(pub Far = "tests/streams/conv1d_dilation_far.toml");

/// The steps in a row whose time is taken.
const ROW: usize = 64;

/// The steps among which the longest is looked for.
const MANY: usize = 1_000_000;

fn main() {
    println!(
        "{:<10} {:>9} {:>10} {:>12} {:>10} {:>10}",
        "ns a step", "step", "in blocks", "in silence", "single", "longest"
    );
    bench::<Amp>("amp");
    bench::<Motion>("motion");
    bench::<Balance>("balance");
    bench::<Decay>("decay");
    bench::<Wavenet>("wavenet");
    bench::<Far>("far");
}

fn bench<S: Stream>(name: &str) {
    let inputs: Vec<S::Input> = (0..ROW).map(signal::<S>).collect();
    let silence = vec![S::Input::ZEROS; ROW];
    let mut stream = S::default();
    let step = fastest(|| {
        for input in &inputs {
            black_box(stream.step(black_box(input)));
        }
    });
    let mut outputs = vec![S::Output::ZEROS; ROW];
    let blocks = fastest(|| {
        stream.process(black_box(&inputs), &mut outputs);
        black_box(&outputs);
    });
    for _ in 0..10_000 {
        black_box(stream.step(&S::Input::ZEROS));
    }
    let silent = fastest(|| {
        for input in &silence {
            black_box(stream.step(black_box(input)));
        }
    });
    let (single, longest) = longest::<S>();
    println!("{name:<10} {step:>9.1} {blocks:>10.1} {silent:>12.1} {single:>10.1} {longest:>10.1}");
}

/// A frame of a signal.
fn signal<S: Stream>(index: usize) -> S::Input {
    let mut input = S::Input::ZEROS;
    for (channel, number) in input.numbers_mut().iter_mut().enumerate() {
        let phase = (index * 7 + channel * 3) as f64 * 0.37;
        *number = xornet::Scalar::from_f64(phase.sin());
    }
    input
}

/// Returns the shortest time of a step, of many rows of [`ROW`] steps.
fn fastest(mut row: impl FnMut()) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..2000 {
        let began = Instant::now();
        row();
        best = best.min(began.elapsed().as_nanos() as f64 / ROW as f64);
    }
    best
}

/// Returns the median and the longest of a million steps, each timed alone: the clock is a part of both.
fn longest<S: Stream>() -> (f64, f64) {
    let mut times = vec![[u32::MAX; 3]; MANY];
    for _ in 0..5 {
        let mut stream = S::default();
        for (index, times) in times.iter_mut().enumerate() {
            let input = signal::<S>(index % 1000);
            let began = Instant::now();
            black_box(stream.step(black_box(&input)));
            let time = u32::try_from(began.elapsed().as_nanos()).unwrap_or(u32::MAX);
            // The three fastest runs of this step, the fastest first.
            if time < times[2] {
                times[2] = time;
                times.sort_unstable();
            }
        }
    }
    let mut thirds: Vec<_> = times.iter().map(|times| times[2]).collect();
    thirds.sort_unstable();
    (thirds[MANY / 2].into(), thirds[MANY - 1].into())
}
