//! What is counted.

use std::hint::black_box;

use xornet::__private::{Compiled, every_way};
use xornet::{Network, Tensor};

xornet::model!("models/xor.toml");
xornet::model!("models/iris.toml");
xornet::model!("models/sine.toml");
xornet::model!("models/digits.toml");

/// The argument that asks for a run.
pub const RUN: &str = "--run-all-cases";
/// Callgrind counts within this function only…
pub const COUNTED: &str = "xornet_counted";
/// …and begins the next count at each call of this one.
pub const LAP: &str = "xornet_lap";

const BATCH: usize = 64;

/// Runs every case once and names the counts in their order.
pub fn run() -> Vec<String> {
    let mut names = Vec::new();
    network::<Xor>("xor", &mut names);
    network::<Iris>("iris", &mut names);
    network::<Sine>("sine", &mut names);
    network::<Digits>("digits", &mut names);
    names
}

fn network<N>(name: &str, names: &mut Vec<String>)
where
    N: Network<Scalar = f32>
        + Compiled<Input = <N as Network>::Input, Output = <N as Network>::Output>,
{
    let mut inputs = vec![<N as Network>::Input::ZEROS; BATCH];
    for (index, x) in inputs.iter_mut().flat_map(Tensor::numbers_mut).enumerate() {
        *x = (index * 7 % 16) as f32 * 0.125;
    }
    let mut outputs = vec![<N as Network>::Output::ZEROS; BATCH];
    // Not counted: names the ways, and asks the processor what it has, which it does once.
    names.push(format!("{name} forward"));
    names.push(format!("{name} forward_batch of {BATCH}"));
    every_way::<N>(&inputs[0], |way, _| {
        names.push(format!("{name} forward on {way}"))
    });

    xornet_counted(&mut || {
        black_box(<N as Network>::forward(black_box(&inputs[0])));
        xornet_lap();
    });
    xornet_counted(&mut || {
        <N as Network>::forward_batch(black_box(&inputs), black_box(&mut outputs));
        xornet_lap();
    });
    xornet_counted(&mut || {
        every_way::<N>(black_box(&inputs[0]), |_, output| {
            black_box(output);
            xornet_lap();
        });
    });
}

// Callgrind finds these two by name.

#[unsafe(no_mangle)]
#[inline(never)]
fn xornet_counted(work: &mut dyn FnMut()) {
    work();
}

#[unsafe(no_mangle)]
#[inline(never)]
fn xornet_lap() {
    black_box(());
}
