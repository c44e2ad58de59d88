//! The models in `models/`: goldens, held-out accuracy, and bit equality with the reference.

use xornet::__private::Compiled;
use xornet::{Network, Tensor, reference};
use xornet_testing::{Random, outputs, same_bits};

xornet::model!("models/xor.toml");
xornet::model!("models/xor_trained.toml");
xornet::model!("models/iris.toml");
xornet::model!("models/digits.toml");
xornet::model!("models/sine.toml");
xornet::model!("models/digits_cnn.toml");
xornet::model!("models/denoiser.toml");
xornet::model!("models/speaker.toml");
xornet::model!("models/diabetes.toml");

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
fn digits_cnn_classifies_held_out_digits() {
    let (right, all) = accuracy::<DigitsCnn>(include_str!("../models/data/digits_test.csv"));
    println!("digits_cnn: {right} of {all} held-out digits right");
    assert!(right as f64 >= 0.98 * all as f64, "{right} of {all}");
}

#[test]
fn speaker_tells_held_out_speakers() {
    let (right, all) = accuracy::<Speaker>(include_str!("../models/data/speaker_test.csv"));
    println!("speaker: {right} of {all} held-out utterances right");
    assert!(right as f64 >= 0.95 * all as f64, "{right} of {all}");
}

#[test]
fn denoiser_takes_noise_out_of_held_out_digits() {
    let mut random = Random::new(7);
    let (mut before, mut after) = (0.0, 0.0);
    for line in include_str!("../models/data/digits_test.csv")
        .lines()
        .skip(1)
    {
        let mut pixels = line.split(',').map(|n| n.parse::<f32>().expect("a number"));
        let mut image = [[[0.0]; 8]; 8];
        for pixel in image.as_flattened_mut().as_flattened_mut() {
            *pixel = pixels.next().expect("a pixel");
        }
        // The sum of twelve uniform numbers is close to a normal one (Irwin and Hall).
        let noisy = image.map(|row| {
            row.map(|[pixel]| {
                let sum: f64 = (0..12).map(|_| random.unit() - 0.5).sum();
                [(pixel + 4.0 * sum as f32).clamp(0.0, 16.0)]
            })
        });
        let error = |output: &[[[f32; 1]; 8]; 8]| -> f32 {
            let pixels = image.as_flattened().iter().zip(output.as_flattened());
            pixels.map(|([a], [b])| (a - b) * (a - b)).sum()
        };
        before += error(&noisy);
        after += error(&Denoiser::forward(&noisy));
    }
    println!(
        "denoiser: {:.2} of the squared error is left",
        after / before
    );
    assert!(after < 0.6 * before, "{after} of {before}");
}

#[test]
fn several_inputs_and_outputs_have_names() {
    let input = DiabetesInput {
        patient: [59.0, 2.0, 32.1, 101.0],
        blood: [157.0, 93.2, 38.0, 4.0, 4.8598, 87.0],
    };
    let DiabetesOutput { .. } = Diabetes::forward(&input);
    let flat = [59.0, 2.0, 32.1, 101.0, 157.0, 93.2, 38.0, 4.0, 4.8598, 87.0];
    assert_eq!(Tensor::numbers(&input), flat);
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
    equals_the_reference::<DigitsCnn>(16.0);
    equals_the_reference::<Denoiser>(16.0);
    equals_the_reference::<Speaker>(2.0);
    equals_the_reference::<Diabetes>(100.0);
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
        for x in input.numbers_mut() {
            *x = random.signed() as f32 * scale;
        }
        input
    };
    // Some hundred million multiply-adds take long in a dev build.
    let count = (1_000_000 / <N as Network>::MACS).clamp(10, 2000);
    let inputs: Vec<_> = (0..count).map(|_| input()).collect();
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
            input.numbers_mut().copy_from_slice(features);
            let output = N::forward(&input);
            let output = output.numbers();
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
