//! Networks for audio in JSON, compared with what PyTorch computes.

use std::path::Path;

use super::super::json;
use super::operators::Archive;

const FILES: [&str; 11] = [
    "guitarml_gru.json",
    "guitarml_lstm.json",
    "nam_condition.nam",
    "nam_container.nam",
    "nam_convnet.nam",
    "nam_convnet_plain.nam",
    "nam_lstm.nam",
    "nam_wavenet.nam",
    "rtneural_conv.json",
    "rtneural_gru.json",
    "rtneural_lstm.json",
];

#[test]
fn networks_for_audio_compute_what_pytorch_computes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports");
    for name in FILES {
        let bytes = std::fs::read(folder.join(name)).expect(name);
        assert!(json::is_json(&bytes), "{name}");
        let source =
            json::read(&bytes, &[], None).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert!(source.is_stream);
        let data = Path::new(name).with_extension("npz");
        let mut archive = Archive::open(&data.to_string_lossy());
        let (inputs, outputs) = (archive.rows("inputs"), archive.rows("outputs"));
        assert_eq!(inputs.len(), 3, "{name}");
        for (input, expected) in inputs.iter().zip(&outputs) {
            let output = (source.evaluate)(input).expect(name);
            assert_eq!(output.len(), expected.len(), "{name}");
            for (got, expected) in output.iter().zip(expected) {
                let error = (got - expected).abs();
                assert!(
                    error <= 1e-6,
                    "{name}: {got} for {expected}, off by {error:e}"
                );
            }
        }
    }
}
