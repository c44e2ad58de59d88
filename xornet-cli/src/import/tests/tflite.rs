//! Files of TensorFlow Lite that are broken, or made to do harm. Each is an error or a network, and nothing panics.

use std::path::Path;

use xornet_model::{DType, Model, Rounding};

use super::super::examine;
use super::operators::Archive;
use crate::import::random::Random;
use crate::import::{self, Cases, Error, Options};

fn graphs() -> Vec<(String, Vec<u8>)> {
    let graphs = Archive::open("tflite.npz").graphs();
    graphs.into_iter().collect()
}

/// Returns the first reason why a file is not imported.
#[track_caller]
fn reason(bytes: &[u8], options: &Options<'_>) -> String {
    match import::import(bytes.to_vec(), options) {
        Ok(_) => panic!("it is imported"),
        Err(Error::Unsupported(reasons)) => reasons[0].to_string(),
        Err(Error::Unusable(error)) => error.to_string(),
    }
}

#[test]
fn files_that_are_none() {
    let options = Options::new(Path::new("net.tflite"));
    for bytes in [
        &b"\x1c\0\0\0TFL3\x14\0"[..],
        b"\xff\xff\xff\xffTFL3",
        &[0; 64],
        b"\x01\x02",
    ] {
        let reason = reason(bytes, &options);
        assert!(
            reason.starts_with("this is not a TensorFlow Lite file: "),
            "{reason}"
        );
    }
}

#[test]
fn truncated_files() {
    let (_, bytes) = graphs().swap_remove(0);
    for length in 0..bytes.len() {
        examine(&bytes[..length]);
    }
}

#[test]
fn changed_files() {
    // Numbers that are offsets, lengths, indices and types.
    const NUMBERS: [u32; 7] = [0, 1, 2, 9, 0x7f, 0x7fff_ffff, 0xffff_ffff];
    let mut random = Random::default();
    let mut below = |end: usize| (random.bits() % end as u64) as usize;
    let integers = Archive::open("tflite_int8.npz").graphs();
    for (name, bytes) in graphs().into_iter().chain(integers) {
        let mut bytes = bytes;
        // Not the first eight, which tell the format.
        let place = 8 + below(bytes.len() / 4 - 2) * 4;
        let number = NUMBERS[below(NUMBERS.len())];
        bytes[place..place + 4].copy_from_slice(&number.to_le_bytes());
        let examined = std::panic::catch_unwind(|| examine(&bytes));
        assert!(examined.is_ok(), "{name}: {bytes:?}");
    }
}

/// Returns a file of eight bits.
fn integers(name: &str) -> Vec<u8> {
    let mut graphs = Archive::open("tflite_int8.npz").graphs();
    graphs.remove(name).expect(name)
}

#[test]
fn options_that_do_not_fit() {
    let path = Path::new("net.tflite");
    let (_, floats) = graphs().swap_remove(0);
    let rounded = Options {
        rounding: Some(Rounding::Single),
        ..Options::new(path)
    };
    assert_eq!(
        reason(&floats, &rounded),
        "`--rounding` is for networks of eight bits, and this one of floats has none"
    );
    let bytes = integers("dense_rows");
    let options = Options {
        dtype: Some(DType::F32),
        ..Options::new(path)
    };
    assert_eq!(
        reason(&bytes, &options),
        "`--dtype` is for networks of floats, and this one has eight bits"
    );
    let options = Options {
        stream: true,
        ..Options::new(path)
    };
    assert_eq!(
        reason(&bytes, &options),
        "`--stream` is for networks of floats, and this one has eight bits"
    );
    let imported = import::import(bytes, &rounded).expect("a network");
    assert!(
        imported.text.contains("rounding = \"single\"\n"),
        "{}",
        imported.text
    );
}

#[test]
fn a_value_inside_is_the_output() {
    let options = Options {
        graph_output: Some("fully_connected3"),
        cases: Cases::Computed(2),
        ..Options::new(Path::new("net.tflite"))
    };
    let imported = import::import(integers("dense_twice"), &options).expect("a network");
    let Model::I8(network) = &imported.model else {
        panic!("it has other numbers")
    };
    assert_eq!(network.layers().len(), 1);
    assert_eq!(network.test_cases().len(), 2);
    let options = Options {
        graph_output: Some("nowhere"),
        ..options
    };
    let reason = reason(&integers("dense_twice"), &options);
    assert!(
        reason.starts_with("the network has no output `nowhere`"),
        "{reason}"
    );
}

#[test]
fn names_of_outputs_and_layers_that_are_not_there() {
    let (_, bytes) = graphs().swap_remove(0);
    let path = Path::new("net.tflite");
    let options = Options {
        graph_output: Some("nowhere"),
        ..Options::new(path)
    };
    let reason_of_output = reason(&bytes, &options);
    assert!(
        reason_of_output.starts_with("the graph has no output `nowhere`"),
        "{reason_of_output}"
    );
    let layers = ["a:relu".parse().expect("a layer")];
    let options = Options {
        layers: &layers,
        ..Options::new(path)
    };
    assert_eq!(
        reason(&bytes, &options),
        "`--layer` is for files of tensors; a TensorFlow Lite file says what its layers are"
    );
}
