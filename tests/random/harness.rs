//! Part of the generated crate: runs one network in every way and prints the bits of its outputs.

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

/// The bits of the outputs, the same for `forward`, `forward_batch` and the reference.
pub fn run<N: Network<Scalar: Bits>>(inputs: &[N::Input]) -> Vec<Vec<u64>> {
    let mut batch = vec![N::Output::ZEROS; inputs.len()];
    N::forward_batch(inputs, &mut batch);
    let outputs = inputs.iter().zip(batch).map(|(input, batch)| {
        let forward = bits(N::forward(input).as_ref());
        assert_eq!(forward, bits(reference::forward::<N>(input).as_ref()), "reference");
        assert_eq!(forward, bits(batch.as_ref()), "batch");
        forward
    });
    outputs.collect()
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
