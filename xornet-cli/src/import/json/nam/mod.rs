//! Neural Amp Modeler's networks, `.nam`: a description, and all weights in one list.

mod activation;
mod convnet;
mod lstm;
mod wavenet;
mod weights;

use self::weights::Weights;
use super::value::Json;
use crate::import::frames::Frames;
use crate::import::graph::ValueId;
use crate::import::names::{plain, shown};
use crate::import::source::{Precision, Source};

/// The depth to which models may hold others.
const MAX_DEPTH: usize = 4;

/// Reads a network.
pub fn read(file: &Json<'_>) -> Result<Source, String> {
    let mut notes = Vec::new();
    let model = whole(file, &mut notes)?;
    let mut frames = Frames::default();
    let config = model.need("config")?;
    let inputs = config
        .get("in_channels")
        .map_or(Ok(1), |inputs| inputs.length())?;
    let input = frames.input(inputs);
    let output = network(&mut frames, &model, input, &mut notes, 0)?;
    let rate = model.get("sample_rate").or_else(|| file.get("sample_rate"));
    if let Some(rate) = rate {
        notes.push(format!(
            "it is made for {} samples a second",
            rate.number()?
        ));
    }
    notes.push(
        "Neural Amp Modeler starts after silence: `SETTLED`, where it exists, is that state".into(),
    );
    let version = file
        .get("version")
        .map_or(Ok(""), |version| version.text())?;
    let provenance = format!(
        "Neural Amp Modeler {}, {}",
        plain(version),
        plain(model.need("architecture")?.text()?)
    );
    Ok(frames.source(output, Precision::Single, provenance, notes))
}

/// Returns the model itself, where a file holds several of different sizes: the largest.
fn whole<'a>(file: &Json<'a>, notes: &mut Vec<String>) -> Result<Json<'a>, String> {
    if file.need("architecture")?.text()? != "SlimmableContainer" {
        return Ok(file.clone());
    }
    let models = file.need("config")?.need("submodels")?.items()?;
    let last = models.last().ok_or("it holds no models")?;
    if models.len() > 1 {
        notes.push(format!(
            "left out: the smaller models of the file, {} of {}",
            models.len() - 1,
            models.len()
        ));
    }
    last.need("model")
}

/// Adds the network of a model, on an input.
fn network(
    frames: &mut Frames,
    model: &Json<'_>,
    input: ValueId,
    notes: &mut Vec<String>,
    depth: usize,
) -> Result<ValueId, String> {
    if depth > MAX_DEPTH {
        return Err("its models hold one another too deeply".into());
    }
    let config = model.need("config")?;
    let mut weights = Weights::new(model.need("weights")?)?;
    let output = match model.need("architecture")?.text()? {
        "WaveNet" => wavenet::network(frames, &config, &mut weights, input, notes, depth)?,
        "LSTM" => lstm::network(frames, &config, &mut weights, input)?,
        "ConvNet" => convnet::network(frames, &config, &mut weights, input)?,
        other => {
            return Err(format!(
                "its architecture is {}, and WaveNet, LSTM and ConvNet are read",
                shown(other)
            ));
        }
    };
    weights.finish()?;
    Ok(output)
}
