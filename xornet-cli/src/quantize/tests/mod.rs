//! Networks that are quantized, and such that are not.

mod networks;
mod parameters;
mod random;
mod refusals;

use xornet_model::{Model, Network, Rounding, write};

use super::{Error, Options, Quantized, Samples, quantize};

const OPTIONS: Options<'_> = Options {
    rounding: Rounding::Double,
    name: Some("Net"),
    percentile: None,
    corrects_biases: true,
    cases: Some(2),
};

/// Returns pseudo-random numbers from −1 to 1.
fn noise(count: usize) -> Vec<f32> {
    let mut random = fastrand::Rng::with_seed(count as u64);
    (0..count).map(|_| random.f32() * 2.0 - 1.0).collect()
}

/// Writes an array of pseudo-random numbers with these axes, as a model file has it.
fn tensor(axes: &[usize], seed: &mut fastrand::Rng) -> String {
    match axes {
        [] => format!("{:?}", seed.f32() * 2.0 - 1.0),
        [count, rest @ ..] => {
            let parts: Vec<_> = (0..*count).map(|_| tensor(rest, seed)).collect();
            format!("[{}]", parts.join(", "))
        }
    }
}

/// Replaces each `@2x3` of a text by an array of pseudo-random numbers with these axes.
fn filled(text: &str) -> String {
    let mut seed = fastrand::Rng::with_seed(1);
    let mut parts = text.split('@');
    let mut filled = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let end = part
            .find(|c: char| !c.is_ascii_digit() && c != 'x')
            .unwrap_or(part.len());
        let axes: Vec<_> = part[..end]
            .split('x')
            .map(|axis| axis.parse().expect("a length"))
            .collect();
        filled += &tensor(&axes, &mut seed);
        filled += &part[end..];
    }
    filled
}

fn network(text: &str) -> Network<f32> {
    match xornet_model::read(&filled(text), "net") {
        Ok(Model::F32(network)) => network,
        other => panic!("{other:?}"),
    }
}

/// Quantizes a network for samples of pseudo-random numbers.
fn quantized(text: &str, options: &Options<'_>) -> Result<Quantized, Error> {
    let network = network(text);
    let (count, length) = match network.is_stream() {
        true => (2, 60 * network.inputs() * network.stride()),
        false => (64, network.inputs()),
    };
    let numbers = noise(count * length);
    let samples = Samples {
        sequences: numbers.chunks(length).map(<[f32]>::to_vec).collect(),
        labels: None,
    };
    quantize(&network, &samples, options)
}

/// Quantizes a network with both roundings, checks that the files read back and keep their test cases, and returns the text
/// of the first.
fn written(text: &str, decibels: f64) -> String {
    let mut texts = Rounding::ALL.map(|rounding| {
        let options = Options {
            rounding,
            ..OPTIONS
        };
        let Quantized { network, report } =
            quantized(text, &options).expect("a network of eight bits");
        let lost = report.output_snr_db.unwrap_or(f64::INFINITY);
        assert!(lost > decibels, "{lost} dB: {text}");
        assert!(!network.test_cases().is_empty());
        for case in network.test_cases() {
            assert_eq!(
                crate::evaluate::forward(&network, case.input()),
                case.output()
            );
        }
        let model = Model::I8(network);
        let text = write(&model);
        assert_eq!(xornet_model::read(&text, "net"), Ok(model), "{text}");
        text
    });
    std::mem::take(&mut texts[0])
}

/// Returns what was refused, a line for each part.
fn refused(text: &str) -> Vec<String> {
    match quantized(text, &OPTIONS) {
        Err(Error::Refused(refusals)) => {
            let line =
                |refusal: &super::Refusal| format!("{:?}: {}", refusal.layer, refusal.message);
            refusals.iter().map(line).collect()
        }
        other => panic!("{other:?}"),
    }
}
