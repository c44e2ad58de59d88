use alloc::vec::Vec;

use xornet::__private::{Compiled, every_way};
use xornet::{Network, Scalar, Tensor, reference};

use crate::{Bits, Random, bits};

/// Returns the bits of the outputs for each input, and requires them to be the same for the
/// reference, for `forward` and `forward_in`, on every instruction set that the processor has, and for a batch of
/// `together` samples: the inputs, over and over.
///
/// # Panics
///
/// Where some bits differ; names the way.
#[must_use]
pub fn outputs<N>(inputs: &[<N as Network>::Input], together: usize) -> Vec<Vec<u64>>
where
    N: Network<Scalar: Bits>
        + Compiled<Input = <N as Network>::Input, Output = <N as Network>::Output>,
{
    let of = |output: &<N as Network>::Output| -> Vec<u64> { bits(output.numbers()) };
    let each = inputs.iter().map(|input| {
        let wanted = of(&reference::forward::<N>(input));
        assert_eq!(of(&<N as Network>::forward(input)), wanted, "forward");
        // What is in the scratch before must not matter.
        let mut scratch = <N as Network>::Scratch::ZEROS;
        for number in scratch.numbers_mut() {
            let nan = <N as Network>::Scalar::from_f64(f64::NAN);
            // Integers have none.
            *number = if nan.is_zero() { Scalar::MAX } else { nan };
        }
        let output = <N as Network>::forward_in(&mut scratch, input);
        assert_eq!(of(&output), wanted, "forward_in");
        every_way::<N>(input, |way, output| {
            assert_eq!(of(&output), wanted, "forward on {way}");
        });
        wanted
    });
    let outputs: Vec<_> = each.collect();
    let samples: Vec<_> = inputs.iter().cycle().take(together).copied().collect();
    let mut batch: Vec<_> = samples
        .iter()
        .map(|_| <N as Network>::Output::ZEROS)
        .collect();
    <N as Network>::forward_batch(&samples, &mut batch);
    for (output, batch) in outputs.iter().cycle().zip(&batch) {
        assert_eq!(of(batch), *output, "forward_batch");
    }
    outputs
}

/// Requires a network to give the same bits in all ways, for `count` inputs: zeros, for which the compiler found the output
/// `zero`, and random ones whose numbers are below `largest`.
///
/// # Panics
///
/// Where some bits differ; names the way.
pub fn network<N>(zero: &<N as Network>::Output, count: usize, largest: f64)
where
    N: Network<Scalar: Bits>
        + Compiled<Input = <N as Network>::Input, Output = <N as Network>::Output>,
{
    let mut random = Random::new(1);
    let mut inputs = alloc::vec![<N as Network>::Input::ZEROS; count];
    for input in &mut inputs[1..] {
        for number in input.numbers_mut() {
            *number = Scalar::from_f64(largest * random.signed());
        }
    }
    let outputs = outputs::<N>(&inputs, 8);
    assert_eq!(
        bits::<_, Vec<_>>(zero.numbers()),
        outputs[0],
        "forward_const"
    );
}
