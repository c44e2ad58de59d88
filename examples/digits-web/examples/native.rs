//! What the module's functions say on this computer: reads lines that begin with 64 pixels, writes
//! for each the ten probabilities and then the feature maps, as the bits of an `f32`. The same bits must come from a
//! browser.

use std::io::{self, Write};

use digits::{DIGITS, Digits, FEATURES, classify, feature, probability, set_pixel};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lines() {
        let line = line?;
        let mut pixels = line.split(',').map(|ink| ink.trim().parse::<f32>());
        for index in 0..Digits::INPUTS {
            match pixels.next() {
                Some(Ok(ink)) => set_pixel(index, ink),
                _ => return Err(io::Error::other(format!("no pixel {index} in `{line}`"))),
            }
        }
        classify();
        let probabilities = (0..DIGITS).map(|digit| probability(digit));
        let features = (0..FEATURES).map(|index| feature(index));
        let outputs = probabilities.chain(features);
        let bits = outputs.map(|output| format!("{:08x}", output.to_bits()));
        writeln!(out, "{}", bits.collect::<Vec<_>>().join(" "))?;
    }
    Ok(())
}
