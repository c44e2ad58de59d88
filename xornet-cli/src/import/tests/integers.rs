//! The graphs of `tests/exports/hand_made_onnx_int8.py` and `hand_made_tflite_stream.py`: ONNX graphs of eight bits, and streams of
//! TensorFlow Lite.

use std::path::Path;

use snapbox::{assert_data_eq, file};
use xornet_model::Model;

use super::super::{Options, examine, import};
use super::operators::Archive;
use crate::import::random::Random;

/// Returns by how much outputs may differ from onnxruntime's, which computes these operators in single precision, with a
/// rounding of its own.
fn steps(name: &str) -> f64 {
    // An average that is half a step from two integers goes to the even one, and in the layer away from zero. A sum and a
    // probability are rounded after several operations on floats, and in the layer after one on integers.
    let own = ["qdq_pool_average", "residual", "qdq_softmax"];
    f64::from(u8::from(own.iter().any(|own| name.contains(own))))
}

#[test]
fn onnx_graphs_of_eight_bits_compute_the_integers_of_onnxruntime() {
    let mut archive = Archive::open("onnx_int8.npz");
    let graphs = archive.graphs();
    assert!(graphs.len() > 80, "{}", graphs.len());
    let mut said = String::new();
    for (name, bytes) in graphs {
        let imported = import(bytes, &Options::new(Path::new("net.onnx")));
        let imported = imported.unwrap_or_else(|error| panic!("{name}: {error}"));
        // Both kinds of integers become the same.
        if !name.ends_with("_u8") {
            said += &format!("# {name}\n{}\n", imported.report.join("\n"));
        }
        let read = xornet_model::read(&imported.text, "");
        assert_eq!(read.as_ref(), Ok(&imported.model), "{name}");
        let Model::I8(network) = &imported.model else {
            panic!("{name} has other numbers")
        };
        let inputs = archive.rows(&format!("{name}.inputs"));
        let outputs = archive.rows(&format!("{name}.outputs"));
        assert!(
            !inputs.is_empty() && inputs.len() == outputs.len(),
            "{name}"
        );
        for (input, expected) in inputs.iter().zip(&outputs) {
            let input: Vec<_> = input.iter().map(|&x| x as i8).collect();
            let output = crate::evaluate::forward(network, &input);
            assert_eq!(output.len(), expected.len(), "{name}");
            for (own, expected) in output.iter().zip(expected) {
                let difference = (f64::from(*own) - expected).abs();
                assert!(difference <= steps(&name), "{name}: {own} and {expected}");
            }
        }
    }
    assert_data_eq!(said, file!["../../../tests/exports/onnx_int8.txt"].raw());
}

#[test]
fn onnx_graphs_that_cannot_be_layers_of_eight_bits_are_refused_with_the_reason() {
    let mut said = String::new();
    for (name, bytes) in Archive::open("refused_onnx_int8.npz").graphs() {
        let Err(error) = import(bytes, &Options::new(Path::new("net.onnx"))) else {
            panic!("{name} is imported")
        };
        said += &format!("# {name}\n{}\n", error.to_string().trim_end());
    }
    assert_data_eq!(
        said,
        file!["../../../tests/exports/refused_onnx_int8.txt"].raw()
    );
}

#[test]
fn changed_onnx_graphs_of_eight_bits_do_not_panic() {
    let mut random = Random::default();
    let mut below = |end: usize| (random.bits() % end as u64) as usize;
    for (name, bytes) in Archive::open("onnx_int8.npz").graphs() {
        for _ in 0..8 {
            let mut bytes = bytes.clone();
            let place = below(bytes.len());
            bytes[place] = [0, 1, 2, 3, 0x7f, 0x80, 0xff][below(7)];
            let examined = std::panic::catch_unwind(|| examine(&bytes));
            assert!(examined.is_ok(), "{name}: byte {place} is {}", bytes[place]);
        }
    }
}

#[test]
fn networks_that_keep_frames_are_streams_with_the_integers_of_the_reference_kernels() {
    let mut archive = Archive::open("tflite_stream.npz");
    let graphs = archive.graphs();
    assert!(graphs.len() > 6, "{}", graphs.len());
    let mut said = String::new();
    for (name, bytes) in graphs {
        let imported = import(bytes, &Options::new(Path::new("net.tflite")));
        let imported = imported.unwrap_or_else(|error| panic!("{name}: {error}"));
        said += &format!("# {name}\n{}\n", imported.report.join("\n"));
        let read = xornet_model::read(&imported.text, "");
        assert_eq!(read.as_ref(), Ok(&imported.model), "{name}");
        let Model::I8(network) = &imported.model else {
            panic!("{name} has other numbers")
        };
        assert!(network.is_stream(), "{name}");
        let inputs = archive.rows(&format!("{name}.inputs"));
        let outputs = archive.rows(&format!("{name}.outputs"));
        assert!(
            !inputs.is_empty() && inputs.len() == outputs.len(),
            "{name}"
        );
        for (input, expected) in inputs.iter().zip(&outputs) {
            let input: Vec<_> = input.iter().map(|&x| x as i8).collect();
            let output = crate::evaluate::forward(network, &input);
            let output: Vec<_> = output.into_iter().map(f64::from).collect();
            assert_eq!(&output, expected, "{name}");
        }
    }
    assert_data_eq!(
        said,
        file!["../../../tests/exports/tflite_stream.txt"].raw()
    );
}

#[test]
fn networks_that_keep_other_things_are_refused_with_the_reason() {
    let mut said = String::new();
    for (name, bytes) in Archive::open("refused_tflite_stream.npz").graphs() {
        let Err(error) = import(bytes, &Options::new(Path::new("net.tflite"))) else {
            panic!("{name} is imported")
        };
        said += &format!("# {name}\n{}\n", error.to_string().trim_end());
    }
    assert_data_eq!(
        said,
        file!["../../../tests/exports/refused_tflite_stream.txt"].raw()
    );
}

#[test]
fn changed_streams_do_not_panic() {
    const NUMBERS: [u32; 7] = [0, 1, 2, 9, 0x7f, 0x7fff_ffff, 0xffff_ffff];
    let mut random = Random::default();
    let mut below = |end: usize| (random.bits() % end as u64) as usize;
    for (name, bytes) in Archive::open("tflite_stream.npz").graphs() {
        for _ in 0..60 {
            let mut bytes = bytes.clone();
            let place = 8 + below(bytes.len() / 4 - 2) * 4;
            bytes[place..place + 4].copy_from_slice(&NUMBERS[below(7)].to_le_bytes());
            let examined = std::panic::catch_unwind(|| examine(&bytes));
            assert!(examined.is_ok(), "{name}: place {place}");
        }
    }
}
