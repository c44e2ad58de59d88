//! Computes or times a network of eight bits: `xornet-race-integers check|time NAME`. `race.py` calls it.

#![cfg_attr(without_networks, allow(dead_code, unused_variables))]

use std::hint::black_box;
use std::io::{Read as _, Write as _};
use std::time::Instant;

use zerocopy::{FromBytes, IntoBytes};

/// The turns of each contender, and how long one takes at least.
const TURNS: usize = 21;
const SECONDS: f64 = 0.02;

/// Makes a module of each network, and the function that finds it by its name.
macro_rules! networks {
    ($($name:ident $c:ident $single:literal $double:literal $input:ty, $output:ty;)*) => {
        $(
            mod $name {
                xornet::model!(pub Single = $single);
                xornet::model!(pub Double = $double);

                unsafe extern "C" {
                    pub fn $c(input: *const i8, output: *mut i8);
                }
            }
        )*

        fn contend(mode: &str, name: &str, samples: &[u8]) {
            $(
                if name == stringify!($name) {
                    let single = |input: &$input| $name::Single::forward(input);
                    let double = |input: &$input| $name::Double::forward(input);
                    let c = |input: &$input| {
                        let mut output = <$output>::default_zero();
                        // SAFETY: Python writes C and types from one shape, so that both have these sizes.
                        unsafe { $name::$c((&raw const *input).cast(), (&raw mut output).cast()) };
                        output
                    };
                    return run::<$input, $output>(mode, samples, [&single, &double, &c]);
                }
            )*
            eprintln!("there is no network {name}: start the race by benches/race/integers/run");
            std::process::exit(1);
        }
    };
}

/// An output before it is computed.
trait Zero {
    fn default_zero() -> Self;
}

impl<const N: usize> Zero for [i8; N] {
    fn default_zero() -> Self {
        [0; N]
    }
}

include!(concat!(env!("OUT_DIR"), "/networks.rs"));

fn main() {
    let arguments: Vec<_> = std::env::args().collect();
    let [_, mode, name] = &arguments[..] else {
        eprintln!("usage: xornet-race-integers check|time NAME <SAMPLES");
        std::process::exit(2);
    };
    let mut samples = Vec::new();
    std::io::stdin().read_to_end(&mut samples).expect("samples");
    contend(mode, name, &samples);
}

/// Prints the outputs of all contenders, or the nanoseconds of a call, a turn of each after the other.
fn run<I: FromBytes, O: IntoBytes + zerocopy::Immutable>(
    mode: &str,
    samples: &[u8],
    contenders: [&dyn Fn(&I) -> O; 3],
) {
    let size = size_of::<I>();
    let inputs = samples.chunks_exact(size);
    let inputs: Vec<I> = inputs
        .map(|bytes| I::read_from_bytes(bytes).expect("the size of an input"))
        .collect();
    if mode == "check" {
        for forward in contenders {
            for input in &inputs {
                let output = forward(input);
                std::io::stdout()
                    .write_all(output.as_bytes())
                    .expect("a reader");
            }
        }
        return;
    }
    let mut times = [const { Vec::new() }; 3];
    for _ in 0..TURNS {
        for (forward, times) in contenders.iter().zip(&mut times) {
            let (start, mut calls) = (Instant::now(), 0);
            while start.elapsed().as_secs_f64() < SECONDS {
                for input in &inputs {
                    black_box(forward(black_box(input)));
                    calls += 1;
                }
            }
            times.push(start.elapsed().as_nanos() as f64 / f64::from(calls));
        }
    }
    for times in &mut times {
        times.sort_by(f64::total_cmp);
        println!("{}", times[TURNS / 2]);
    }
}
