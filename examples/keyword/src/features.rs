//! The energies of bands over time, in integers alone, so that they are the same on every processor.
//!
//! A clip is cut into frames, and a frame into blocks. Goertzel's recurrence gives the energy of a block at the frequency of
//! each band; a block is so short that neighbouring bands touch. The logarithm of the sum of a frame's blocks is the feature.

/// Samples a second.
pub const RATE: usize = 8000;
/// The samples of a clip: 0.8 seconds.
pub const SAMPLES: usize = FRAMES * FRAME;
pub const FRAMES: usize = 25;
pub const BANDS: usize = 16;

/// The samples of a frame: 32 ms.
const FRAME: usize = 256;
/// The samples of a block, whose bands are 125 Hz wide.
const BLOCK: usize = 64;

/// The steps of a feature, from one power of two to the next.
pub const STEPS: u32 = 16;

/// The bits after the point of `COSINES`.
const BITS: u32 = 14;

/// `round(2^15 · cos(2π · f / 8000))` for f = 200, 420, … 3500 Hz: twice the cosine, with 14 bits after the point.
const COSINES: [i64; BANDS] = [
    32365, 31001, 28715, 25573, 21670, 17121, 12063, 6645, 1029, -4617, -10126, -15333, -20084,
    -24236, -27667, -30274,
];

/// The logarithms of energies, to the base 2, in steps of a sixteenth.
pub type Features = [[u16; BANDS]; FRAMES];

/// Returns the features of a clip, whose samples have 16 bits.
pub fn features(samples: &mut dyn Iterator<Item = i16>) -> Features {
    let mut features = [[0; BANDS]; FRAMES];
    for frame in &mut features {
        let mut energies = [0; BANDS];
        for _ in 0..FRAME / BLOCK {
            let mut block = [0; BLOCK];
            for sample in &mut block {
                *sample = i64::from(samples.next().unwrap_or(0));
            }
            for (energy, &cosine) in energies.iter_mut().zip(&COSINES) {
                *energy += block_energy(&block, cosine);
            }
        }
        *frame = energies.map(logarithm);
    }
    features
}

/// Returns the energy of a block at a frequency.
fn block_energy(block: &[i64; BLOCK], cosine: i64) -> u64 {
    let (mut last, mut before) = (0, 0);
    for sample in block {
        let next = sample + ((cosine * last) >> BITS) - before;
        (before, last) = (last, next);
    }
    let product = (cosine * last) >> BITS;
    // Rounding may make it negative.
    u64::try_from(last * last + before * before - product * before).unwrap_or(0)
}

/// Returns the logarithm to the base 2, in steps, with straight lines between powers of two.
fn logarithm(energy: u64) -> u16 {
    let Some(power) = energy.checked_ilog2() else {
        return 0;
    };
    // The bits behind the first one.
    let fraction = match power.checked_sub(STEPS.ilog2()) {
        Some(shift) => (energy >> shift) as u32 % STEPS,
        None => 0,
    };
    (power * STEPS + fraction) as u16
}

#[cfg(test)]
mod tests {
    use super::{BANDS, COSINES, RATE, SAMPLES, features, logarithm};

    extern crate std;

    fn frequency(band: usize) -> f64 {
        200.0 + 220.0 * band as f64
    }

    #[test]
    fn cosines_are_those_of_the_bands() {
        for (band, cosine) in COSINES.iter().enumerate() {
            let angle = 2.0 * std::f64::consts::PI * frequency(band) / RATE as f64;
            assert_eq!(*cosine, (angle.cos() * 32768.0).round() as i64, "{band}");
        }
    }

    #[test]
    fn a_tone_is_loudest_in_its_band() {
        for band in 0..BANDS {
            let step = 2.0 * std::f64::consts::PI * frequency(band) / RATE as f64;
            let mut tone = (0..SAMPLES).map(|at| ((at as f64 * step).sin() * 8000.0) as i16);
            for frame in features(&mut tone) {
                let loudest = (0..BANDS).max_by_key(|&band| frame[band]);
                assert_eq!(loudest, Some(band), "{frame:?}");
            }
        }
    }

    #[test]
    fn logarithms_are_in_sixteenths() {
        assert_eq!(
            [0, 1, 2, 3, 16, 24, 1 << 40].map(logarithm),
            [0, 0, 16, 16, 64, 72, 640]
        );
    }

    #[test]
    fn the_loudest_samples_do_not_overflow() {
        for band in 0..BANDS {
            let step = 2.0 * std::f64::consts::PI * frequency(band) / RATE as f64;
            let square = |at: usize| match (at as f64 * step).sin() < 0.0 {
                true => i16::MIN,
                false => i16::MAX,
            };
            let loud = features(&mut (0..SAMPLES).map(square));
            assert!(loud.as_flattened().iter().all(|&number| number < 48 * 16));
        }
    }
}
