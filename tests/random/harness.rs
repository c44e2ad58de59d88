//! Part of the generated crate: runs one network in every way and prints the bits of its outputs.

use xornet::__private::{Compiled, every_way};
use xornet::{Network, Vector, reference};

pub trait Bits {
    fn bits(self) -> u64;
}

impl Bits for f32 {
    fn bits(self) -> u64 {
        self.to_bits().into()
    }
}

impl Bits for f64 {
    fn bits(self) -> u64 {
        self.to_bits()
    }
}

/// The bits of the outputs, the same for `forward`, on every instruction set that the processor has,
/// `forward_batch` and the reference.
pub fn run<N>(inputs: &[<N as Network>::Input]) -> Vec<Vec<u64>>
where
    N: Network<Scalar: Bits>
        + Compiled<Input = <N as Network>::Input, Output = <N as Network>::Output>,
{
    // More samples than go through a network together, and not a multiple.
    let many: Vec<_> = inputs.iter().cycle().take(23).copied().collect();
    let mut batch = vec![<N as Network>::Output::ZEROS; many.len()];
    <N as Network>::forward_batch(&many, &mut batch);
    let outputs: Vec<_> = inputs
        .iter()
        .map(|input| {
            let forward = bits(<N as Network>::forward(input).as_ref());
            assert_eq!(forward, bits(reference::forward::<N>(input).as_ref()), "reference");
            every_way::<N>(input, |way, output| assert_eq!(forward, bits(output.as_ref()), "{way}"));
            forward
        })
        .collect();
    for (output, batch) in outputs.iter().cycle().zip(batch) {
        assert_eq!(*output, bits(batch.as_ref()), "batch");
    }
    outputs
}

pub fn bits<S: Bits + Copy>(values: &[S]) -> Vec<u64> {
    values.iter().map(|value| value.bits()).collect()
}

#[macro_export]
macro_rules! network {
    ($name:ident, $inputs:expr) => {{
        let outputs = harness::run::<auto::$name>(&$inputs);
        assert_eq!(outputs, harness::run::<full::$name>(&$inputs), "full");
        assert_eq!(outputs, harness::run::<none::$name>(&$inputs), "none");
        const AUTO: [[<auto::$name as xornet::Network>::Scalar; auto::$name::OUTPUTS]; 1] =
            [auto::$name::forward_const(&$inputs[0])];
        const FULL: [[<full::$name as xornet::Network>::Scalar; full::$name::OUTPUTS]; 1] =
            [full::$name::forward_const(&$inputs[0])];
        const NONE: [[<none::$name as xornet::Network>::Scalar; none::$name::OUTPUTS]; 1] =
            [none::$name::forward_const(&$inputs[0])];
        for output in [AUTO[0], FULL[0], NONE[0]] {
            assert_eq!(outputs[0], harness::bits(&output), "const evaluation");
        }
        for output in outputs {
            println!("{}", output.iter().map(|bits| format!("{bits:x}")).collect::<Vec<_>>().join(" "));
        }
    }};
}
