//! The comparison of the layers with the source, before anything is written.

use super::cases::Sampler;
use super::draft::Draft;
use super::error::Error;
use super::layer::Layers;
use super::source::Source;
use super::tolerance::Tolerance;
use super::unsupported::Unsupported;
use crate::evaluate;
use xornet_model::DType;

/// The number of inputs that are tried.
const TRIALS: usize = 2;

/// Compares the outputs of the layers, as the reference computes them in double precision, with those of the source, for
/// pseudo-random inputs.
///
/// # Errors
///
/// If they differ by more than the precision of the source explains, which is an error of the import.
pub fn compare(source: &Source, layers: &Layers) -> Result<(), Error> {
    let draft = Draft {
        name: None,
        dtype: DType::F64,
        layers,
        output_names: &[],
        cases: &[],
    };
    let network = draft.network::<f64>()?;
    let tolerance = Tolerance::of(source.precision);
    let mut sampler = Sampler::new(&source.graph);
    for _ in 0..TRIALS {
        let input = sampler.next(source.precision);
        // What cannot be computed, or is not finite, is reported with the test cases.
        let Ok(expected) = (source.evaluate)(&input) else {
            return Ok(());
        };
        if expected.iter().any(|number| !number.is_finite()) {
            continue;
        }
        let got = evaluate::forward(&network, &input);
        let allowed = tolerance.case(layers, &input, &expected);
        let differs =
            |(got, expected): (&f64, &f64)| (got - expected).abs() > allowed || got.is_nan();
        let place = got.iter().zip(&expected).position(differs);
        if got.len() != expected.len() || place.is_some() {
            let place = place.unwrap_or(0);
            return Err(Unsupported::new(format!(
                "internal error: output[{place}] of the layers is {:?}, but that of the graph is {:?}",
                got.get(place),
                expected.get(place)
            ))
            .help("this is an error of xornet: report it, with the file if you can")
            .into());
        }
    }
    Ok(())
}
