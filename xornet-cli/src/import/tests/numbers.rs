//! Weights come through to the bit.

use std::path::Path;

use safetensors::{Dtype, serialize, tensor::TensorView};
use xornet_model::{Float, Layer, Model, Network};

use super::super::graph::{Activation, Operation};
use super::super::layer;
use super::super::unsupported::Unsupported;
use super::super::{Floats as Imported, Options};
use super::checked;

/// Compares each number of a network with what its layers had, rounded once.
pub(super) fn same<T: Float>(
    network: &Network<T>,
    layers: &[layer::Layer],
    bits: impl Fn(f64) -> u64,
) {
    assert_eq!(network.layers().len(), layers.len());
    for (layer, expected) in network.layers().zip(layers) {
        assert_eq!(layer.kind().name(), expected.kind());
        let (got, biases) = match (layer, &expected.operation) {
            (Layer::Dense(dense), Operation::Linear(linear)) => {
                same_weights(dense.weights(), &linear.weights, &bits);
                (dense.biases(), &linear.biases)
            }
            (Layer::Convolution(layer), Operation::Convolution(convolution)) => {
                same_weights(layer.weights(), &convolution.weights, &bits);
                (layer.biases(), &convolution.biases)
            }
            _ => continue,
        };
        for (place, got) in got.iter().enumerate() {
            let expected = biases.as_ref().map_or(0.0, |biases| biases[place]);
            // A bias of -0.0 becomes +0.0.
            assert_eq!(bits(got.to_f64()), bits(expected + 0.0));
        }
    }
}

fn same_weights<T: Float>(got: &[T], expected: &[f64], bits: &impl Fn(f64) -> u64) {
    assert_eq!(got.len(), expected.len());
    for (got, expected) in got.iter().zip(expected) {
        assert_eq!(bits(got.to_f64()), bits(*expected));
    }
}

/// Imports the layer `a` of a safetensors file.
fn read(bytes: Vec<u8>) -> Result<Imported, Vec<Unsupported>> {
    let options = Options {
        layers: &["a".parse().expect("a layer")],
        ..Options::new(Path::new("net.safetensors"))
    };
    checked(bytes, &options)
}

/// Returns the bits of a number as `f32`.
pub(super) fn single(number: f64) -> u64 {
    (number as f32).to_bits().into()
}

#[test]
fn numbers_of_all_kinds_survive() {
    let odd = [
        0.0,
        -0.0,
        0.1,
        -1.0 / 3.0,
        f32::MAX,
        f32::MIN,
        f32::MIN_POSITIVE,
        f32::from_bits(1),
        f32::from_bits(0x007f_ffff),
        16_777_217.0,
        1e-20,
        f32::EPSILON,
    ];
    let bytes: Vec<u8> = odd
        .iter()
        .flat_map(|number: &f32| number.to_le_bytes())
        .collect();
    let file = |kind, bytes: &[u8]| {
        let view = TensorView::new(kind, vec![4, 3], bytes).expect("a tensor");
        serialize([("a.weight", view)], None).expect("a file")
    };
    let imported = read(file(Dtype::F32, &bytes)).expect("a network");
    let Model::F32(network) = imported.model else {
        panic!("f32")
    };
    let Layer::Dense(dense) = network.nodes()[0].layer() else {
        panic!("a dense layer")
    };
    // PyTorch's weights have a row per unit.
    assert_eq!((dense.inputs(), dense.units()), (3, 4));
    for (unit, row) in odd.chunks(3).enumerate() {
        for (input, number) in row.iter().enumerate() {
            assert_eq!(
                dense.weights()[input * 4 + unit].to_bits(),
                number.to_bits()
            );
        }
    }

    let doubles: Vec<u8> = odd
        .iter()
        .flat_map(|&number| (f64::from(number) / 3.0).to_le_bytes())
        .collect();
    let imported = read(file(Dtype::F64, &doubles)).expect("a network");
    assert!(matches!(imported.model, Model::F64(_)));
}

#[test]
fn weights_that_are_not_finite_are_unsupported() {
    for (number, said) in [(f32::NAN, "NaN"), (f32::INFINITY, "inf")] {
        let bytes: Vec<u8> = [1.0, number]
            .iter()
            .flat_map(|number: &f32| number.to_le_bytes())
            .collect();
        let view = TensorView::new(Dtype::F32, vec![1, 2], &bytes).expect("a tensor");
        let file = serialize([("a.weight", view)], None).expect("a file");
        let unsupported = read(file).err().expect("it is imported");
        let expected = format!("has a weight of {said}");
        assert!(
            unsupported[0].to_string().contains(&expected),
            "{unsupported:?}"
        );
    }
}

#[test]
fn every_activation_can_be_named() {
    for name in Activation::NAMES.iter().filter(|name| **name != "linear") {
        let text = format!("fc:{name}");
        assert!(
            text.parse::<super::super::safetensors::LayerSpec>().is_ok(),
            "{text}"
        );
    }
}
