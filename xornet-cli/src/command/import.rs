//! `xornet import`: a model file from another framework's.

use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail, ensure};
use sha2::{Digest, Sha256};
use xornet_model::Dtype;

use crate::import::checks::{self, Case, Sampler};
use crate::import::data::Data;
use crate::import::fold::{self, Layer};
use crate::import::refusal::Refusal;
use crate::import::safetensors::{self, LayerSpec, Layout};
use crate::import::source::{Precision, Source};
use crate::import::text::{self, Draft};
use crate::import::tolerance::Tolerance;
use crate::import::{limits, report};
use crate::onnx;

/// What to import, and how.
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

    /// Replace the model file if it is there
    #[arg(long, requires = "output")]
    force: bool,

    /// The type's name [default: made of the model file's]
    #[arg(long)]
    name: Option<String>,

    /// The type of the numbers [default: that of the source, f32 for 16 bits]
    #[arg(long, value_name = "TYPE")]
    dtype: Option<DtypeName>,

    /// Record this many cases: pseudo-random inputs, and what the source makes of them in f64
    #[arg(long, value_name = "COUNT")]
    checks: Option<usize>,

    /// Record the cases of a file, .npz (`inputs` and `outputs`) or .csv; with `--checks`, that many of them
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

/// The most bytes of a file: more than the largest network takes.
const BYTES: u64 = (1 << 29) + (1 << 24);

impl Arguments {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        // Before the work, not after it.
        if let Some(path) = &self.output {
            ensure!(
                self.force || !path.exists(),
                "`{}` is there already; `--force` replaces it",
                path.display()
            );
        }
        let bytes = read(&self.file)?;
        let hash = Sha256::digest(&bytes);
        match self.convert(bytes, &hash)? {
            Ok(text) => {
                self.write(&text)?;
                Ok(ExitCode::SUCCESS)
            }
            Err(refusals) => {
                for refusal in &refusals {
                    eprintln!("{refusal}");
                }
                let count = refusals.len();
                let reasons = if count == 1 {
                    "for the reason above".to_owned()
                } else {
                    format!("for {count} reasons")
                };
                eprintln!(
                    "error: `{}` is not imported, {reasons}",
                    self.file.display()
                );
                Ok(ExitCode::FAILURE)
            }
        }
    }

    /// The model file's text.
    fn convert(&self, bytes: Vec<u8>, hash: &[u8]) -> anyhow::Result<Result<String, Vec<Refusal>>> {
        let source = match self.source(bytes)? {
            Ok(source) => source,
            Err(refusals) => return Ok(Err(refusals)),
        };
        let dtype = match (self.dtype, source.precision) {
            (Some(DtypeName::F64), _) | (None, Precision::Double) => Dtype::F64,
            _ => Dtype::F32,
        };
        let mut sampler = Sampler::new(&source.chain);
        let inputs = source.chain.inputs;
        let layers = match fold::fold(source.chain.clone())
            .and_then(|layers| limits::check(inputs, layers, dtype))
        {
            Ok(layers) => layers,
            Err(refusals) => return Ok(Err(refusals)),
        };
        let mut notes = source.notes.clone();
        if dtype == Dtype::F32 && source.precision == Precision::Double {
            notes.push("the source computes in f64, the network in f32".into());
        }
        if dtype == Dtype::F32 {
            notes.extend(cancellation(&source, &layers));
        }
        let cases = self.cases(&source, &mut sampler, &layers, dtype)?;
        let header = self.header(&source, hash)?;
        let text = text::write(&Draft {
            header: &header,
            name: self.name.as_deref(),
            dtype,
            inputs,
            layers: &layers,
            cases: &cases,
        });
        let path = self.output.as_deref().unwrap_or(&self.file);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let model = match xornet_model::read(&text, &stem) {
            Ok(model) => model,
            Err(failure) => {
                let shown = self
                    .output
                    .as_ref()
                    .map_or("the model file".into(), |path| path.display().to_string());
                let faults = failure
                    .faults
                    .iter()
                    .map(|fault| Refusal::new(fault.render(&shown, &text)));
                return Ok(Err(faults.collect()));
            }
        };
        let worst = checks::verify(&model)?;
        for line in report::lines(inputs, &layers, &notes) {
            eprintln!("{line}");
        }
        if !cases.is_empty() {
            let count = match cases.len() {
                1 => "1 case is".to_owned(),
                count => format!("{count} cases are"),
            };
            eprintln!("{count} recorded; the largest error is {worst:.2} of its tolerance");
        }
        Ok(Ok(text))
    }

    fn source(&self, bytes: Vec<u8>) -> anyhow::Result<Result<Source, Vec<Refusal>>> {
        let ending = self
            .file
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or_default();
        let is_safetensors = ending == "safetensors" || bytes.get(8) == Some(&b'{');
        if is_safetensors {
            ensure!(
                self.graph_output.is_none(),
                "`--graph-output` is for ONNX files"
            );
            return Ok(safetensors::read(&bytes, &self.layers, self.layout));
        }
        ensure!(
            self.layers.is_empty(),
            "`--layer` is for safetensors files; an ONNX file says what its layers are"
        );
        if let Some(help) = elsewhere(ending) {
            bail!("a `.{ending}` file is not read: {help}");
        }
        // A bare name has an empty parent.
        let folder = self
            .file
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        Ok(onnx::read(
            bytes,
            Some(folder),
            self.graph_output.as_deref(),
        ))
    }

    fn cases(
        &self,
        source: &Source,
        sampler: &mut Sampler,
        layers: &[Layer],
        dtype: Dtype,
    ) -> anyhow::Result<Vec<Case>> {
        let precision = if dtype == Dtype::F64 {
            Precision::Double
        } else {
            Precision::Single
        };
        match (&self.checks_from, self.checks) {
            (Some(path), most) => {
                let data = Data::open(path, source.chain.inputs)?;
                checks::given(
                    &data,
                    most,
                    layers,
                    precision,
                    source.precision,
                    &source.evaluate,
                )
            }
            (None, Some(count)) => {
                checks::computed(count, sampler, layers, precision, &source.evaluate)
            }
            (None, None) => Ok(Vec::new()),
        }
    }

    /// Where the file comes from.
    fn header(&self, source: &Source, hash: &[u8]) -> anyhow::Result<Vec<String>> {
        let name =
            |path: &Path| onnx::plain(&path.file_name().unwrap_or_default().to_string_lossy());
        let hex = |hash: &[u8]| {
            hash.iter()
                .map(|byte| format!("{byte:02x}"))
                .collect::<String>()
        };
        let mut lines = vec![
            format!(
                "Imported by xornet {} from {}.",
                env!("CARGO_PKG_VERSION"),
                name(&self.file)
            ),
            format!("Source: {}.", source.provenance),
            format!("SHA-256: {}", hex(hash)),
        ];
        let folder = self.file.parent().unwrap_or(Path::new(""));
        for file in &source.files {
            let bytes = read(&folder.join(file))?;
            lines.push(format!(
                "SHA-256 of {}: {}",
                onnx::plain(file),
                hex(&Sha256::digest(bytes))
            ));
        }
        match (&self.checks_from, self.checks) {
            (Some(path), _) => lines.push(format!("The checks are from {}.", name(path))),
            (None, Some(1..)) => {
                lines.push("The checks were computed in f64 from the source.".into())
            }
            _ => {}
        }
        Ok(lines)
    }

    fn write(&self, text: &str) -> anyhow::Result<()> {
        let Some(path) = &self.output else {
            std::io::stdout()
                .lock()
                .write_all(text.as_bytes())
                .context("cannot write the model file")?;
            return Ok(());
        };
        let mut options = OpenOptions::new();
        options.write(true);
        if self.force {
            options.create(true).truncate(true);
        } else {
            options.create_new(true);
        }
        let fail = || format!("cannot write `{}`", path.display());
        let mut file = options.open(path).with_context(fail)?;
        file.write_all(text.as_bytes()).with_context(fail)
    }
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let fail = || format!("cannot read `{}`", path.display());
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).with_context(fail)?;
    file.take(BYTES + 1)
        .read_to_end(&mut bytes)
        .with_context(fail)?;
    ensure!(
        bytes.len() as u64 <= BYTES,
        "`{}` is larger than any network that xornet compiles",
        path.display()
    );
    Ok(bytes)
}

/// Whether `f32` has too few digits for the network: a note about it.
fn cancellation(source: &Source, layers: &[Layer]) -> Option<String> {
    let input = Sampler::new(&source.chain).next(Precision::Single);
    let output = (source.evaluate)(&input).ok()?;
    let excess = Tolerance::of(Precision::Single).excess(layers, &input, &output)?;
    Some(format!(
        "large terms of a sum cancel, as where a mean is subtracted that is large beside the deviation: in f32, \
         outputs may be off by {excess}; `--dtype f64` keeps their digits"
    ))
}

/// What to do with the files that frameworks save by themselves.
fn elsewhere(ending: &str) -> Option<&'static str> {
    match ending {
        "keras" | "h5" | "hdf5" => Some(
            "export it with `keras.saving.load_model(…).export(\"net.onnx\", format=\"onnx\")`",
        ),
        "pt" | "pth" | "pt2" | "ckpt" => Some(
            "export it with `torch.onnx.export(…)`, or save the state with `safetensors.torch.save_file(…)`",
        ),
        "pkl" | "joblib" | "pickle" => Some("export it with `skl2onnx.to_onnx(…)`"),
        "tflite" | "pb" => Some("export it with `python -m tf2onnx.convert`"),
        "npz" | "npy" | "msgpack" => Some("save its arrays with `safetensors.numpy.save_file(…)`"),
        "toml" => Some("it is a model file already"),
        _ => None,
    }
}
