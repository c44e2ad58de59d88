//! `xornet import`: a model file from another framework's.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, ensure};
use xornet_model::{Dtype, Model};

use crate::import::checks::{self, Case, Sampler};
use crate::import::data::Data;
use crate::import::fold::{self, Layer};
use crate::import::refusal::{Refusal, Refusals};
use crate::import::safetensors::{self, LayerSpec, Layout};
use crate::import::source::{Precision, Source};
use crate::import::text::{self, Draft};
use crate::import::tolerance::Tolerance;
use crate::import::{file, limits, provenance, report};
use crate::{onnx, output};

/// Write a model file from a network of PyTorch, Keras, scikit-learn or JAX
///
/// Standard error says what became of each part of the source, and what was left out. What cannot be
/// expressed is refused, all of it at once.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
From PyTorch:        torch.onnx.export(model.eval(), (example,), \"net.onnx\")
From Keras:          model.export(\"net.onnx\", format=\"onnx\")
From scikit-learn:   skl2onnx.to_onnx(model, samples[:1].astype(\"float32\"))
From JAX:            safetensors.numpy.save_file(params, \"net.safetensors\")

Recorded cases become `[[checks]]`: the crate that the model is compiled into checks them. Their tolerance is 1e-5 of \
the largest output, or 1e-5 where that is below one (1e-12 for f64), and more where rounding in the network itself \
explains more.")]
pub struct Arguments {
    /// An ONNX file, or a safetensors file with `--layer`
    file: PathBuf,

    /// The model file to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Replace files that are there
    #[arg(long, requires = "output")]
    force: bool,

    /// Keep the weights in a safetensors file next to the model file
    #[arg(long, requires = "output")]
    external: bool,

    /// The type's name [default: made of the model file's]
    #[arg(long)]
    name: Option<String>,

    /// The type of the numbers [default: that of the source, f32 for 16 bits]
    #[arg(long, value_name = "TYPE")]
    dtype: Option<DtypeName>,

    /// Record this many cases: pseudo-random inputs, and what the source makes of them in f64
    #[arg(long, value_name = "COUNT")]
    checks: Option<usize>,

    /// Record the cases of a file: .npz (`inputs` and `outputs`), or CSV or .npy with an input and its output in each row;
    /// with `--checks`, that many of them
    #[arg(long, value_name = "FILE")]
    checks_from: Option<PathBuf>,

    /// The output to take of a graph that has several
    #[arg(long, value_name = "NAME")]
    graph_output: Option<String>,

    /// A layer of a safetensors file, in order: what its tensors' names begin with, and its activation
    #[arg(long = "layer", value_name = "PREFIX:ACTIVATION")]
    layers: Vec<LayerSpec>,

    /// What a row of a safetensors file's matrices is [default: by name, `weight` or `kernel`]
    #[arg(long, requires = "layers")]
    layout: Option<Layout>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum DtypeName {
    F32,
    F64,
}

impl Arguments {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        // Before the work, not after it.
        let tensors = self.tensors();
        let is_source = |path: &PathBuf| {
            path.canonicalize()
                .is_ok_and(|path| self.file.canonicalize().is_ok_and(|file| file == path))
        };
        for path in self.output.iter().chain(&tensors) {
            ensure!(
                !is_source(path),
                "`{}` is the source, and would be lost",
                path.display()
            );
            ensure!(
                self.force || !path.exists(),
                "`{}` is there already; `--force` replaces it",
                path.display()
            );
        }
        match self.convert().map_err(anyhow::Error::downcast::<Refusals>) {
            Ok(imported) => {
                self.write(&imported)?;
                Ok(ExitCode::SUCCESS)
            }
            Err(Ok(Refusals(refusals))) => {
                refusals.iter().for_each(output::error);
                let reasons = match refusals.len() {
                    1 => "for the reason above".to_owned(),
                    count => format!("for {count} reasons"),
                };
                output::error(format_args!(
                    "`{}` is not imported, {reasons}",
                    self.file.display()
                ));
                Ok(ExitCode::FAILURE)
            }
            Err(Err(error)) => Err(error),
        }
    }

    /// The file of the weights, where they have one.
    fn tensors(&self) -> Option<PathBuf> {
        let path = self.output.as_ref().filter(|_| self.external)?;
        Some(path.with_extension("safetensors"))
    }

    /// Imports the source, and says on standard error what became of it.
    fn convert(&self) -> anyhow::Result<Imported> {
        let bytes = file::read(&self.file)?;
        let hash = provenance::hash(&bytes);
        let source = self.source(bytes)?;
        let dtype = match (self.dtype, source.precision) {
            (Some(DtypeName::F64), _) | (None, Precision::Double) => Dtype::F64,
            _ => Dtype::F32,
        };
        let inputs = source.chain.inputs;
        let layers = fold::fold(source.chain.clone()).map_err(Refusals)?;
        let layers = limits::check(inputs, layers, dtype).map_err(Refusals)?;
        let cases = self.cases(&source, &layers, dtype)?;
        let mut header = provenance::header(&self.file, &hash, &source)?;
        match (&self.checks_from, cases.len()) {
            (_, 0) => {}
            (Some(path), _) => {
                header.push(format!("The checks are from {}.", provenance::name(path)))
            }
            (None, _) => header.push("The checks were computed in f64 from the source.".into()),
        }
        let text = text::write(&Draft {
            header: &header,
            name: self.name.as_deref(),
            dtype,
            inputs,
            layers: &layers,
            cases: &cases,
        });
        let model = self.proven(&text)?;
        let worst = checks::verify(&model)?;
        let notes = source
            .notes
            .iter()
            .cloned()
            .chain(rounding(&source, &layers, dtype));
        for line in report::lines(inputs, &layers)
            .chain(notes)
            .chain(report::checks(cases.len(), worst))
        {
            eprintln!("{line}");
        }
        let Some(path) = self.tensors() else {
            return Ok(Imported {
                text,
                tensors: None,
            });
        };
        let name = path.file_name().and_then(|name| name.to_str());
        let name =
            name.context("the model file's name is not UTF-8, and cannot name the weights' file")?;
        let (text, tensors) = xornet_model::write_external(&model, name);
        Ok(Imported {
            text: text::comment(&header) + &text,
            tensors: Some((path, tensors)),
        })
    }

    fn source(&self, bytes: Vec<u8>) -> anyhow::Result<Source> {
        file::check_format(&self.file, &bytes)?;
        let ending = self
            .file
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or_default();
        if ending == "safetensors" || bytes.get(8) == Some(&b'{') {
            ensure!(
                self.graph_output.is_none(),
                "`--graph-output` is for ONNX files"
            );
            let source = safetensors::read(&bytes, &self.layers, self.layout);
            return Ok(source.map_err(Refusals)?);
        }
        ensure!(
            self.layers.is_empty(),
            "`--layer` is for safetensors files; an ONNX file says what its layers are"
        );
        // A bare name has an empty parent.
        let folder = self
            .file
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let source = onnx::read(bytes, Some(folder), self.graph_output.as_deref());
        Ok(source.map_err(Refusals)?)
    }

    fn cases(&self, source: &Source, layers: &[Layer], dtype: Dtype) -> anyhow::Result<Vec<Case>> {
        let precision = if dtype == Dtype::F64 {
            Precision::Double
        } else {
            Precision::Single
        };
        match (&self.checks_from, self.checks) {
            (Some(path), most) => {
                let data = Data::open(path, source.chain.inputs)?;
                checks::given(&data, most, layers, precision, source)
            }
            (None, Some(count)) => checks::computed(count, layers, precision, source),
            (None, None) => Ok(Vec::new()),
        }
    }

    /// The model that the file's text holds.
    fn proven(&self, text: &str) -> anyhow::Result<Model> {
        let path = self.output.as_deref().unwrap_or(&self.file);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let model = xornet_model::read(text, &stem).map_err(|failure| {
            let shown = self
                .output
                .as_ref()
                .map_or("the model file".into(), |path| path.display().to_string());
            let faults = failure
                .faults
                .iter()
                .map(|fault| Refusal::new(fault.render(&shown, text)));
            Refusals(faults.collect())
        });
        Ok(model?)
    }

    fn write(&self, imported: &Imported) -> anyhow::Result<()> {
        // The weights first: a model file without them would be broken.
        if let Some((path, tensors)) = &imported.tensors {
            self.write_file(path, tensors)?;
        }
        match &self.output {
            Some(path) => self.write_file(path, imported.text.as_bytes()),
            None => {
                let mut stdout = std::io::stdout().lock();
                stdout
                    .write_all(imported.text.as_bytes())
                    .context("cannot write the model file")
            }
        }
    }

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

/// What is written.
struct Imported {
    text: String,
    /// The weights, where they have a file of their own.
    tensors: Option<(PathBuf, Vec<u8>)>,
}

/// What is lost where the network computes in `f32`.
fn rounding(source: &Source, layers: &[Layer], dtype: Dtype) -> Vec<String> {
    let mut notes = Vec::new();
    if dtype == Dtype::F64 {
        return notes;
    }
    if source.precision == Precision::Double {
        notes.push("the source computes in f64, the network in f32".into());
    }
    let input = Sampler::new(&source.chain).next(Precision::Single);
    let output = (source.evaluate)(&input);
    let tolerance = Tolerance::of(Precision::Single);
    if let Some(excess) = output
        .ok()
        .and_then(|output| tolerance.excess(layers, &input, &output))
    {
        notes.push(format!(
            "large terms of a sum cancel, as where a mean is subtracted that is large compared with the deviation: in \
             f32, outputs may be off by {excess}; `--dtype f64` keeps their digits"
        ));
    }
    notes
}
