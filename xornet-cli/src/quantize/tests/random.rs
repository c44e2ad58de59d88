use xornet_model::{Model, Network, write};
use xornet_testing::{Graph, Random};

use super::{Error, OPTIONS, Samples, noise, quantize};
use crate::evaluate::{FloatNumber, forward};

/// What became of random graphs.
#[derive(Debug, Default)]
struct Outcomes {
    quantized: usize,
    refused: usize,
    /// Those whose outputs have less than 15 dB of signal to noise.
    noisy: usize,
}

impl Outcomes {
    fn add<T: FloatNumber>(&mut self, seed: u64, network: &Network<T>) {
        let numbers = noise(32 * network.inputs());
        let sequences = numbers.chunks(network.inputs());
        let number = |number: &f32| T::from_f64(f64::from(*number));
        let samples = Samples {
            sequences: sequences
                .map(|own| own.iter().map(number).collect())
                .collect(),
            labels: None,
        };
        match quantize(network, &samples, &OPTIONS) {
            Ok(quantized) => {
                let network = quantized.network;
                for case in network.test_cases() {
                    assert_eq!(forward(&network, case.input()), case.output(), "{seed}");
                }
                let model = Model::I8(network);
                let text = write(&model);
                assert_eq!(
                    xornet_model::read(&text, "net"),
                    Ok(model),
                    "{seed}: {text}"
                );
                self.quantized += 1;
                let lost = quantized.report.output_snr_db;
                self.noisy += usize::from(lost.is_some_and(|lost| lost < 15.0));
            }
            // Numbers may be too large for the type, or too far apart.
            Err(Error::Unusable(error)) => {
                let message = format!("{error:#}");
                assert!(message.contains("not finite"), "{seed}: {message}");
            }
            Err(Error::Refused(refusals)) => {
                for refusal in &refusals {
                    assert!(!refusal.help.is_empty(), "{seed}: {}", refusal.message);
                }
                self.refused += 1;
            }
        }
    }
}

/// Checks that random graphs are quantized or refused with a reason and what to do, and that the files of the others are
/// valid.
#[test]
fn graphs_are_quantized_or_refused() {
    let mut outcomes = Outcomes::default();
    for seed in 0..1000 {
        let text = Graph::random(&mut Random::new(seed)).to_toml();
        match xornet_model::read(&text, "net") {
            Ok(Model::F32(network)) => outcomes.add(seed, &network),
            Ok(Model::F64(network)) => outcomes.add(seed, &network),
            other => panic!("{seed}: {other:?}"),
        }
    }
    println!("{outcomes:?}");
    assert!(
        outcomes.quantized > 50 && outcomes.refused > 100,
        "{outcomes:?}"
    );
    assert!(outcomes.noisy * 10 < outcomes.quantized, "{outcomes:?}");
}
