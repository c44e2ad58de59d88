//! `xornet import`: a model file from a network of another framework.

use std::borrow::Cow;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, ensure};
use xornet_model::DType;

use super::RoundingName;
use crate::import::data::Data;
use crate::import::safetensors::{LayerSpec, Layout};
use crate::import::{Cases, Error, Imported, Options, file, import};
use crate::output;

/// Write a model file from a network of PyTorch, Keras, TensorFlow Lite, scikit-learn, JAX or tools for audio
///
/// Standard error lists what became of each part of the source, and what was left out. If the source cannot be
/// imported, all reasons are listed at once.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
From PyTorch:        torch.onnx.export(model.eval(), (example,), \"net.onnx\")
From Keras:          model.export(\"net.onnx\", format=\"onnx\")
From TensorFlow:     tf.lite.TFLiteConverter.from_saved_model(DIR).convert(), as net.tflite
From scikit-learn:   skl2onnx.to_onnx(model, samples[:1].astype(\"float32\"))
From JAX:            safetensors.numpy.save_file(params, \"net.safetensors\")
From audio tools:    .nam of Neural Amp Modeler, and .json of RTNeural and GuitarML, as they are

Test cases become `[[checks]]`, which are run when the model is compiled into a crate. Their tolerance is 1e-5 of \
the largest output, or 1e-5 if that is below one (1e-12 for f64), and more if rounding in the network itself \
explains a larger error.")]
pub struct Arguments {
    /// An ONNX file, a .tflite file of TensorFlow Lite, a safetensors file with `--layer`, or a .nam or .json file of a tool for
    /// audio
    file: PathBuf,

    /// The model file to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Replace existing files
    #[arg(long, requires = "output")]
    force: bool,

    /// Keep the weights in a safetensors file next to the model file
    #[arg(long, requires = "output")]
    external: bool,

    /// The name of the type in Rust [default: derived from the name of the model file]
    #[arg(long)]
    name: Option<String>,

    /// The type of the numbers [default: that of the source; f32 for 16 bits]
    #[arg(long, value_name = "TYPE")]
    dtype: Option<DtypeName>,

    /// Record this many test cases: pseudo-random inputs, and the outputs of the source, computed in f64
    #[arg(long, value_name = "COUNT")]
    checks: Option<usize>,

    /// Record the test cases of a file: .npz (`inputs` and `outputs`), or CSV or .npy with an input and its output in
    /// each row, with the numbers in the order of the source; with `--checks`, that many of them
    #[arg(long, value_name = "FILE")]
    checks_from: Option<PathBuf>,

    /// Import this value alone, as the only output: an output of the graph, or a value inside
    #[arg(long, value_name = "NAME")]
    graph_output: Option<String>,

    /// How a network of eight bits rounds its sums: as TensorFlow Lite for Microcontrollers, or as LiteRT with XNNPACK [default:
    /// double]
    #[arg(long)]
    rounding: Option<RoundingName>,

    /// Make a stream of a graph on a sequence: a network that takes a frame at a time, and keeps its state
    #[arg(long)]
    stream: bool,

    /// A layer of a safetensors file, in order: the prefix of its tensors' names, and its activation; `gru`, `lstm`, `rnn` or
    /// `rnn_relu` in its place for recurrent layers, with which the network becomes a stream
    #[arg(long = "layer", value_name = "PREFIX:ACTIVATION")]
    layers: Vec<LayerSpec>,

    /// The layout of the matrices of a safetensors file [default: by name, `weight` or `kernel`]
    #[arg(long, requires = "layers")]
    layout: Option<Layout>,
}

/// A number type, as the command line names it.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum DtypeName {
    F32,
    F64,
}

impl DtypeName {
    /// Returns the number type.
    fn dtype(self) -> DType {
        match self {
            Self::F32 => DType::F32,
            Self::F64 => DType::F64,
        }
    }
}

impl Arguments {
    /// Runs the command.
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        // Before the import, which may take long.
        let tensors = self.tensors();
        let is_source = |path: &PathBuf| {
            path.canonicalize()
                .is_ok_and(|path| self.file.canonicalize().is_ok_and(|file| file == path))
        };
        for path in self.output.iter().chain(&tensors) {
            ensure!(
                !is_source(path),
                "`{}` is the source, and would be overwritten",
                path.display()
            );
            ensure!(
                self.force || !path.exists(),
                "`{}` already exists; use `--force` to replace it",
                path.display()
            );
        }
        match self.import() {
            Ok(imported) => {
                imported.report.iter().for_each(|line| eprintln!("{line}"));
                self.write(&imported, tensors.as_deref())?;
                Ok(ExitCode::SUCCESS)
            }
            Err(Error::Unsupported(reasons)) => {
                reasons.iter().for_each(output::error);
                let reasons = match reasons.len() {
                    1 => "for the reason above".to_owned(),
                    count => format!("for the {count} reasons above"),
                };
                output::error(format_args!(
                    "`{}` was not imported, {reasons}",
                    self.file.display()
                ));
                Ok(ExitCode::FAILURE)
            }
            Err(Error::Unusable(error)) => Err(error),
        }
    }

    /// Returns the file to write the weights to, if they have their own.
    fn tensors(&self) -> Option<PathBuf> {
        let path = self.output.as_ref().filter(|_| self.external)?;
        Some(path.with_extension("safetensors"))
    }

    /// Reads the source and imports it.
    fn import(&self) -> Result<Imported, Error> {
        let bytes = file::read(&self.file)?;
        // A bare name has an empty parent.
        let folder = self
            .file
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let cases = match &self.checks_from {
            Some(path) => Cases::Given {
                path,
                most: self.checks,
                read: &Data::open,
            },
            None => Cases::Computed(self.checks.unwrap_or(0)),
        };
        let options = Options {
            path: &self.file,
            folder: Some(folder.unwrap_or(Path::new("."))),
            name: self.name.as_deref(),
            dtype: self.dtype.map(DtypeName::dtype),
            cases,
            graph_output: self.graph_output.as_deref(),
            stream: self.stream,
            rounding: self.rounding.map(RoundingName::rounding),
            layers: &self.layers,
            layout: self.layout,
        };
        import(bytes, &options)
    }

    /// Writes the model file, and that of the weights.
    fn write(&self, imported: &Imported, tensors: Option<&Path>) -> anyhow::Result<()> {
        let mut text = Cow::Borrowed(&imported.text);
        // The weights first: if they cannot be written, there is no model file that needs them.
        if let Some(path) = tensors {
            let name = path.file_name().and_then(|name| name.to_str());
            let name = name
                .context("the name of the model file is not UTF-8, so the file of the weights cannot be named after it")?;
            let (external, tensors) = imported.external(name);
            self.write_file(path, &tensors)?;
            text = Cow::Owned(external);
        }
        match &self.output {
            Some(path) => self.write_file(path, text.as_bytes()),
            None => {
                let mut stdout = std::io::stdout().lock();
                stdout
                    .write_all(text.as_bytes())
                    .context("cannot write the model file")
            }
        }
    }

    /// Writes a file. An existing one is replaced only with `--force`.
    fn write_file(&self, path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true);
        if self.force {
            options.create(true).truncate(true);
        } else {
            options.create_new(true);
        }
        let fail = || format!("cannot write `{}`", path.display());
        let mut file = options.open(path).with_context(fail)?;
        file.write_all(bytes).with_context(fail)
    }
}
