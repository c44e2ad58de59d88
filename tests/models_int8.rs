//! The networks of eight bits in `models/int8/` are as accurate as those of floats that they are made of, on samples that
//! neither of them has seen.

use xornet::{Network, Quantization, Tensor};

xornet::model!("models/iris.toml");
xornet::model!("models/digits.toml");
xornet::model!("models/digits_cnn.toml");
xornet::model!("models/speaker.toml");
xornet::model!(IrisInt8 = "models/int8/iris.toml");
xornet::model!(DigitsInt8 = "models/int8/digits.toml");
xornet::model!(DigitsCnnInt8 = "models/int8/digits_cnn.toml");
xornet::model!(SpeakerInt8 = "models/int8/speaker.toml");

const IRIS: &str = include_str!("../models/data/iris_test.csv");
const DIGITS: &str = include_str!("../models/data/digits_test.csv");
const SPEAKER: &str = include_str!("../models/data/speaker_test.csv");

#[test]
fn accuracies_are_within_a_point() {
    compare::<Iris, IrisInt8>("iris", IRIS, IrisInt8::INPUT_QUANTIZATION);
    compare::<Digits, DigitsInt8>("digits", DIGITS, DigitsInt8::INPUT_QUANTIZATION);
    compare::<DigitsCnn, DigitsCnnInt8>("digits_cnn", DIGITS, DigitsCnnInt8::INPUT_QUANTIZATION);
    compare::<Speaker, SpeakerInt8>("speaker", SPEAKER, SpeakerInt8::INPUT_QUANTIZATION);
}

#[test]
fn weights_take_a_quarter_and_a_few_bytes_for_each_unit() {
    assert_eq!(DigitsInt8::PARAMETERS, Digits::PARAMETERS);
    // The biases have 32 bits.
    let biases = 64 + 10;
    assert_eq!(DigitsInt8::WEIGHT_BYTES, Digits::PARAMETERS + 3 * biases);
    assert_eq!(DigitsInt8::MACS, Digits::MACS);
}

/// Zeros, and the output for them, evaluated by the compiler.
#[test]
fn all_ways_give_the_same_integers() {
    const IRIS: [i8; 3] = IrisInt8::forward_const(&[0; 4]);
    const DIGITS: [i8; 10] = DigitsInt8::forward_const(&[0; 64]);
    xornet_testing::network::<IrisInt8>(&IRIS, 6, 128.0);
    xornet_testing::network::<DigitsInt8>(&DIGITS, 6, 128.0);
    let zeros = <DigitsCnnInt8 as Network>::Input::ZEROS;
    xornet_testing::network::<DigitsCnnInt8>(&DigitsCnnInt8::forward(&zeros), 6, 128.0);
    let zeros = <SpeakerInt8 as Network>::Input::ZEROS;
    xornet_testing::network::<SpeakerInt8>(&SpeakerInt8::forward(&zeros), 6, 128.0);
}

fn compare<F, Q>(name: &str, csv: &str, input: Quantization)
where
    F: Network<Scalar = f32>,
    Q: Network<Scalar = i8>,
{
    let floats = right::<F>(csv, |number| number);
    let integers = right::<Q>(csv, |number| input.quantize(number));
    let all = csv.lines().skip(1).count();
    println!(
        "{name}: {floats} of {all} held-out samples right as floats, {integers} in eight bits"
    );
    assert!(
        integers + all / 100 >= floats,
        "{name}: {integers} and {floats} of {all}"
    );
}

/// Returns how many samples are classified right: the largest output against the last column.
fn right<N: Network>(csv: &str, number: impl Fn(f32) -> N::Scalar) -> usize
where
    N::Scalar: PartialOrd,
{
    let is_right = |line: &&str| {
        let numbers: Vec<f32> = line
            .split(',')
            .map(|n| n.parse().expect("a number"))
            .collect();
        let (features, label) = numbers.split_at(N::INPUTS);
        let mut input = N::Input::ZEROS;
        for (input, &feature) in input.numbers_mut().iter_mut().zip(features) {
            *input = number(feature);
        }
        let output = N::forward(&input);
        let output = output.numbers();
        let best =
            (1..N::OUTPUTS).fold(0, |best, i| if output[i] > output[best] { i } else { best });
        best == label[0] as usize
    };
    csv.lines().skip(1).filter(is_right).count()
}
