//! Writes the features of clips for `train.py`: samples of 16 bits on standard input, numbers of 16 bits on standard output.

use std::io::{self, Read, Write};

use keyword::features::{SAMPLES, features};

fn main() -> io::Result<()> {
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes)?;
    let mut written = Vec::new();
    for clip in bytes.chunks_exact(2 * SAMPLES) {
        let (samples, _) = clip.as_chunks::<2>();
        let features = features(&mut samples.iter().map(|&bytes| i16::from_le_bytes(bytes)));
        written.extend(
            features
                .as_flattened()
                .iter()
                .flat_map(|number| number.to_le_bytes()),
        );
    }
    io::stdout().write_all(&written)
}
