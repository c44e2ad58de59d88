//! The streams in `models/`: held-out accuracy, a simulation, and bit equality with the reference.

use xornet::{Stream, Tensor, reference};
use xornet_testing::same_bits;

xornet::model!("models/motion.toml");
xornet::model!("models/amp.toml");
xornet::model!("models/balance.toml");

/// Returns the frames of held-out recordings and the motion of each, recording after recording.
fn recordings() -> Vec<([f32; Motion::INPUTS], usize)> {
    let lines = include_str!("../models/data/motion_test.csv")
        .lines()
        .skip(1);
    let frame = |line: &str| {
        let mut numbers = line.split(',').map(|n| n.parse::<f32>().expect("a number"));
        let frame = std::array::from_fn(|_| numbers.next().expect("a channel"));
        (frame, numbers.next().expect("a label") as usize)
    };
    lines.map(frame).collect()
}

#[test]
fn motion_tells_held_out_motions_as_they_change() {
    const FRAMES: usize = 100;
    const CHANGE: usize = 20;

    let mut motion = Motion::new();
    let (mut right, mut all) = (0, 0);
    for (number, (frame, label)) in recordings().iter().enumerate() {
        let output = motion.step(frame);
        if number % FRAMES < CHANGE {
            continue;
        }
        let best =
            (1..output.len()).fold(0, |best, i| if output[i] > output[best] { i } else { best });
        right += usize::from(best == *label);
        all += 1;
    }
    println!("motion: {right} of {all} held-out frames right");
    assert!(
        all == 640 && right as f64 >= 0.95 * all as f64,
        "{right} of {all}"
    );
}

/// A cart with a pole, half a metre to its centre: position, velocity, angle and angular velocity.
struct Cart([f64; 4]);

impl Cart {
    /// Moves it by a fiftieth of a second, pushed by a force in newtons.
    fn step(&mut self, force: f64) {
        let [position, velocity, angle, turn] = self.0;
        let (sin, cos) = angle.sin_cos();
        let pushed = (force + 0.05 * turn * turn * sin) / 1.1;
        let turned = (9.8 * sin - cos * pushed) / (0.5 * (4.0 / 3.0 - 0.1 * cos * cos / 1.1));
        let moved = [velocity, pushed - 0.05 * turned * cos / 1.1, turn, turned];
        self.0 = [position, velocity, angle, turn];
        for (number, change) in self.0.iter_mut().zip(moved) {
            *number += 0.02 * change;
        }
    }
}

#[test]
fn balance_holds_the_pole() {
    let mut policy = Balance::new();
    for start in [-1.0, -0.5, 0.0, 0.5, 1.0] {
        policy.reset();
        let mut cart = Cart([start, -0.2, 0.2 * start, 0.1]);
        for step in 0..500 {
            let [position, _, angle, _] = cart.0;
            assert!(
                angle.abs() < 0.5 && position.abs() < 2.4,
                "{start}: {step}: {:?}",
                cart.0
            );
            let [force] = policy.step(&[position as f32, angle as f32]);
            cart.step(10.0 * f64::from(force));
        }
        assert!(cart.0[2].abs() < 0.1, "{start}: {:?}", cart.0);
    }
    // Without the policy it falls.
    let mut cart = Cart([0.0, 0.0, 0.02, 0.0]);
    (0..500).for_each(|_| cart.step(0.0));
    assert!(cart.0[2].abs() > 0.5, "{:?}", cart.0);
}

#[test]
fn amp_is_silent_in_silence_from_the_first_sample_on() {
    let mut amp = Amp::new();
    for _ in 0..1000 {
        let [sample] = amp.step(&[0.0]);
        assert!(sample.abs() < 1e-5, "{sample}");
    }
}

#[test]
fn every_stream_equals_the_reference() {
    let frames: Vec<_> = recordings().into_iter().map(|(frame, _)| frame).collect();
    equals_the_reference::<Motion>(&frames);
    let samples: Vec<_> = (0..2000u16)
        .map(|n| [0.5 * (f32::from(n) * 0.05).sin()])
        .collect();
    equals_the_reference::<Amp>(&samples);
    let observations: Vec<_> = samples.iter().map(|&[n]| [n, -0.2 * n]).collect();
    equals_the_reference::<Balance>(&observations);
}

fn equals_the_reference<S: Stream<Scalar = f32>>(frames: &[S::Input]) {
    let mut plain = reference::Stream::<S>::new();
    let expected: Vec<_> = frames.iter().map(|frame| plain.step(frame)).collect();
    let (mut stream, mut outputs) = (S::default(), vec![S::Output::ZEROS; frames.len()]);
    stream.process(frames, &mut outputs);
    for (output, expected) in outputs.iter().zip(&expected) {
        assert!(same_bits(output.numbers(), expected.numbers()));
    }
}
