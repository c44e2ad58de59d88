//! The import of networks of eight bits, whose integers stay as they are.

use xornet_model::{Model, Network, Rounding, TestCase, Writer};

use super::assembly::Quantized;
use super::convert::{Imported, is_tflite, require};
use super::data::Inputs;
use super::error::Error;
use super::frames::FRAMES;
use super::options::{Cases, Options};
use super::random::Random;
use super::unsupported::Unsupported;
use super::{file, provenance, report};
use crate::{evaluate, onnx, tflite};

/// Makes a model of a file with a network of eight bits.
///
/// # Errors
///
/// All operators that are no layers of eight bits, or the file or the option that cannot be used.
pub fn import(bytes: &[u8], options: &Options<'_>) -> Result<Imported, Error> {
    file::check_format(options.path, bytes)?;
    require(
        options.dtype.is_none(),
        "`--dtype` is for networks of floats, and this one has eight bits",
    )?;
    require(
        !options.stream,
        "`--stream` is for networks of floats, and this one has eight bits",
    )?;
    require(
        options.layers.is_empty(),
        "`--layer` is for files of tensors; this file says what its layers are",
    )?;
    let read = read(bytes, options)?;
    let network = read.quantized.network(options.name, Vec::new())?;
    let (cases, origin) = match options.cases {
        Cases::Computed(count) => (
            computed(&network, count),
            "The test cases were computed from the layers.".to_owned(),
        ),
        Cases::Given { path, most, read } => {
            let length = input_length(&network);
            let inputs = match network.is_stream() {
                true => Inputs::Frames(length),
                false => Inputs::Exactly(length),
            };
            let data = read(path, inputs)?;
            let name = provenance::name(path);
            (
                given(&network, &data.cases, most)?,
                format!("The test cases are from {name}."),
            )
        }
    };
    let hash = provenance::hash(bytes);
    let mut header = provenance::header(
        options.path,
        options.folder,
        &hash,
        &read.provenance,
        &read.files,
    )?;
    if !cases.is_empty() {
        header.push(origin);
    }
    let mut report = read.quantized.report.clone();
    report.extend(read.quantized.notes.clone());
    report.extend(report::test_cases(cases.len(), 0.0));
    let model = Model::I8(read.quantized.network(options.name, cases)?);
    let text = Writer::new().header(&header).write(&model).text;
    Ok(Imported {
        model,
        text,
        header,
        report,
    })
}

/// A network of eight bits as it was read.
struct Read {
    quantized: Quantized,
    provenance: String,
    files: Vec<String>,
}

/// Reads the network, of any format. ONNX' runtime rounds once, and TensorFlow Lite's reference twice.
fn read(bytes: &[u8], options: &Options<'_>) -> Result<Read, Error> {
    let output = options.graph_output;
    if is_tflite(bytes, options) {
        let rounding = options.rounding.unwrap_or_default();
        let read = tflite::integers(bytes, rounding, output)?;
        return Ok(Read {
            quantized: read.quantized,
            provenance: read.provenance,
            files: Vec::new(),
        });
    }
    let rounding = options.rounding.unwrap_or(Rounding::Single);
    let read = onnx::quantized::read(bytes, options.folder, rounding, output)?;
    Ok(Read {
        quantized: read.quantized,
        provenance: read.provenance,
        files: read.files,
    })
}

/// Returns the number of integers of all inputs.
fn input_length(network: &Network<i8>) -> usize {
    let inputs = network.input_values().iter();
    inputs.map(|&id| network.value(id).shape.count()).sum()
}

/// Makes test cases of pseudo-random integers.
fn computed(network: &Network<i8>, count: usize) -> Vec<TestCase<i8>> {
    let mut random = Random::default();
    let frames = if network.is_stream() { FRAMES } else { 1 };
    let length = frames * input_length(network);
    let case = |_| {
        let input: Vec<_> = (0..length)
            .map(|_| (random.bits() >> 56) as u8 as i8)
            .collect();
        let output = evaluate::forward(network, &input);
        TestCase::new(input, output, 0)
    };
    (0..count).map(case).collect()
}

/// Makes test cases of data, which the network must compute to the bit. `most` limits their number; they are spread over the
/// data.
fn given(
    network: &Network<i8>,
    data: &[(Vec<f64>, Vec<f64>)],
    most: Option<usize>,
) -> Result<Vec<TestCase<i8>>, Error> {
    let integers = |numbers: &[f64], index: usize| {
        let integer = |&number: &f64| {
            let integer = number as i8;
            (f64::from(integer) == number).then_some(integer)
        };
        let integers: Option<Vec<_>> = numbers.iter().map(integer).collect();
        integers.ok_or_else(|| {
            Unsupported::new(format!(
                "test case {} of the data has numbers that are not integers from -128 to 127",
                index + 1
            ))
        })
    };
    let count = most.unwrap_or(data.len()).min(data.len());
    let mut cases = Vec::with_capacity(count);
    for index in (0..count).map(|index| index * data.len() / count.max(1)) {
        let (input, output) = &data[index];
        let (input, output) = (integers(input, index)?, integers(output, index)?);
        let own = evaluate::forward(network, &input);
        if own.len() != output.len() {
            let (given, own) = (output.len(), own.len());
            return Err(Unsupported::new(format!(
                "the length of the outputs is {given} in the test cases, but {own} in the network"
            ))
            .into());
        }
        if let Some(place) = (0..own.len()).find(|&place| own[place] != output[place]) {
            return Err(Unsupported::new(format!(
                "test case {} of the data is not what the network computes: output[{place}] is {}, but the network \
                 gives {}",
                index + 1,
                output[place],
                own[place]
            ))
            .help("`--rounding` tells how the runtime rounds that computed the data")
            .into());
        }
        cases.push(TestCase::new(input, output, 0));
    }
    Ok(cases)
}
