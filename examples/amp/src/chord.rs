//! A sound for those who have no guitar at hand: plucked strings, by the algorithm of Karplus and Strong.

/// The strings of a chord of E minor, in hertz.
const STRINGS: [f32; 6] = [82.4, 123.5, 164.8, 196.0, 246.9, 329.6];
const SECONDS: usize = 4;
/// The time between two strings, in seconds.
const STRUM: f32 = 0.05;

/// Returns the samples of a chord that is strummed after a short silence.
pub fn pluck(rate: u32) -> Vec<[f32; 1]> {
    let mut samples = vec![[0.0]; SECONDS * rate as usize];
    let mut seed = 1;
    for (number, frequency) in STRINGS.into_iter().enumerate() {
        let period = (rate as f32 / frequency).round() as usize;
        let mut string: Vec<f32> = (0..period).map(|_| 0.25 * noise(&mut seed)).collect();
        let start = ((number + 1) as f32 * STRUM * rate as f32) as usize;
        for (time, [sample]) in samples[start..].iter_mut().enumerate() {
            let (place, next) = (time % period, (time + 1) % period);
            *sample += string[place];
            string[place] = 0.5 * (string[place] + string[next]);
        }
    }
    samples
}

/// Returns a number between -1 and 1, by the generator of Park and Miller.
fn noise(seed: &mut u64) -> f32 {
    *seed = *seed * 48_271 % 0x7FFF_FFFF;
    *seed as f32 / 0x4000_0000 as f32 - 1.0
}
