//! The models in `models/`: goldens, held-out accuracy, and bit equality with the reference.

use xornet::__private::Compiled;
use xornet::{Network, Vector, reference};
use xornet_testing::{Random, outputs, same_bits};

xornet::model!("models/xor.toml");
xornet::model!("models/xor_trained.toml");
xornet::model!("models/iris.toml");
xornet::model!("models/digits.toml");
xornet::model!("models/sine.toml");

const CORNERS: [[f32; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];

/// From numpy, in double precision: `np.random.seed(0)`, weights `2*np.random.random(shape)-1` of
/// shapes (2, 4) and (4, 1), `sigmoid(sigmoid(x @ w1) @ w2)`.
const NUMPY: [f64; 4] = [
    0.660_993_390_689_300_5,
    0.647_507_185_828_096_5,
    0.667_479_428_498_076_5,
    0.654_357_794_332_170_5,
];

/// `sigmoid(x @ w1)` of the same, for the second input.
const NUMPY_HIDDEN: [f64; 4] = [
    0.461_901_391_308_722_2,
    0.572_433_863_823_862_3,
    0.468_834_062_602_030_87,
    0.686_443_854_798_011,
];

#[test]
fn xor_gives_what_numpy_gives() {
    for (input, golden) in CORNERS.iter().zip(NUMPY) {
        let [output] = Xor::forward(input);
        assert!(
            (f64::from(output) - golden).abs() < 1e-7,
            "{input:?}: {output}"
        );
    }
}

#[test]
fn the_trace_shows_the_hidden_layer_of_numpy() {
    let mut outputs = Vec::new();
    let result = reference::trace::<Xor>(&CORNERS[1], |step| outputs.push(step.outputs.to_vec()));
    let [hidden, last] = &outputs[..] else {
        panic!("two layers, but {outputs:?}");
    };
    assert_eq!(hidden.len(), NUMPY_HIDDEN.len());
    for (output, golden) in hidden.iter().zip(NUMPY_HIDDEN) {
        assert!((f64::from(*output) - golden).abs() < 1e-7, "{hidden:?}");
    }
    assert!(same_bits(last, result));
}

#[test]
fn xor_trained_computes_the_exclusive_or() {
    for input in &CORNERS {
        let [output] = XorTrained::forward(input);
        let wanted = if input[0] == input[1] { 0.0 } else { 1.0 };
        assert!((output - wanted).abs() < 0.05, "{input:?}: {output}");
    }
}

#[test]
fn iris_classifies_held_out_flowers() {
    let (right, all) = accuracy::<Iris>(include_str!("../models/data/iris_test.csv"));
    println!("iris: {right} of {all} held-out flowers right");
    assert!(right as f64 >= 0.94 * all as f64, "{right} of {all}");
}

#[test]
fn digits_classifies_held_out_digits() {
    let (right, all) = accuracy::<Digits>(include_str!("../models/data/digits_test.csv"));
    println!("digits: {right} of {all} held-out digits right");
    assert!(right as f64 >= 0.97 * all as f64, "{right} of {all}");
}

#[test]
fn sine_is_close_to_the_sine() {
    for i in 0..=1000u16 {
        let x = f32::from(i) / 1000.0 * core::f32::consts::TAU;
        let [y] = Sine::forward(&[x]);
        assert!((y - x.sin()).abs() < 0.02, "sin {x}: {y}");
    }
}

#[test]
fn constants_count_what_the_file_holds() {
    assert_eq!(
        (Xor::INPUTS, Xor::OUTPUTS, Xor::PARAMETERS, Xor::MACS),
        (2, 1, 17, 12)
    );
    assert_eq!(
        (Digits::INPUTS, Digits::OUTPUTS, Digits::MACS),
        (64, 10, 64 * 64 + 64 * 10)
    );
    // The weights and biases; the hidden layer's input and output.
    assert_eq!((Xor::WEIGHT_BYTES, Xor::ACTIVATION_BYTES), (17 * 4, 6 * 4));
    assert_eq!(
        (Digits::WEIGHT_BYTES, Digits::ACTIVATION_BYTES),
        (Digits::PARAMETERS * 4, 128 * 4)
    );
    assert_eq!(<Digits as Network>::GRAPH.nodes.len(), 2);
}

#[test]
fn every_model_equals_the_reference() {
    equals_the_reference::<Xor>(1.0);
    equals_the_reference::<XorTrained>(1.0);
    equals_the_reference::<Iris>(8.0);
    equals_the_reference::<Digits>(16.0);
    equals_the_reference::<Sine>(7.0);
}

#[test]
fn a_batch_equals_single_calls() {
    let inputs: Vec<_> = (0..37).map(|i| [i as f32 * 0.17]).collect();
    let mut outputs = vec![[0.0]; inputs.len()];
    Sine::forward_batch(&inputs, &mut outputs);
    for (input, output) in inputs.iter().zip(&outputs) {
        assert!(same_bits(output, Sine::forward(input)), "{input:?}");
    }
    Sine::forward_batch(&[], &mut []);
}

#[test]
#[should_panic(expected = "forward_batch: 2 inputs, but 1 outputs")]
fn a_batch_of_unequal_lengths_panics() {
    Sine::forward_batch(&[[0.0], [1.0]], &mut [[0.0]]);
}

fn equals_the_reference<N>(scale: f32)
where
    N: Network<Scalar = f32>
        + Compiled<Input = <N as Network>::Input, Output = <N as Network>::Output>,
{
    let mut random = Random::new(0x5eed);
    let mut input = || {
        let mut input = <N as Network>::Input::ZEROS;
        for x in input.as_mut() {
            *x = random.signed() as f32 * scale;
        }
        input
    };
    let inputs: Vec<_> = (0..2000).map(|_| input()).collect();
    assert_eq!(outputs::<N>(&inputs, inputs.len()).len(), inputs.len());
}

/// Right answers and samples: the largest output against the last column.
fn accuracy<N: Network<Scalar = f32>>(csv: &str) -> (usize, usize) {
    let answers: Vec<_> = csv
        .lines()
        .skip(1)
        .map(|line| {
            let numbers: Vec<f32> = line
                .split(',')
                .map(|n| n.parse().expect("a number"))
                .collect();
            let (features, label) = numbers.split_at(N::INPUTS);
            let mut input = N::Input::ZEROS;
            input.as_mut().copy_from_slice(features);
            let output = N::forward(&input);
            let output = output.as_ref();
            let best =
                (1..N::OUTPUTS).fold(0, |best, i| if output[i] > output[best] { i } else { best });
            best == label[0] as usize
        })
        .collect();
    (
        answers.iter().filter(|&&right| right).count(),
        answers.len(),
    )
}
