//! What the module's functions say on this computer: reads lines that begin with 64 pixels, writes
//! for each the ten probabilities as the bits of an `f32`. The same bits must come from a browser.

use std::io::{self, Write};

use digits::{Digits, classify, probability, set_pixel};

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
        let bits =
            (0..Digits::OUTPUTS).map(|digit| format!("{:08x}", probability(digit).to_bits()));
        writeln!(out, "{}", bits.collect::<Vec<_>>().join(" "))?;
    }
    Ok(())
}
