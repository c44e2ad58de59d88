//! Nobody is timed who does not compute the network.

use std::error::Error;

use xornet_race_networks::{Network, TOLERANCE, oracle, within};

use crate::worker::{Entrant, Worker};

/// An error where an output is not what the oracle says.
pub fn check(
    worker: &mut Worker,
    entrant: &Entrant,
    network: &Network,
) -> Result<(), Box<dyn Error>> {
    let cases = network.checked();
    let outputs = worker.outputs(entrant, cases)?;
    let inputs = network.draw(cases);
    let expected: Vec<f64> = match entrant.tolerance {
        // Those who do not compute this very network compute what it was trained for.
        Some(_) => inputs.iter().map(|&x| f64::from(x).sin()).collect(),
        None => oracle(network, &inputs),
    };
    let count = network.outputs();
    for (case, expected) in expected.chunks(count).enumerate() {
        for (unit, &expected) in expected.iter().enumerate() {
            let output = *outputs
                .get(case * count + unit)
                .ok_or("an output is missing")?;
            let good = match entrant.tolerance {
                Some(tolerance) => (f64::from(output) - expected).abs() <= tolerance,
                None => within(output, expected),
            };
            if !good {
                return Err(format!(
                    "{} ({} flags) over {}: output {unit} of case {case} is {output}, not {expected}; \
                     the tolerance is {}",
                    entrant.name,
                    entrant.flags.name(),
                    entrant.network,
                    entrant.tolerance.unwrap_or(TOLERANCE),
                )
                .into());
            }
        }
    }
    Ok(())
}
