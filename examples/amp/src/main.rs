//! Plays a wav file, or a plucked chord, through a network that sounds like a distortion pedal.

mod chord;
mod sound;

use std::env;
use std::error::Error;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use sound::Sound;

xornet::model!("models/amp.toml");

/// The sample rate of the sounds that the network was trained with.
const RATE: u32 = 48_000;

/// Plays a channel, sample by sample, as an audio callback would.
fn play(samples: &[[f32; 1]]) -> Vec<[f32; 1]> {
    let mut amp = Amp::new();
    samples.iter().map(|sample| amp.step(sample)).collect()
}

/// Plays a channel in one call.
fn play_at_once(samples: &[[f32; 1]]) -> Vec<[f32; 1]> {
    let mut amp = Amp::new();
    let mut outputs = vec![[0.0]; samples.len()];
    amp.process(samples, &mut outputs);
    outputs
}

/// Returns what a function returns, and its time.
fn timed<T>(function: impl FnOnce() -> T) -> (T, Duration) {
    let began = Instant::now();
    let result = function();
    (result, began.elapsed())
}

/// Tells whether the numbers are the same to the bit.
fn same_bits(a: &[[f32; 1]], b: &[[f32; 1]]) -> bool {
    a.iter()
        .map(|[n]| n.to_bits())
        .eq(b.iter().map(|[n]| n.to_bits()))
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let dry = match arguments.next() {
        Some(path) => Sound::read(&path)?,
        None => Sound {
            rate: RATE,
            channels: vec![chord::pluck(RATE)],
        },
    };
    let path = arguments.next().unwrap_or_else(|| "amp.wav".into());
    if dry.rate != RATE {
        eprintln!(
            "{} samples a second: the pedal was made for {RATE}, and will sound different",
            dry.rate
        );
    }

    let mut wet = Sound {
        rate: dry.rate,
        channels: Vec::new(),
    };
    let (mut by_step, mut at_once) = (Duration::ZERO, Duration::ZERO);
    for channel in &dry.channels {
        let (outputs, time) = timed(|| play(channel));
        by_step += time;
        let (others, time) = timed(|| play_at_once(channel));
        at_once += time;
        if !same_bits(&outputs, &others) {
            return Err("`step` and `process` differ, which must not be".into());
        }
        wet.channels.push(outputs);
    }
    println!("`step` and `process` give the same bits");
    let samples = dry.channels.iter().map(Vec::len).sum();
    report("step", samples, dry.rate, by_step);
    report("process", samples, dry.rate, at_once);
    wet.write(&path)?;
    println!("{}: {:.1} seconds", path.display(), wet.seconds());
    println!("state: {} bytes for each channel", Amp::STATE_BYTES);
    Ok(())
}

/// Prints how fast samples were played.
fn report(how: &str, samples: usize, rate: u32, time: Duration) {
    let seconds = samples as f64 / f64::from(rate);
    let factor = seconds / time.as_secs_f64();
    let each = time.as_nanos() as f64 / samples as f64;
    println!("{how}: {factor:.0} times real time, {each:.0} ns a sample");
}
