//! Part of the generated crate: runs one stream in every way and prints the bits of its outputs.

use xornet::Tensor as _;
use xornet::__private::{CompiledStream, every_step};
use xornet_testing::Bits;

/// Runs a stream in its three modes, for the same frames.
#[macro_export]
macro_rules! stream {
    ($first:ty, $second:ty, $third:ty; $steps:expr) => {{
        let outputs = $crate::harness::outputs::<$first>(&$steps);
        assert_eq!(outputs, $crate::harness::outputs::<$second>(&$steps), stringify!($second));
        assert_eq!(outputs, $crate::harness::outputs::<$third>(&$steps), stringify!($third));
        for output in &outputs {
            let bits: Vec<_> = output.iter().map(|bits| format!("{bits:x}")).collect();
            println!("{}", bits.join(" "));
        }
    }};
}

/// Returns the bits of the output of each step, and requires them to be the same in all ways.
pub fn outputs<S>(steps: &[<S as xornet::Stream>::Input]) -> Vec<Vec<u64>>
where
    S: xornet::Stream<Scalar: Bits>
        + CompiledStream<Input = <S as xornet::Stream>::Input, Output = <S as xornet::Stream>::Output>,
{
    let bits = |output: &<S as xornet::Stream>::Output| -> Vec<u64> {
        xornet_testing::bits(output.numbers())
    };
    let mut plain = xornet::reference::Stream::<S>::new();
    let expected: Vec<_> = steps.iter().map(|step| bits(&plain.step(step))).collect();
    let mut stream = S::default();
    for (step, expected) in steps.iter().zip(&expected) {
        every_step(&stream, step, |way, output| {
            assert_eq!(bits(&output), *expected, "{way}");
        });
        assert_eq!(bits(&xornet::Stream::step(&mut stream, step)), *expected);
    }
    for length in [1, 11, 12, 13, 32, 33, steps.len()] {
        let mut stream = S::default();
        let mut outputs = vec![<S as xornet::Stream>::Output::ZEROS; steps.len()];
        for (steps, outputs) in steps.chunks(length).zip(outputs.chunks_mut(length)) {
            stream.process(steps, outputs);
        }
        let outputs: Vec<_> = outputs.iter().map(bits).collect();
        assert_eq!(outputs, expected, "blocks of {length}");
    }
    expected
}
