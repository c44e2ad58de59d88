//! The decision about each clip of a file.

use core::fmt;

use xornet::{Network, Quantization};

use crate::features::{BANDS, FRAMES, Features, SAMPLES, STEPS, features};

/// The classes, in the order of the network's outputs.
pub const WORDS: [&str; 4] = ["nothing", "a-i", "i-a", "u-a"];

/// The bytes of a clip and its label in a file: the label, then samples of 16 bits.
pub const CLIP_BYTES: usize = 1 + 2 * SAMPLES;

/// The decision about a clip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The class that the clip is of.
    pub label: usize,
    /// The class that the network finds.
    pub found: usize,
    /// The integer that stands for its probability.
    pub output: i8,
}

impl Decision {
    /// Decides about a clip with its label.
    pub fn of<N>(clip: &[u8], input: Quantization) -> Self
    where
        N: Network<Scalar = i8, Input = [[i8; BANDS]; FRAMES], Output = [i8; 4]>,
    {
        let [label, samples @ ..] = clip else {
            panic!("a clip is not empty");
        };
        let (samples, _) = samples.as_chunks::<2>();
        let features = features(&mut samples.iter().map(|&bytes| i16::from_le_bytes(bytes)));
        let outputs = N::forward(&quantized(&features, input));
        let mut found = 0;
        for (class, output) in outputs.iter().enumerate() {
            if *output > outputs[found] {
                found = class;
            }
        }
        Self {
            label: usize::from(*label),
            found,
            output: outputs[found],
        }
    }

    /// Returns whether the network is right.
    pub fn is_right(&self) -> bool {
        self.found == self.label
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let right = if self.is_right() { "right" } else { "wrong" };
        write!(f, "{} ({}), {right}", WORDS[self.found], self.output)
    }
}

/// Returns the integers that stand for features.
fn quantized(features: &Features, input: Quantization) -> [[i8; BANDS]; FRAMES] {
    features.map(|frame| frame.map(|number| input.quantize(f32::from(number) / STEPS as f32)))
}
