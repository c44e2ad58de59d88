//! What the network says on this computer: reads samples as the bits of an `f32`, one a line, and writes the samples that
//! it plays in the same form. The same bits must come from a browser.

use std::io::{self, Write};

use amp::Amp;

fn main() -> io::Result<()> {
    let mut amp = Amp::new();
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lines() {
        let line = line?;
        let bits = u32::from_str_radix(&line, 16)
            .map_err(|error| io::Error::other(format!("`{line}`: {error}")))?;
        let [sample] = amp.step(&[f32::from_bits(bits)]);
        writeln!(out, "{:08x}", sample.to_bits())?;
    }
    out.flush()
}
