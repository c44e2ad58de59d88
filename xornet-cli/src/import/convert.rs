//! The import itself: from the bytes of a source to a model.

use anyhow::ensure;
use xornet_model::{DType, Format, Model, Writer};

use super::cases::{self, Case, Sampler};
use super::data::Inputs;
use super::draft::Draft;
use super::error::Error;
use super::layer::Layers;
use super::options::{Cases, Options};
use super::source::{Precision, Source};
use super::tolerance::Tolerance;
use super::{compare, file, fold, integers, json, provenance, report, safetensors};
use crate::{onnx, tflite};

/// A model that was made of a source.
pub struct Imported {
    pub model: Model,
    /// The model file, with its comment.
    pub text: String,
    /// The lines of the comment at the head of the model file.
    pub header: Vec<String>,
    /// A line for each part of the source, which says what became of it.
    pub report: Vec<String>,
}

/// A model of floating-point numbers, and how it came to be.
pub struct Floats {
    pub model: Model,
    pub text: String,
    pub header: Vec<String>,
    pub report: Vec<String>,
    /// The layers in double precision, with their origins in the source.
    pub layers: Layers,
    pub source: Source,
}

impl Imported {
    /// Returns the model file, and the file of its weights, which is to be called `file`.
    pub fn external(&self, file: &str) -> (String, Vec<u8>) {
        let writer = Writer::new().header(&self.header).external(file);
        let written = writer.write(&self.model);
        (written.text, written.tensors.unwrap_or_default())
    }
}

/// Makes a model of a source, and runs its test cases.
///
/// # Errors
///
/// All parts of the source that cannot be imported, or the file or the option that cannot be used.
pub fn import(bytes: Vec<u8>, options: &Options<'_>) -> Result<Imported, Error> {
    if is_quantized(&bytes, options)? {
        return integers::import(&bytes, options);
    }
    let floats = floats(bytes, options)?;
    Ok(Imported {
        model: floats.model,
        text: floats.text,
        header: floats.header,
        report: floats.report,
    })
}

/// Makes a model of a source whose numbers are floats, as [`import`] does.
///
/// # Errors
///
/// As [`import`].
pub fn floats(bytes: Vec<u8>, options: &Options<'_>) -> Result<Floats, Error> {
    require(
        options.rounding.is_none(),
        "`--rounding` is for networks of eight bits, and this one of floats has none",
    )?;
    let hash = provenance::hash(&bytes);
    let source = read(bytes, options)?;
    let dtype = options.dtype.unwrap_or_else(|| source.precision.dtype());
    let mut layers = fold::fold(source.graph.clone())?;
    layers.is_stream = source.is_stream;
    let mut draft = Draft {
        name: options.name,
        dtype,
        layers: &layers,
        output_names: &source.output_names,
        cases: &[],
    };
    // Find errors before the test cases are computed, which may take long.
    draft.model()?;
    compare::compare(&source, &layers)?;
    let cases = test_cases(&source, &layers, dtype, options)?;
    let mut header = provenance::header(
        options.path,
        options.folder,
        &hash,
        &source.provenance,
        &source.files,
    )?;
    header.extend(source.layout.iter().map(|line| sentence(line)));
    if !cases.is_empty() {
        header.push(match options.cases {
            Cases::Computed(_) => "The test cases were computed in f64 from the source.".into(),
            Cases::Given { path, .. } => {
                format!("The test cases are from {}.", provenance::name(path))
            }
        });
    }
    draft.cases = &cases;
    let model = draft.model()?;
    let text = Writer::new().header(&header).write(&model).text;
    let worst = cases::verify(&model)?;
    let mut report = report::lines(&layers);
    report.extend_from_slice(&source.layout);
    report.extend_from_slice(&source.notes);
    report.extend(rounding(&source, &layers, dtype));
    report.extend(report::test_cases(cases.len(), worst));
    Ok(Floats {
        model,
        text,
        header,
        report,
        layers,
        source,
    })
}

/// Reads the source, of any format.
fn read(bytes: Vec<u8>, options: &Options<'_>) -> Result<Source, Error> {
    file::check_format(options.path, &bytes)?;
    if json::is_json(&bytes) {
        require(
            options.graph_output.is_none() && !options.stream,
            "`--graph-output` and `--stream` are for ONNX and TensorFlow Lite files; this one is JSON, and becomes a stream",
        )?;
        return Ok(json::read(&bytes, options.layers, options.layout)?);
    }
    if file::is_safetensors(options.path, &bytes) {
        require(
            options.graph_output.is_none() && !options.stream,
            "`--graph-output` and `--stream` are for ONNX and TensorFlow Lite files",
        )?;
        return Ok(safetensors::read(&bytes, options.layers, options.layout)?);
    }
    let is_tflite = is_tflite(&bytes, options);
    require(
        options.layers.is_empty(),
        match is_tflite {
            true => {
                "`--layer` is for files of tensors; a TensorFlow Lite file says what its layers are"
            }
            false => "`--layer` is for files of tensors; an ONNX file says what its layers are",
        },
    )?;
    if is_tflite {
        return Ok(tflite::read(&bytes, options.graph_output, options.stream)?);
    }
    Ok(onnx::read(
        bytes,
        options.folder,
        options.graph_output,
        options.stream,
    )?)
}

/// Returns whether a source is a network of eight bits.
pub fn is_quantized(bytes: &[u8], options: &Options<'_>) -> Result<bool, Error> {
    if is_tflite(bytes, options) {
        return Ok(tflite::is_quantized(bytes)?);
    }
    Ok(!json::is_json(bytes)
        && !file::is_safetensors(options.path, bytes)
        && onnx::quantized::is_quantized(bytes))
}

/// Returns whether a source is a file of TensorFlow Lite.
pub fn is_tflite(bytes: &[u8], options: &Options<'_>) -> bool {
    let format = Format::of(options.path, bytes).or_else(|| Format::by_ending(options.path));
    format == Some(Format::Tflite)
}

/// Returns a line of the report as a sentence.
fn sentence(line: &str) -> String {
    let mut letters = line.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).chain(['.']).collect()
}

/// Returns an error for an option that does not fit the source.
pub fn require(holds: bool, otherwise: &'static str) -> anyhow::Result<()> {
    ensure!(holds, otherwise);
    Ok(())
}

/// Makes the test cases that the options ask for.
fn test_cases(
    source: &Source,
    layers: &Layers,
    dtype: DType,
    options: &Options<'_>,
) -> Result<Vec<Case>, Error> {
    let precision = Precision::of(dtype);
    match options.cases {
        Cases::Computed(count) => cases::computed(count, layers, precision, source),
        Cases::Given { path, most, read } => {
            let inputs = match source.is_stream {
                true => Inputs::Frames(source.graph.channels()),
                false => Inputs::Exactly(source.graph.input_length()),
            };
            let data = read(path, inputs)?;
            cases::given(&data, most, layers, precision, source)
        }
    }
}

/// Says which digits are lost because the network computes in `f32`.
fn rounding(source: &Source, layers: &Layers, dtype: DType) -> Vec<String> {
    let mut notes = Vec::new();
    if dtype == DType::F64 {
        return notes;
    }
    if source.precision == Precision::Double {
        notes.push("the source computes in f64, the network in f32".into());
    }
    let input = Sampler::new(&source.graph).next(Precision::Single);
    let output = (source.evaluate)(&input);
    let tolerance = Tolerance::of(Precision::Single);
    if let Some(excess) = output
        .ok()
        .and_then(|output| tolerance.excess(layers, &input, &output))
    {
        notes.push(format!(
            "large terms of a sum cancel, as happens when a mean is subtracted that is large compared with the \
             deviation: in f32, outputs may be off by {excess}; `--dtype f64` keeps their digits"
        ));
    }
    notes
}
