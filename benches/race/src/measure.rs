//! Takes times: short samples of all in turn, so that a disturbance meets everyone.

use std::error::Error;

use crate::options::Effort;
use crate::worker::{Entrant, Mode, Worker};

/// Nanoseconds per sample: the quartiles of the samples.
#[derive(Clone, Copy, Debug)]
pub struct Time {
    pub low: f64,
    pub median: f64,
    pub high: f64,
}

/// The times of all in a group, each `inputs` samples a call.
pub fn measure(
    workers: &mut [Worker],
    group: &[&Entrant],
    mode: Mode,
    inputs: usize,
    effort: &Effort,
) -> Result<Vec<Time>, Box<dyn Error>> {
    let mut counts = Vec::new();
    for entrant in group {
        counts.push(calls(
            &mut workers[entrant.worker],
            entrant,
            mode,
            inputs,
            effort,
        )?);
    }
    let mut samples = vec![Vec::new(); group.len()];
    for _ in 0..effort.samples {
        for ((entrant, &calls), samples) in group.iter().zip(&counts).zip(&mut samples) {
            let worker = &mut workers[entrant.worker];
            if calls >= 8 {
                // Brings its code and weights back into the caches.
                worker.time(entrant, mode, inputs, calls / 8)?;
            }
            let time = worker.time(entrant, mode, inputs, calls)?;
            samples.push(time.as_nanos() as f64 / calls as f64);
        }
    }
    let per_sample = |entrant: &Entrant| if entrant.is_batch { inputs as f64 } else { 1.0 };
    let times = group.iter().zip(samples);
    Ok(times
        .map(|(entrant, samples)| quartiles(samples, per_sample(entrant)))
        .collect())
}

/// How many calls a sample is made of.
fn calls(
    worker: &mut Worker,
    entrant: &Entrant,
    mode: Mode,
    inputs: usize,
    effort: &Effort,
) -> Result<usize, Box<dyn Error>> {
    let mut calls = 1;
    loop {
        let time = worker.time(entrant, mode, inputs, calls)?;
        if time >= effort.sample / 4 {
            let more = effort.sample.as_nanos() as f64 / time.as_nanos() as f64;
            // A little more, since the caches were cold.
            return Ok((calls as f64 * more * 1.1).ceil().max(1.0) as usize);
        }
        calls *= 4;
    }
}

fn quartiles(mut samples: Vec<f64>, per_sample: f64) -> Time {
    samples.sort_by(f64::total_cmp);
    let at = |quarter: usize| samples[(samples.len() - 1) * quarter / 4] / per_sample;
    Time {
        low: at(1),
        median: at(2),
        high: at(3),
    }
}
