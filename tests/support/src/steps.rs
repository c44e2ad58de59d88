use alloc::vec::Vec;

use xornet::__private::{CompiledStream, every_step};
use xornet::{Scalar, Stream, Tensor, reference};

use crate::{Bits, Random, bits};

/// The steps that are compared, more than two blocks.
const STEPS: usize = 70;

/// Requires a stream to give the same bits in all ways, for random frames whose numbers are below `largest`: step by step
/// and in blocks, on every instruction set, from snapshots, and by the reference. `second` is its second output for
/// zeros, evaluated by the compiler.
///
/// # Panics
///
/// Where some bits differ; names the way.
pub fn steps<S>(second: &<S as Stream>::Output, largest: f64)
where
    S: Stream<Scalar: Bits>
        + CompiledStream<Input = <S as Stream>::Input, Output = <S as Stream>::Output>,
{
    let bits = |output: &<S as Stream>::Output| bits::<_, Vec<_>>(output.numbers());
    let mut random = Random::new(1);
    let mut inputs = [<S as Stream>::Input::ZEROS; STEPS];
    for input in &mut inputs {
        for number in input.numbers_mut() {
            *number = Scalar::from_f64(largest * random.signed());
        }
    }
    let mut plain = reference::Stream::<S>::new();
    let expected: Vec<_> = inputs
        .iter()
        .map(|input| bits(&plain.step(input)))
        .collect();

    let mut stream = S::default();
    for (input, expected) in inputs.iter().zip(&expected) {
        every_step(&stream, input, |way, output| {
            assert_eq!(bits(&output), *expected, "{way}");
        });
        assert_eq!(bits(&Stream::step(&mut stream, input)), *expected);
    }

    // Calls of one block, of two, of less and of more, from a snapshot in their middle.
    for length in (1..=12).chain([31, 32, 33, 64, 65, STEPS]) {
        Stream::reset(&mut stream);
        let mut outputs = [<S as Stream>::Output::ZEROS; STEPS];
        let mut snapshot = stream.clone();
        for (inputs, outputs) in inputs.chunks(length).zip(outputs.chunks_mut(length)) {
            stream = snapshot.clone();
            // What happens to the original does not matter to the copy.
            let _ = Stream::step(&mut snapshot, &inputs[0]);
            stream.process(inputs, outputs);
            snapshot = stream.clone();
        }
        let outputs: Vec<_> = outputs.iter().map(bits).collect();
        assert_eq!(outputs, expected, "blocks of {length}");
    }

    plain.reset();
    let zeros = <S as Stream>::Input::ZEROS;
    plain.step(&zeros);
    assert_eq!(bits(second), bits(&plain.step(&zeros)), "step_const");
}
