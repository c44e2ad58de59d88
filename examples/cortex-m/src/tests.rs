//! On the host: cargo test --lib --target "$(rustc --print host-tuple)"

extern crate std;

use std::string::ToString;
use std::vec::Vec;

use xornet::reference;

use super::{Decision, Iris, RECORDING, Tray, centimetres, decide, judge};

/// All that the firmware prints: a line for each flower, then the count in each tray.
const EXPECTED: &str = include_str!("../expected.txt");

#[test]
fn the_firmware_prints_what_the_reference_computes() {
    let by_reference = |lengths| judge(reference::forward::<Iris>(&centimetres(lengths)));
    let decisions: Vec<Decision> = RECORDING.iter().map(by_reference).collect();
    let counts = Tray::NAMES.iter().enumerate().map(|(tray, name)| {
        let count = decisions.iter().filter(|it| it.tray as usize == tray);
        std::format!("{} {name}", count.count())
    });
    let lines: Vec<_> = decisions
        .iter()
        .map(Decision::to_string)
        .chain(counts)
        .collect();
    assert_eq!(EXPECTED.lines().collect::<Vec<_>>(), lines);
}

#[test]
fn the_compiled_network_has_the_bits_of_the_reference() {
    for lengths in &RECORDING {
        let wanted = reference::forward::<Iris>(&centimetres(lengths));
        let got = decide(lengths).probabilities;
        assert_eq!(got.map(f32::to_bits), wanted.map(f32::to_bits));
    }
}

#[test]
fn a_person_sorts_what_the_network_is_not_sure_of() {
    assert_eq!(judge([0.02, 0.95, 0.03]).tray, Tray::Versicolor);
    assert_eq!(judge([0.95, 0.02, 0.03]).tray, Tray::Setosa);
    assert_eq!(judge([0.02, 0.03, 0.95]).tray, Tray::Virginica);
    assert_eq!(judge([0.02, 0.15, 0.83]).tray, Tray::ByHand);
}
