//! Networks in const contexts, and the forms of the call.

use xornet::{Network, reference};
use xornet_testing::same_bits;

xornet::model!("models/xor.toml");
xornet::model!("models/digits.toml");

const OUTPUT: [f32; 1] = Xor::forward_const(&[0.0, 1.0]);
static DIGIT: [f32; 10] = Digits::forward_const(&[8.0; 64]);
const _: () = assert!(OUTPUT[0] > 0.64 && OUTPUT[0] < 0.65);

#[test]
fn const_evaluation_gives_the_same_bits() {
    assert!(same_bits(OUTPUT, Xor::forward(&[0.0, 1.0])));
    assert!(same_bits(DIGIT, Digits::forward(&[8.0; 64])));
}

#[test]
fn a_call_in_a_function_body_makes_a_local_type() {
    xornet::model!(Local = "models/xor.toml");
    assert!(same_bits(Local::forward(&[0.0, 1.0]), OUTPUT));
}

mod twice {
    xornet::model!(pub First = "models/xor.toml");
    xornet::model!(pub Second = "models/xor.toml");
}

#[test]
fn one_file_makes_two_types_in_one_module() {
    let input = [0.3, 0.7];
    let [first, second] = [
        twice::First::forward(&input),
        twice::Second::forward(&input),
    ];
    assert!(same_bits(first, second));
}

xornet::model!(
    /// Kept.
    #[derive(Clone, Copy, Debug, Default, PartialEq)]
    pub(crate) Gate = "../models/xor.toml",
);

#[test]
fn attributes_and_visibility_are_kept() {
    assert_eq!(Gate, <Gate as Default>::default());
    assert_eq!(format!("{Gate:?}"), "Gate");
}

macro_rules! wrapped {
    ($name:ident, $path:literal) => {
        xornet::model!($name = $path);
    };
}

wrapped!(FromManifest, "models/xor.toml");
wrapped!(FromFile, "../models/xor.toml");

#[test]
fn other_macros_can_hand_the_path_on() {
    let input = [0.5, 0.5];
    assert!(same_bits(
        FromManifest::forward(&input),
        FromFile::forward(&input)
    ));
}

fn outputs<N: Network>(inputs: &[N::Input]) -> Vec<N::Output> {
    inputs.iter().map(N::forward).collect()
}

#[test]
fn code_can_be_generic_over_networks() {
    let inputs = [[0.0, 1.0], [1.0, 1.0]];
    for (input, output) in inputs.iter().zip(outputs::<Xor>(&inputs)) {
        assert!(same_bits(output, reference::forward::<Xor>(input)));
    }
    assert_eq!(<Gate as Network>::MACS, 12);
}
