//! A new model file, with comments that explain its keys.

use anyhow::ensure;
use fastrand::Rng;
use xornet_model::{
    Activation, Builder, Comments, DType, Dense, InvalidNetwork, Model, Network, PARAMETER_LIMIT,
    Part, Shape, TestCase, WIDTH_LIMIT, Writer,
};

use super::layer::Layer;
use crate::evaluate::{self, Number};

/// The content of a new file.
pub(super) struct Template<'a> {
    pub(super) name: String,
    /// The file, as the comments name it.
    pub(super) file: String,
    pub(super) dtype: DType,
    pub(super) inputs: usize,
    pub(super) layers: &'a [Layer],
    /// The seed of the random weights; `None` for weights of zero.
    pub(super) seed: Option<u64>,
}

impl Template<'_> {
    /// Returns the text of the file.
    pub(super) fn text(&self) -> anyhow::Result<String> {
        self.check_size()?;
        let model = match self.dtype {
            DType::F64 => self.network().map(Model::F64),
            _ => self.network().map(Model::F32),
        }?;
        let header = self.header();
        let writer = Writer::new().header(&header).comments(&comments).defaults();
        Ok(writer.write(&model).text)
    }

    /// Checks the size of the network before any of it is made, which could take all memory.
    fn check_size(&self) -> anyhow::Result<()> {
        ensure!(
            (1..=WIDTH_LIMIT).contains(&self.inputs),
            "`--input` must be from 1 to {WIDTH_LIMIT}"
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

    /// Makes the network. Its test case is the output for an input of ones and zeros.
    fn network<T: Number>(&self) -> anyhow::Result<Network<T>> {
        let mut random = self.seed.map(Rng::with_seed);
        let mut builder = Builder::<T>::new();
        builder.name(&self.name)?;
        builder.description("A network that is still to be trained.");
        let mut width = self.inputs;
        let shape = Shape::vector(width);
        let mut value = builder.input(shape.ok_or_else(|| anyhow::anyhow!("`--input` is 0"))?);
        for layer in self.layers {
            let activation = layer.activation.cast().check()?;
            let layer = match layer.units {
                None => xornet_model::Layer::Activation(activation),
                Some(units) => {
                    let dense = dense(width, units, activation, random.as_mut())?;
                    width = units;
                    xornet_model::Layer::Dense(dense)
                }
            };
            value = builder.layer(layer, &[value])?;
        }
        let first = |errors: Vec<InvalidNetwork>| {
            let messages: Vec<_> = errors.iter().map(ToString::to_string).collect();
            anyhow::anyhow!("{}", messages.join("; "))
        };
        let network = builder.clone().build(&[value]).map_err(first)?;
        let one_or_zero = |index| T::from_f64(if index % 2 == 0 { 1.0 } else { 0.0 });
        let input: Vec<_> = (0..self.inputs).map(one_or_zero).collect();
        let output = evaluate::forward(&network, &input);
        let tolerance = T::from_f64(TestCase::<T>::DEFAULT_TOLERANCE);
        builder.test_case(TestCase::new(input, output, tolerance));
        builder.build(&[value]).map_err(first)
    }

    /// Returns the comment at the head of the file, which names the next commands.
    fn header(&self) -> Vec<String> {
        let Self { name, file, .. } = self;
        let weights = match self.seed {
            Some(seed) => format!("Its weights are random (seed {seed})"),
            None => "Its weights are zeros".into(),
        };
        let call = format!("xornet::model!(\"{file}\");");
        let width = call.chars().count();
        let mut lines = vec![
            format!("A network for xornet. {weights}: put trained ones in their place."),
            String::new(),
        ];
        let same = format!("the same in Rust, as the type `{name}`");
        for (command, what) in [
            (
                &format!("xornet check {file}"),
                "what is wrong with the file",
            ),
            (&format!("xornet show {file}"), "what is in it"),
            (&call, &*same),
        ] {
            lines.push(format!("  {command:<width$}  {what}"));
        }
        lines
    }
}

/// Makes a dense layer with random weights, or zeros.
fn dense<T: Number>(
    inputs: usize,
    units: usize,
    activation: Activation<T>,
    mut random: Option<&mut Rng>,
) -> Result<Dense<T>, InvalidNetwork> {
    // Glorot's limit, which keeps the values of all layers at about the same size.
    let limit = (6.0 / (inputs + units) as f64).sqrt();
    let mut weight = || match &mut random {
        Some(random) => short((2.0 * random.f64() - 1.0) * limit),
        None => 0.0,
    };
    let weights = (0..inputs * units).map(|_| T::from_f64(weight())).collect();
    Dense::new(
        inputs,
        units,
        weights,
        Some(vec![T::ZERO; units]),
        activation,
    )
}

/// Rounds to four decimals, which are enough for a weight that means nothing.
fn short(value: f64) -> f64 {
    let rounded = (value * 1e4).round() / 1e4;
    // Turns -0.0 into 0.0.
    rounded + 0.0
}

/// Returns the comments of a part of the file.
fn comments(part: Part<'_>) -> Comments {
    let remark = |remark: &str| Comments {
        remark: Some(remark.into()),
        ..Comments::default()
    };
    match part {
        Part::Model("name") => remark("the type's name in Rust"),
        Part::Model("description") => remark("its documentation"),
        Part::Model("dtype") => remark("the numbers: \"f32\" or \"f64\""),
        Part::Model("input") => Comments {
            after: optional_keys(),
            ..remark("length of the input vector")
        },
        Part::TestCase(0) => Comments {
            before: vec![
                "A case that must hold, or the crate does not compile. This one is what the network above gives:".into(),
                "put cases in its place that were recorded where the network was trained.".into(),
            ],
            ..Comments::default()
        },
        Part::TestCaseKey(0, "tolerance") => remark("absolute; this is the default"),
        // Only the first layer has comments: they hold for the others, too.
        Part::Layer(0, "type") => remark("output = activation(input · weights + biases)"),
        Part::Layer(0, "units") => remark("length of the output vector"),
        Part::Layer(0, "activation") => {
            let names = Activation::<f64>::NAMES.chunks(6).map(|names| names.join(", "));
            let first = "with parameters: { type = \"leaky_relu\", slope = 0.01 }".to_owned();
            let lines: Vec<_> = std::iter::once(first).chain(names).collect();
            remark(&lines.join("\n"))
        }
        Part::Layer(0, "weights") => remark("one row per input, one column per unit"),
        Part::Layer(0, "biases") => remark("one per unit; zeros if left out"),
        _ => Comments::default(),
    }
}

/// Returns further keys that a file may have, as comments.
fn optional_keys() -> Vec<String> {
    let remarked = |(line, remark): (&str, &str)| format!("{line:<27}  # {remark}");
    let unroll = (
        "unroll = \"full\"",
        "straight-line code; \"none\": loops; left out: what is faster",
    );
    let limits = [
        ("macs = 1000000", "multiply-adds in a forward pass"),
        ("parameters = 1000000", "weights and biases"),
        ("weight_bytes = 4000000", "bytes of these"),
        (
            "activation_bytes = 4000000",
            "peak activation memory in bytes",
        ),
    ];
    let mut lines = vec![
        remarked(unroll),
        String::new(),
        "What the network may cost: a larger one does not compile.".into(),
        "[limits]".into(),
    ];
    lines.extend(limits.map(remarked));
    lines
}
