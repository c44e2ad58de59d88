//! What a stream remembers: constants, settled states, silence, and many steps.

use xornet::{Stream, Tensor, reference};
use xornet_testing::{Random, bits};

xornet::model!(Convolutions = "tests/streams/conv1d_dilated_chain.toml");
xornet::model!(Wavenet = "tests/streams/wavenet.toml");
xornet::model!(Strides = "tests/streams/strides_twice.toml");
xornet::model!(Windowed = "tests/streams/window_merge.toml");
xornet::model!(Memoryless = "tests/streams/dense.toml");
xornet::model!(Gru = "tests/streams/gru.toml");
xornet::model!(Lstm = "tests/streams/lstm_f64.toml");
xornet::model!(Rnn = "tests/streams/rnn.toml");

/// A state may lie in a `static`.
static LSTM: std::sync::Mutex<Lstm> = std::sync::Mutex::new(Lstm::new());

/// Compares a settled state with the one after that many frames of zeros, by what comes after them.
fn settles<S: Stream>(settled: &S, frames: Option<usize>, stride: usize) {
    let frames = frames.expect("a finite memory");
    let mut stream = S::default();
    for _ in 0..frames.div_ceil(stride) {
        stream.step(&S::Input::ZEROS);
    }
    let mut settled = settled.clone();
    let mut random = Random::new(2);
    for _ in 0..2 * frames + 4 {
        let mut input = S::Input::ZEROS;
        for number in input.numbers_mut() {
            *number = xornet::Scalar::from_f64(random.signed());
        }
        assert_eq!(stream.step(&input), settled.step(&input));
    }
}

#[test]
fn a_settled_state_is_the_one_after_many_zeros() {
    settles(&Convolutions::SETTLED, Convolutions::RECEPTIVE_FIELD, 1);
    settles(&Wavenet::SETTLED, Wavenet::RECEPTIVE_FIELD, 1);
    settles(&Strides::SETTLED, Strides::RECEPTIVE_FIELD, Strides::STRIDE);
    settles(&Windowed::SETTLED, Windowed::RECEPTIVE_FIELD, 1);
    settles(&Memoryless::SETTLED, Memoryless::RECEPTIVE_FIELD, 1);
}

#[test]
fn receptive_fields_are_those_of_the_layers() {
    assert_eq!(Memoryless::RECEPTIVE_FIELD, Some(1));
    assert_eq!(Memoryless::STATE_BYTES, 0);
    assert_eq!(Gru::RECEPTIVE_FIELD, None);
    // The first output that differs tells how far back the network looks.
    let field = Wavenet::RECEPTIVE_FIELD.expect("a finite memory");
    let mut changed = Wavenet::new();
    let mut plain = Wavenet::new();
    let one = [1.0; Wavenet::INPUTS];
    changed.step(&one);
    plain.step(&[0.0; Wavenet::INPUTS]);
    let mut last = 0;
    for frame in 1..2 * field {
        if changed.step(&one) != plain.step(&one) {
            last = frame;
        }
    }
    assert_eq!(last + 1, field);
}

/// The state of a recurrent layer becomes zero, and never subnormal, when the input does not.
fn decays<S: Stream>(smallest: f64) {
    let mut stream = reference::Stream::<S>::new();
    let mut input = S::Input::ZEROS;
    input.numbers_mut().fill(xornet::Scalar::from_f64(1e-30));
    for _ in 0..2000 {
        let output = stream.step(&input);
        for number in output.numbers() {
            let number = xornet::Scalar::to_f64(*number).abs();
            assert!(number == 0.0 || number >= smallest, "{number:e}");
        }
    }
}

xornet::model!(Decay = "tests/decay/decay.toml");
xornet::model!(DecayF64 = "tests/decay/decay_f64.toml");

#[test]
fn a_long_silence_ends_in_zeros() {
    decays::<Decay>(2.0_f64.powi(-64));
    decays::<DecayF64>(2.0_f64.powi(-512));
    let mut stream = Decay::new();
    stream.step(&[1.0]);
    let mut last = [1.0];
    for _ in 0..1000 {
        last = stream.step(&[0.0]);
    }
    assert_eq!(last[0].to_bits(), 0, "the state is +0");
}

#[test]
fn a_million_steps_do_not_drift_from_the_reference() {
    let (mut stream, mut plain) = (Rnn::new(), reference::Stream::<Rnn>::new());
    let mut random = Random::new(3);
    for step in 0..1_000_000 {
        let input = std::array::from_fn(|_| random.signed() as f32);
        let (got, expected) = (stream.step(&input), plain.step(&input));
        assert_eq!(
            bits::<_, Vec<_>>(&got),
            bits::<_, Vec<_>>(&expected),
            "step {step}"
        );
    }
}

#[test]
fn a_state_lies_in_a_static_and_a_copy_is_a_snapshot() {
    let mut stream = LSTM.lock().expect("no thread has panicked");
    let input = [0.5; Lstm::INPUTS];
    let first = stream.step(&input);
    let mut copy = stream.clone();
    assert_ne!(stream.step(&input), first);
    let second = copy.step(&input);
    stream.reset();
    assert_eq!(stream.step(&input), first);
    assert_eq!(stream.step(&input), second);
    assert!(format!("{stream:?}").starts_with("Lstm { state: "));
}

#[test]
#[should_panic(expected = "process: 2 inputs, but 1 outputs")]
fn lengths_that_differ_panic() {
    Gru::new().process(&[[0.0; Gru::INPUTS]; 2], &mut [[0.0; Gru::OUTPUTS]]);
}
