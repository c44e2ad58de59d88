//! Prints the decision about each clip of `models/clips.bin`.

use keyword::spot::{CLIP_BYTES, Decision};

xornet::model!(Keyword = "models/keyword_int8.toml");

static CLIPS: &[u8] = include_bytes!("../models/clips.bin");

fn main() {
    let mut right = 0;
    for clip in CLIPS.chunks_exact(CLIP_BYTES) {
        let decision = Decision::of::<Keyword>(clip, Keyword::INPUT_QUANTIZATION);
        right += usize::from(decision.is_right());
        println!("{decision}");
    }
    println!("{right} of {} right", CLIPS.len() / CLIP_BYTES);
}
