//! Contenders that have entered the race over a network, and their stopwatch.

use std::hint::black_box;
use std::marker::PhantomData;
use std::time::{Duration, Instant};

use xornet_race_networks::Network;

use crate::contender::{Batch, Contender};
use crate::subject::{Array, Subject};

/// A contender in the race over one network.
pub struct Entrant {
    pub network: String,
    pub name: &'static str,
    pub is_batch: bool,
    pub tolerance: Option<f64>,
    pub runner: Box<dyn Runner>,
}

/// What the driver asks of an entrant.
pub trait Runner {
    /// The outputs for the first `samples` inputs.
    fn outputs(&mut self, samples: usize) -> Vec<f32>;

    /// The time of so many calls that know nothing of each other.
    fn throughput(&mut self, samples: usize, calls: usize) -> Duration;

    /// The time of so many calls that each wait for the one before.
    fn latency(&mut self, samples: usize, calls: usize) -> Duration;
}

/// All entrants, and why others are missing.
pub struct Entrants {
    /// The only one to enter; everyone may where there is none.
    only: Option<String>,
    pub present: Vec<Entrant>,
    /// Network, contender, reason.
    pub absent: Vec<(String, &'static str, String)>,
}

impl Entrants {
    pub fn new(only: Option<String>) -> Self {
        Self {
            only,
            present: Vec::new(),
            absent: Vec::new(),
        }
    }

    pub fn race<'a, S: Subject>(&'a mut self, network: &'a Network) -> Race<'a, S> {
        Race {
            entrants: self,
            network,
            subject: PhantomData,
        }
    }
}

/// The race over one network.
pub struct Race<'a, S> {
    entrants: &'a mut Entrants,
    network: &'a Network,
    subject: PhantomData<S>,
}

impl<S: Subject> Race<'_, S> {
    /// Enters a contender, one sample at a time.
    pub fn single<C: Contender<S>>(&mut self) {
        self.enter::<C>(false, |contender, network| {
            Box::new(Single::<S, C> {
                contender,
                network,
                subject: PhantomData,
            })
        });
    }

    /// Enters a contender with whole batches.
    pub fn batch<C: Batch<S>>(&mut self) {
        self.enter::<C>(true, |contender, network| {
            Box::new(Batches::<S, C> {
                contender,
                network,
                inputs: Vec::new(),
                outputs: Vec::new(),
            })
        });
    }

    fn enter<C: Contender<S>>(
        &mut self,
        is_batch: bool,
        runner: impl FnOnce(C, Network) -> Box<dyn Runner>,
    ) {
        let only = self.entrants.only.as_deref();
        if only.is_some_and(|only| only != C::NAME) {
            return;
        }
        let network = self.network.name.clone();
        match C::new(self.network) {
            Ok(Some(contender)) => self.entrants.present.push(Entrant {
                network,
                name: C::NAME,
                is_batch,
                tolerance: C::TOLERANCE,
                runner: runner(contender, self.network.clone()),
            }),
            Ok(None) => {}
            Err(error) => {
                let reason = format!("{error:#}").replace(['\n', '\t'], " ");
                self.entrants.absent.push((network, C::NAME, reason));
            }
        }
    }
}

/// The first `samples` inputs of a network.
fn inputs<I: Array>(network: &Network, samples: usize) -> Vec<I> {
    let mut inputs = vec![I::ZEROS; samples];
    I::flatten_mut(&mut inputs).copy_from_slice(&network.draw(samples));
    inputs
}

struct Single<S, C> {
    contender: C,
    network: Network,
    subject: PhantomData<S>,
}

/// The next case, the first after the last; without a division, which would be measured, too.
#[inline(always)]
fn following(case: usize, cases: usize) -> usize {
    if case + 1 == cases { 0 } else { case + 1 }
}

/// What is measured, with no more around it than a call.
#[inline(never)]
fn forward<S: Subject, C: Contender<S>>(contender: &mut C, x: &S::Input) -> S::Output {
    contender.forward(x)
}

impl<S: Subject, C: Contender<S>> Runner for Single<S, C> {
    fn outputs(&mut self, samples: usize) -> Vec<f32> {
        let inputs = inputs::<S::Input>(&self.network, samples);
        let output = |x| forward::<S, C>(&mut self.contender, x);
        let outputs: Vec<_> = inputs.iter().map(output).collect();
        S::Output::flatten(&outputs).to_vec()
    }

    fn throughput(&mut self, samples: usize, calls: usize) -> Duration {
        let inputs = inputs::<S::Input>(&self.network, samples);
        let start = Instant::now();
        let mut next = 0;
        for _ in 0..calls {
            black_box(forward::<S, C>(
                &mut self.contender,
                black_box(&inputs[next]),
            ));
            next = following(next, samples);
        }
        start.elapsed()
    }

    fn latency(&mut self, samples: usize, calls: usize) -> Duration {
        let mut inputs = inputs::<S::Input>(&self.network, samples);
        // The inputs do not change, but the compiler and the processor cannot know.
        let zero = black_box(0.0);
        let start = Instant::now();
        let mut next = 0;
        for _ in 0..calls {
            let y = forward::<S, C>(&mut self.contender, &inputs[next]);
            next = following(next, samples);
            inputs[next].numbers_mut()[0] += zero * y.numbers()[0];
        }
        let elapsed = start.elapsed();
        black_box(inputs);
        elapsed
    }
}

struct Batches<S: Subject, C> {
    contender: C,
    network: Network,
    inputs: Vec<S::Input>,
    outputs: Vec<S::Output>,
}

#[inline(never)]
fn forward_batch<S: Subject, C: Batch<S>>(contender: &mut C, x: &[S::Input], y: &mut [S::Output]) {
    contender.forward_batch(x, y);
}

impl<S: Subject, C: Batch<S>> Batches<S, C> {
    /// Room for a batch, filled only where its size is new: large ones take long to draw.
    fn prepare(&mut self, samples: usize) {
        if self.inputs.len() != samples {
            self.inputs = inputs(&self.network, samples);
            self.outputs = vec![S::Output::ZEROS; samples];
        }
    }
}

impl<S: Subject, C: Batch<S>> Runner for Batches<S, C> {
    fn outputs(&mut self, samples: usize) -> Vec<f32> {
        self.prepare(samples);
        forward_batch::<S, C>(&mut self.contender, &self.inputs, &mut self.outputs);
        S::Output::flatten(&self.outputs).to_vec()
    }

    fn throughput(&mut self, samples: usize, calls: usize) -> Duration {
        self.prepare(samples);
        let start = Instant::now();
        for _ in 0..calls {
            let (x, y) = (black_box(&self.inputs), black_box(&mut self.outputs));
            forward_batch::<S, C>(&mut self.contender, x, y);
        }
        black_box(&self.outputs);
        start.elapsed()
    }

    fn latency(&mut self, samples: usize, calls: usize) -> Duration {
        self.throughput(samples, calls)
    }
}
