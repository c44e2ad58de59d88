//! The report: what each layer lost, and the network as a whole.

use std::io::{self, Write};

use serde::Serialize;
use xornet_model::{Network, Quantization};

use super::draft::{Draft, Operation};
use super::measure::{Compared, Measured};
use crate::evaluate::FloatNumber;
use crate::table::{Align, Table};

/// What quantization made of a network.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    samples: usize,
    layers: Vec<Line>,
    /// The ratio of signal to noise of all outputs, in decibels; none without noise.
    pub(super) output_snr_db: Option<f64>,
    pub(super) accuracy: Option<Accuracy>,
    weight_bytes: [usize; 2],
    macs: [usize; 2],
}

/// An input of the network, or a layer of the network of eight bits.
#[derive(Clone, Debug, Serialize)]
struct Line {
    /// The index of the layer, from 0; none for inputs.
    layer: Option<usize>,
    #[serde(rename = "type")]
    kind: String,
    activation: Option<&'static str>,
    scale: f32,
    zero_point: i8,
    snr_db: Option<f64>,
    saturated: f64,
}

/// How many samples are classified right.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Accuracy {
    pub(super) samples: usize,
    pub(super) float: usize,
    pub(super) quantized: usize,
}

impl Report {
    /// Takes what was measured.
    pub fn new<T: FloatNumber>(
        floats: &Network<T>,
        quantized: &Network<i8>,
        draft: &Draft,
        chosen: &[Quantization],
        samples: usize,
        measured: &Measured,
    ) -> Self {
        let line = |value: usize, layer: Option<usize>, kind: String, activation| {
            let compared: Compared = measured.values[value];
            Line {
                layer,
                kind,
                activation,
                scale: chosen[value].scale,
                zero_point: chosen[value].zero_point,
                snr_db: finite(compared.decibels()),
                saturated: compared.saturated(),
            }
        };
        let inputs = draft.inputs.iter().map(|&value| {
            let name = draft.values[value].name.clone();
            line(value, None, name.unwrap_or_else(|| "input".into()), None)
        });
        let layers = draft.pieces.iter().enumerate().map(|(index, piece)| {
            let activation = match &piece.operation {
                Operation::Product(product) => Some(product.activation),
                Operation::Merge(_, activation) => Some(*activation),
                _ => None,
            };
            let activation = activation.map(|activation| activation.name());
            let activation = activation.filter(|&name| name != "linear");
            line(piece.output, Some(index), piece.kind.to_owned(), activation)
        });
        let outputs = draft.outputs.iter().map(|&value| measured.values[value]);
        Self {
            samples,
            layers: inputs.chain(layers).collect(),
            output_snr_db: finite(outputs.fold(Compared::default(), Compared::and).decibels()),
            accuracy: measured.right.map(|[float, quantized]| Accuracy {
                samples,
                float,
                quantized,
            }),
            weight_bytes: [floats.weight_bytes(), quantized.weight_bytes()],
            macs: [floats.macs(), quantized.macs()],
        }
    }

    /// Writes the report for people to read.
    ///
    /// # Errors
    ///
    /// If `out` cannot be written to.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut table = Table::new(&[
            ("#", Align::Right),
            ("layer", Align::Left),
            ("activation", Align::Left),
            ("scale", Align::Right),
            ("zero point", Align::Right),
            ("SNR in dB", Align::Right),
            ("saturated", Align::Right),
        ]);
        for line in &self.layers {
            table.row([
                line.layer.map_or(String::new(), |layer| layer.to_string()),
                line.kind.escape_debug().to_string(),
                line.activation.unwrap_or("").to_owned(),
                Scale(line.scale).to_string(),
                line.zero_point.to_string(),
                decibels(line.snr_db),
                format!("{:.2} %", 100.0 * line.saturated),
            ]);
        }
        write!(out, "{table}")?;
        writeln!(out)?;
        writeln!(
            out,
            "output: {} dB of signal to noise",
            decibels(self.output_snr_db)
        )?;
        if let Some(accuracy) = &self.accuracy {
            let part = |right: usize| 100.0 * right as f64 / accuracy.samples as f64;
            writeln!(
                out,
                "accuracy: {:.2} % of {} samples as floats, {:.2} % in eight bits",
                part(accuracy.float),
                accuracy.samples,
                part(accuracy.quantized)
            )?;
        }
        let [before, after] = self.weight_bytes;
        writeln!(
            out,
            "weights and biases: {before} bytes as floats, {after} in eight bits"
        )?;
        let [before, after] = self.macs;
        writeln!(
            out,
            "multiply-adds: {before} as floats, {after} in eight bits"
        )
    }
}

/// A scale with digits that tell, however small it is.
struct Scale(f32);

impl std::fmt::Display for Scale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            0.001..1e4 => write!(f, "{:.6}", self.0),
            _ => write!(f, "{:.4e}", self.0),
        }
    }
}

fn finite(number: f64) -> Option<f64> {
    Some(number).filter(|number| number.is_finite())
}

/// Writes a ratio, or a dash where there is no noise or no signal.
fn decibels(number: Option<f64>) -> String {
    number.map_or("-".into(), |number| format!("{number:.1}"))
}
