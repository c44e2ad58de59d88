//! The text of a new model file.

use anyhow::{Context, bail, ensure};
use fastrand::Rng;
use xornet_model::{Activation, Float, Model, PARAMETER_LIMIT, WIDTH_LIMIT};

use super::layer::Layer;
use crate::evaluate::{self, Number};

/// What the file is made of.
pub(super) struct Template<'a> {
    pub(super) name: String,
    /// As the comments name it.
    pub(super) file: String,
    pub(super) dtype: &'static str,
    pub(super) inputs: usize,
    pub(super) layers: &'a [Layer],
    /// Of the random weights; none where they are zeros.
    pub(super) seed: Option<u64>,
}

impl Template<'_> {
    pub(super) fn text(&self) -> anyhow::Result<String> {
        self.check_size()?;
        let mut random = self.seed.map(Rng::with_seed);
        let mut text = self.head();
        let mut width = self.inputs;
        for (index, layer) in self.layers.iter().enumerate() {
            text += "\n[[layers]]\n";
            if let Some(units) = layer.units {
                // What is said of the first layer holds for the others.
                text += &dense(width, units, &layer.activation, random.as_mut(), index == 0);
                width = units;
            } else {
                text += &remarked("type = \"activation\"", "an activation of its own");
                text += &format!("activation = {}\n", layer.activation);
            }
        }
        let check = self.check(&text)?;
        Ok(text + &check)
    }

    /// What is too large is not written first.
    fn check_size(&self) -> anyhow::Result<()> {
        ensure!(
            (1..=WIDTH_LIMIT).contains(&self.inputs),
            "`--input` is a length from 1 to {WIDTH_LIMIT}"
        );
        let mut width = self.inputs;
        let mut parameters = 0;
        for units in self.layers.iter().filter_map(|layer| layer.units) {
            parameters += (width + 1) * units;
            width = units;
        }
        ensure!(
            parameters <= PARAMETER_LIMIT,
            "the network would have {parameters} parameters, more than the limit of {PARAMETER_LIMIT}"
        );
        Ok(())
    }

    fn head(&self) -> String {
        let Self { name, file, .. } = self;
        let weights = match self.seed {
            Some(seed) => format!("Its weights are random (seed {seed})"),
            None => "Its weights are zeros".into(),
        };
        let mut text =
            format!("# A network for xornet. {weights}: put trained ones in their place.\n#\n");
        let call = format!("xornet::model!(\"{file}\");");
        let width = call.chars().count();
        for (command, what) in [
            (
                &format!("xornet check {file}"),
                "what is wrong with the file",
            ),
            (&format!("xornet show {file}"), "what is in it"),
            (&call, "the same in Rust, as the type `NAME`"),
        ] {
            text += &format!("#   {command:<width$}  {}\n", what.replace("NAME", name));
        }
        text += "\n";
        let still = "A network that is still to be trained.";
        for (line, remark) in [
            (format!("name = \"{name}\""), "the type's name in Rust"),
            (format!("description = \"{still}\""), "its documentation"),
            (
                format!("dtype = \"{}\"", self.dtype),
                "the numbers: \"f32\" or \"f64\"",
            ),
            (
                format!("input = {}", self.inputs),
                "length of the input vector",
            ),
            (
                "# unroll = \"full\"".into(),
                "straight-line code; \"none\": loops; left out: what is faster",
            ),
        ] {
            text += &remarked(&line, remark);
        }
        text += "\n# What the network may cost: a larger one does not compile.\n# [limits]\n";
        for (line, remark) in [
            ("# macs = 1000000", "multiply-adds in a forward pass"),
            ("# parameters = 1000000", "weights and biases"),
            ("# weight_bytes = 4000000", "bytes of these"),
            (
                "# activation_bytes = 4000000",
                "bytes of the vectors between the layers",
            ),
        ] {
            text += &remarked(line, remark);
        }
        text
    }

    /// A recorded case: what the network gives for an input of ones and zeros.
    fn check(&self, text: &str) -> anyhow::Result<String> {
        let (input, output) = match xornet_model::read(text, &self.name) {
            Ok(Model::F32(network)) => case(&network),
            Ok(Model::F64(network)) => case(&network),
            Err(failure) => {
                let fault = failure.faults.first().context("a failure has a fault")?;
                bail!("{}", fault.render(&self.file, text))
            }
        };
        let tolerance = remarked("tolerance = 1e-5", "absolute; this is the default");
        Ok(format!(
            "\n\
             # A case that must hold, or the crate does not compile. This one is what the network above gives:\n\
             # put cases in its place that were recorded where the network was trained.\n\
             [[checks]]\n\
             input = [{input}]\n\
             output = [{output}]\n\
             {tolerance}"
        ))
    }
}

/// The keys of a dense layer, with remarks if wanted.
fn dense(
    inputs: usize,
    units: usize,
    activation: &str,
    mut random: Option<&mut Rng>,
    remarks: bool,
) -> String {
    let line = |line: &str, remark: &str| {
        if remarks {
            remarked(line, remark)
        } else {
            format!("{line}\n")
        }
    };
    let mut text = line(
        "type = \"dense\"",
        "output = activation(input · weights + biases)",
    );
    text += &line(&format!("units = {units}"), "length of the output vector");
    text += &line(
        &format!("activation = {activation}"),
        "with a parameter: { type = \"leaky_relu\", slope = 0.01 }",
    );
    if remarks {
        let names = Activation::<f64>::NAMES;
        for names in names.chunks(6) {
            text += &remarked("", &names.join(", "));
        }
    }
    text += &line("weights = [", "one row per input, one column per unit");
    // Glorot's, which keeps the values of all layers at about the same size.
    let limit = (6.0 / (inputs + units) as f64).sqrt();
    let mut weight = || match &mut random {
        Some(random) => (2.0 * random.f64() - 1.0) * limit,
        None => 0.0,
    };
    for _ in 0..inputs {
        let row: Vec<_> = (0..units).map(|_| short(weight())).collect();
        text += &format!("    [{}],\n", row.join(", "));
    }
    text += "]\n";
    let biases = vec!["0.0"; units].join(", ");
    text += &line(
        &format!("biases = [{biases}]"),
        "one per unit; zeros if left out",
    );
    text
}

/// A line with a remark beside it.
fn remarked(line: &str, remark: &str) -> String {
    format!("{line:<29}  # {remark}\n")
}

/// With four decimals, which are enough for a weight that means nothing.
fn short(value: f64) -> String {
    let rounded = (value * 1e4).round() / 1e4;
    // A zero has no sign here.
    (rounded + 0.0).shortest()
}

/// An input and what comes out, as a model file lists them.
fn case<T: Number>(network: &xornet_model::Network<T>) -> (String, String) {
    let one_or_zero = |index| T::from_f64(if index % 2 == 0 { 1.0 } else { 0.0 });
    let input: Vec<_> = (0..network.inputs()).map(one_or_zero).collect();
    let output = evaluate::forward(network, &input);
    let list = |values: &[T]| {
        let values: Vec<_> = values.iter().map(|value| value.shortest()).collect();
        values.join(", ")
    };
    (list(&input), list(&output))
}
