//! Runs the published steps of RAPTOR, and says how far its outputs are from those that were published.

mod comparison;

use std::error::Error;
use std::fs;
use std::path::Path;

use comparison::Comparison;

xornet::model!("target/raptor/raptor.toml");

/// Flights side by side, each with a state of its own.
const FLIGHTS: usize = 2;

/// Returns the numbers of a file as frames of `N`.
fn read<const N: usize>(file: &str) -> Result<Vec<[f32; N]>, Box<dyn Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target/raptor")
        .join(file);
    let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let (numbers, []) = bytes.as_chunks::<4>() else {
        return Err(format!("{}: not a whole number of f32", path.display()).into());
    };
    let numbers: Vec<f32> = numbers.iter().map(|&n| f32::from_le_bytes(n)).collect();
    let (frames, []) = numbers.as_chunks::<N>() else {
        return Err(format!("{}: not a whole number of frames of {N}", path.display()).into());
    };
    Ok(frames.to_vec())
}

fn main() -> Result<(), Box<dyn Error>> {
    let observations = read::<{ Raptor::INPUTS }>("inputs.f32")?;
    let published = read::<{ Raptor::OUTPUTS }>("outputs.f32")?;
    if observations.len() != published.len() || !observations.len().is_multiple_of(FLIGHTS) {
        return Err("as many observations as actions, of two flights, are needed".into());
    }

    let mut flights: [Raptor; FLIGHTS] = [const { Raptor::new() }; FLIGHTS];
    let mut actions = Vec::with_capacity(observations.len());
    let mut comparison = Comparison::new();
    for (step, (observation, published)) in observations.iter().zip(&published).enumerate() {
        let action = flights[step % FLIGHTS].step(observation);
        comparison.add(&action, published);
        actions.push(action);
    }
    println!(
        "{} steps of {FLIGHTS} flights: {comparison}",
        observations.len() / FLIGHTS
    );

    // The first flight once more, in one call.
    let first: Vec<_> = observations.iter().copied().step_by(FLIGHTS).collect();
    let mut at_once = vec![[0.0; Raptor::OUTPUTS]; first.len()];
    flights[0].reset();
    flights[0].process(&first, &mut at_once);
    let same = at_once.iter().flatten().map(|n| n.to_bits()).eq(actions
        .iter()
        .step_by(FLIGHTS)
        .flatten()
        .map(|n| n.to_bits()));
    println!("`process` gives the bits of `step`: {same}");
    println!(
        "{} parameters, {} products a step, {} bytes of state",
        Raptor::PARAMETERS,
        Raptor::MACS,
        Raptor::STATE_BYTES
    );
    if !comparison.holds() || !same {
        return Err("these are not the published outputs".into());
    }
    Ok(())
}
