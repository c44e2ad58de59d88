//! The benchmarks of each network; `elem/s` are multiply-adds per second.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput};
use forward::{Digits, Iris, Large784x512x512x10, Mnist784x128x10, Sine, Small16x64x64x4, Xor};
use xornet::{Network, Tensor};

/// How many inputs take turns: few enough to stay in the nearest cache next to the weights.
const INPUTS: usize = 16;
const BATCHES: [usize; 3] = [8, 64, 256];

fn main() {
    let mut criterion = Criterion::default()
        .without_plots()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .sample_size(50)
        .configure_from_args();
    println!("Throughput in multiply-adds: 1 elem is one weight times its input, added.\n");
    network::<Xor>(&mut criterion, "xor", 1.0);
    network::<Iris>(&mut criterion, "iris", 8.0);
    network::<Sine>(&mut criterion, "sine", 6.0);
    network::<Digits>(&mut criterion, "digits", 16.0);
    network::<Small16x64x64x4>(&mut criterion, "16-64-64-4", 1.0);
    network::<Mnist784x128x10>(&mut criterion, "784-128-10", 1.0);
    network::<Large784x512x512x10>(&mut criterion, "784-512-512-10", 1.0);
    criterion.final_summary();
}

/// All benchmarks of one network, with inputs from 0 to `largest`.
fn network<N: Network<Scalar = f32>>(criterion: &mut Criterion, name: &str, largest: f32) {
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Elements(N::MACS as u64));

    let inputs = inputs::<N>(INPUTS, largest);
    group.bench_function("throughput", |bencher| {
        let mut turn = 0;
        bencher.iter(|| {
            turn = (turn + 1) % INPUTS;
            call::<N>(black_box(&inputs[turn]))
        });
    });

    group.bench_function("latency", |bencher| {
        let mut inputs = inputs.clone();
        let mut turn = 0;
        let mut last = 0.0f32;
        let none = black_box(0);
        bencher.iter(|| {
            turn = (turn + 1) % INPUTS;
            // The same input as before, as only we know: it cannot be had before the last output.
            let first = &mut inputs[turn].numbers_mut()[0];
            *first = f32::from_bits(first.to_bits() | (last.to_bits() & none));
            let output = call::<N>(black_box(&inputs[turn]));
            last = output.numbers()[N::OUTPUTS - 1];
            output
        });
    });

    for size in BATCHES {
        let inputs = self::inputs::<N>(size, largest);
        let mut outputs = vec![N::Output::ZEROS; size];
        group.throughput(Throughput::Elements((N::MACS * size) as u64));
        group.bench_function(BenchmarkId::new("batch", size), |bencher| {
            bencher.iter(|| {
                call_batch::<N>(black_box(&inputs), &mut outputs);
                black_box(&mut outputs);
            });
        });
    }
    group.finish();
}

/// A call as any caller has it, once per inference: nothing can move out of the loop.
#[inline(never)]
fn call<N: Network>(input: &N::Input) -> N::Output {
    N::forward(input)
}

#[inline(never)]
fn call_batch<N: Network>(inputs: &[N::Input], outputs: &mut [N::Output]) {
    N::forward_batch(inputs, outputs);
}

/// No two the same, spread evenly (multiples of the golden ratio).
fn inputs<N: Network<Scalar = f32>>(count: usize, largest: f32) -> Vec<N::Input> {
    let mut position = 0.0f64;
    let mut input = || {
        let mut input = N::Input::ZEROS;
        for x in input.numbers_mut() {
            position = (position + 0.618_033_988_749_894_9).fract();
            *x = position as f32 * largest;
        }
        input
    };
    (0..count).map(|_| input()).collect()
}
