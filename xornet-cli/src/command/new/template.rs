//! A new model file, with comments that explain its keys.

use anyhow::bail;
use fastrand::Rng;
use xornet_model::{
    Builder, CHECK_LIMIT, Convolution, DType, Dense, Float, Frames, GlobalPool, InvalidNetwork,
    LayerKind, Model, Network, Padding, Part, Pool, Recurrent, RecurrentOptions, RecurrentTensors,
    Reshape, Shape, TestCase, Window, Writer,
};

use super::comments::Comments;
use super::input::Input;
use super::layer::{Form, Layer};
use super::size;
use crate::evaluate;

/// The content of a new file.
pub(super) struct Template<'a> {
    pub(super) name: String,
    /// The file, as the comments name it.
    pub(super) file: String,
    pub(super) dtype: DType,
    pub(super) input: Input,
    pub(super) layers: &'a [Layer],
    /// The seed of the random weights; `None` for weights of zero.
    pub(super) seed: Option<u64>,
}

impl Template<'_> {
    /// Returns the text of the file.
    pub(super) fn text(&self) -> anyhow::Result<String> {
        let model = match self.dtype {
            DType::F64 => self.network().map(Model::F64),
            _ => self.network().map(Model::F32),
        }?;
        let header = self.header();
        let comments = Comments::of(self.input, self.layers);
        let comments = |part: Part<'_>| comments.part(part);
        let writer = Writer::new().header(&header).comments(&comments).defaults();
        Ok(writer.write(&model).text)
    }

    /// Makes the network. Its test case is the output for an input of ones and zeros.
    fn network<T: Float>(&self) -> anyhow::Result<Network<T>> {
        size::check(self.input.shape, self.layers)?;
        let mut random = self.seed.map(Rng::with_seed);
        let mut builder = Builder::<T>::new();
        builder.name(&self.name)?;
        builder.description("A network that is still to be trained.");
        let Input { mut shape, stream } = self.input;
        let mut value = match stream {
            true => builder.stream(shape.count()),
            false => builder.input(shape),
        };
        for layer in self.layers {
            let layer = self::layer(layer, &shape, stream, random.as_mut())?;
            value = builder.layer(layer, &[value])?;
            shape = builder.shape(value).unwrap_or(shape);
        }
        let first = |errors: Vec<InvalidNetwork>| {
            let messages: Vec<_> = errors.iter().map(ToString::to_string).collect();
            anyhow::anyhow!("{}", messages.join("; "))
        };
        let network = builder.clone().build(&[value]).map_err(first)?;
        if network.macs() > MOST_MACS {
            return Ok(network);
        }
        let one_or_zero = |index| T::from_f64(if index % 2 == 0 { 1.0 } else { 0.0 });
        let frames = match stream {
            true => FRAMES * network.stride(),
            false => 1,
        };
        let input: Vec<_> = (0..frames * network.inputs()).map(one_or_zero).collect();
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

/// The most multiply-adds of a network that gets a test case; that of a larger one would slow the compiler down.
const MOST_MACS: usize = CHECK_LIMIT / 10;

/// The frames in the test case of a stream.
const FRAMES: usize = 4;

/// Makes a layer for an input of this shape, with random weights or zeros.
fn layer<T: Float>(
    layer: &Layer,
    input: &Shape,
    stream: bool,
    mut random: Option<&mut Rng>,
) -> anyhow::Result<xornet_model::Layer<T>> {
    // Glorot's limit, which keeps the values of all layers at about the same size.
    let mut weights = |count: usize, [inputs, outputs]: [usize; 2]| {
        let limit = (6.0 / (inputs + outputs) as f64).sqrt();
        let mut weight = || match &mut random {
            Some(random) => short((2.0 * random.f64() - 1.0) * limit),
            None => 0.0,
        };
        let weights: Vec<T> = (0..count).map(|_| T::from_f64(weight())).collect();
        weights
    };
    let activation = layer.activation.cast().check()?;
    let channels = input.channels();
    Ok(match layer.form {
        Form::Activation => xornet_model::Layer::Activation(activation),
        Form::Dense(units) => {
            let weights = weights(channels * units, [channels, units]);
            let biases = Some(vec![T::ZERO; units]);
            let dense = Dense::new(channels, units, weights, biases, activation)?;
            xornet_model::Layer::Dense(dense)
        }
        Form::Convolution(filters, size) => {
            let (kind, _) = kinds(input, stream)?;
            let padding = match input.rank() {
                1 => Padding::Causal,
                _ => Padding::Same,
            };
            let window = window(input, size, [1, 1], padding);
            let positions = window.size[0] * window.size[1];
            let fan = [positions * channels, positions * filters];
            let weights = weights(positions * channels * filters, fan);
            let biases = Some(vec![T::ZERO; filters]);
            let lengths = [channels, 1, filters];
            let layer = Convolution::new(kind, window, lengths, weights, biases, activation)?;
            xornet_model::Layer::Convolution(layer)
        }
        Form::Pool(size) => {
            let (_, kind) = kinds(input, stream)?;
            let mut window = window(input, size, [1, 1], Padding::Valid);
            window.strides = window.size;
            xornet_model::Layer::Pool(Pool::new(kind, window, false)?)
        }
        Form::GlobalPool(kind) => xornet_model::Layer::GlobalPool(GlobalPool::new(kind, false)?),
        Form::Flatten => xornet_model::Layer::Reshape(Reshape::flatten()),
        Form::Window(frames) => xornet_model::Layer::Frames(Frames::window(frames)?),
        Form::Recurrent(kind, units) => {
            let gates = match kind {
                LayerKind::Rnn => 1,
                LayerKind::Gru => 3,
                _ => 4,
            };
            let mut matrix = |inputs: usize| weights(inputs * gates * units, [inputs, units]);
            let tensors = RecurrentTensors {
                weights: matrix(channels),
                recurrent_weights: matrix(units),
                biases: Some(vec![T::ZERO; gates * units]),
                ..RecurrentTensors::default()
            };
            let options = RecurrentOptions {
                activation,
                ..RecurrentOptions::default()
            };
            let layer = Recurrent::new(kind, [channels, units], tensors, options)?;
            xornet_model::Layer::Recurrent(layer)
        }
    })
}

/// Returns the convolution and the pool for an input of this shape.
fn kinds(input: &Shape, stream: bool) -> anyhow::Result<(LayerKind, LayerKind)> {
    match input.rank() {
        1 if stream => Ok((LayerKind::Conv1d, LayerKind::MaxPool1d)),
        2 => Ok((LayerKind::Conv1d, LayerKind::MaxPool1d)),
        3 => Ok((LayerKind::Conv2d, LayerKind::MaxPool2d)),
        _ => bail!(
            "convolutions and pools take a sequence or an image, but get {input} numbers: use `--input 64x3` or \
             `--input 28x28x1`, and these layers before `flatten`"
        ),
    }
}

/// Returns a window of the same size along all axes of an input.
fn window(input: &Shape, size: usize, strides: [usize; 2], padding: Padding) -> Window {
    let height = if input.rank() < 3 { 1 } else { size };
    Window {
        size: [height, size],
        strides,
        dilation: [1, 1],
        padding,
    }
}

/// Rounds to four decimals, which are enough for a weight that means nothing.
fn short(value: f64) -> f64 {
    let rounded = (value * 1e4).round() / 1e4;
    // Turns -0.0 into 0.0.
    rounded + 0.0
}
