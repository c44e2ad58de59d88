//! Networks in const contexts, and the forms of the call.

use xornet::{Network, reference};

xornet::model!("models/xor.toml");
xornet::model!("models/digits.toml");

const OUTPUT: [f32; 1] = Xor::forward_const(&[0.0, 1.0]);
static DIGIT: [f32; 10] = Digits::forward_const(&[8.0; 64]);
const _: () = assert!(OUTPUT[0] > 0.64 && OUTPUT[0] < 0.65);

#[test]
fn const_evaluation_gives_the_same_bits() {
    assert_eq!(OUTPUT[0].to_bits(), Xor::forward(&[0.0, 1.0])[0].to_bits());
    assert_eq!(
        DIGIT.map(f32::to_bits),
        Digits::forward(&[8.0; 64]).map(f32::to_bits)
    );
}

#[test]
fn a_call_in_a_function_body_makes_a_local_type() {
    xornet::model!(Local = "models/xor.toml");
    assert_eq!(Local::forward(&[0.0, 1.0]), OUTPUT);
}

mod twice {
    xornet::model!(pub First = "models/xor.toml");
    xornet::model!(pub Second = "models/xor.toml");
}

#[test]
fn one_file_makes_two_types_in_one_module() {
    let input = [0.3, 0.7];
    assert_eq!(
        twice::First::forward(&input),
        twice::Second::forward(&input)
    );
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
    assert_eq!(
        FromManifest::forward(&[0.5, 0.5]),
        FromFile::forward(&[0.5, 0.5])
    );
}

fn outputs<N: Network>(inputs: &[N::Input]) -> Vec<N::Output> {
    inputs.iter().map(N::forward).collect()
}

#[test]
fn code_can_be_generic_over_networks() {
    let inputs = [[0.0, 1.0], [1.0, 1.0]];
    assert_eq!(
        outputs::<Xor>(&inputs),
        inputs.map(|input| reference::forward::<Xor>(&input))
    );
    assert_eq!(<Gate as Network>::MACS, 12);
}
