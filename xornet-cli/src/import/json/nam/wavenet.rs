//! `WaveNet`, of both generations: arrays of dilated convolutions, to which the input, the condition, is added in each layer,
//! and whose outputs are added for the head.

use super::activation::Function;
use super::network as model;
use super::weights::{Sizes, Weights};
use crate::import::frames::Frames;
use crate::import::graph::{Affine, LayerKind, Operation, ValueId};
use crate::import::json::value::Json;

/// The parts of a layer that depend on the condition in another way.
const FILM: [&str; 8] = [
    "conv_pre_film",
    "conv_post_film",
    "input_mixin_pre_film",
    "input_mixin_post_film",
    "activation_pre_film",
    "activation_post_film",
    "layer1x1_post_film",
    "head1x1_post_film",
];

/// The maximal number of arrays, and of layers of each.
const MAX_ARRAYS: usize = 64;
const MAX_LAYERS: usize = 1 << 10;

/// Adds the network.
pub fn network(
    frames: &mut Frames,
    config: &Json<'_>,
    weights: &mut Weights,
    input: ValueId,
    notes: &mut Vec<String>,
    depth: usize,
) -> Result<ValueId, String> {
    let condition = match config.get("condition_dsp") {
        None => input,
        Some(other) => model(frames, &other, input, notes, depth + 1)?,
    };
    let arrays = config.need("layers")?.items()?;
    if arrays.len() > MAX_ARRAYS {
        return Err(format!(
            "it has {} arrays, and the limit is {MAX_ARRAYS}",
            arrays.len()
        ));
    }
    let (mut value, mut head) = (input, None);
    for (index, array) in arrays.iter().enumerate() {
        let array = Array::read(array, index)?;
        let given = frames.channels(condition);
        if array.condition != given || array.inputs != frames.channels(value) {
            return Err(format!(
                "array {} is for an input of {} channels and a condition of {}, but has {} and {given}",
                index + 1,
                array.inputs,
                array.condition,
                frames.channels(value)
            ));
        }
        let (output, own) = array.add(frames, weights, value, condition, head)?;
        (value, head) = (output, Some(own));
    }
    let head = head.ok_or("it has no layers")?;
    let after = match config.get("head") {
        None => Vec::new(),
        Some(after) => after_head(&after, frames.channels(head), weights)?,
    };
    let scale = weights.take(1)?[0];
    let affine = Affine::scaled(vec![scale; frames.channels(head)]);
    let mut value = frames.push(Operation::Affine(affine), head, "`head_scale`");
    for (activation, kernel) in after {
        value = activation.apply(frames, value, "`head`")?;
        value = frames.convolution(kernel, value, "`head`");
    }
    Ok(value)
}

/// Reads the convolutions after the arrays, each with the activation before it.
fn after_head(
    head: &Json<'_>,
    channels: usize,
    weights: &mut Weights,
) -> Result<Vec<(Function, crate::import::frames::Kernel)>, String> {
    let activation = Function::read(&head.need("activation")?)?;
    let sizes = head.need("kernel_sizes")?.items()?;
    let (inner, outputs) = (
        head.need("channels")?.length()?,
        head.need("out_channels")?.length()?,
    );
    let mut layers = Vec::new();
    let mut channels = channels;
    for (index, size) in sizes.iter().enumerate() {
        let filters = if index + 1 == sizes.len() {
            outputs
        } else {
            inner
        };
        let sizes = Sizes {
            channels,
            filters,
            size: size.length()?,
            dilation: 1,
            groups: 1,
        };
        layers.push((activation.clone(), weights.kernel(sizes, true)?));
        channels = filters;
    }
    Ok(layers)
}

/// The description of an array.
struct Array {
    name: String,
    inputs: usize,
    condition: usize,
    channels: usize,
    /// The channels between the convolution of a layer and what follows.
    bottleneck: usize,
    groups: usize,
    condition_groups: usize,
    /// The groups of the convolution from the bottleneck back to the channels, if there is one.
    back: Option<usize>,
    /// The channels and the groups of the convolution from the bottleneck to the head, if there is one.
    to_head: Option<(usize, usize)>,
    /// The convolution at the end of the head: filters, size, dilation and whether it has biases.
    head: (usize, usize, usize, bool),
    layers: Vec<Layer>,
}

/// The description of a layer.
struct Layer {
    size: usize,
    dilation: usize,
    activation: Function,
    /// The activation of the gate, if there is one.
    gate: Option<Function>,
}

impl Array {
    fn read(array: &Json<'_>, index: usize) -> Result<Self, String> {
        let length = |key: &str| array.need(key)?.length();
        let or =
            |key: &str, default: usize| array.get(key).map_or(Ok(default), |value| value.length());
        for film in FILM {
            let active = array.get(film);
            let active = active.map(|film| film.get("active").unwrap_or(film));
            if active.is_some_and(|active| active.truth().unwrap_or(true)) {
                return Err(format!(
                    "array {} scales values by the condition (`{film}`), which is not read",
                    index + 1
                ));
            }
        }
        let active = |key: &str| match array.get(key) {
            None => Ok(None),
            Some(own) => Ok::<_, String>(own.need("active")?.truth()?.then_some(own)),
        };
        let groups = |own: &Json<'_>| own.get("groups").map_or(Ok(1), |groups| groups.length());
        let channels = length("channels")?;
        let bottleneck = or("bottleneck", channels)?;
        let back = match array.get("layer1x1") {
            None => Some(1),
            Some(_) => active("layer1x1")?.map(|own| groups(&own)).transpose()?,
        };
        if back.is_none() && bottleneck != channels {
            return Err(format!(
                "array {} leads from {bottleneck} channels back to {channels} without weights",
                index + 1
            ));
        }
        let to_head = match active("head1x1")? {
            None => None,
            Some(own) => Some((own.need("out_channels")?.length()?, groups(&own)?)),
        };
        let head = match array.get("head") {
            Some(head) => (
                head.need("out_channels")?.length()?,
                head.need("kernel_size")?.length()?,
                head.get("head_dilation")
                    .map_or(Ok(1), |dilation| dilation.length())?,
                head.need("bias")?.truth()?,
            ),
            None => (
                length("head_size")?,
                1,
                1,
                array.need("head_bias")?.truth()?,
            ),
        };
        Ok(Self {
            name: format!("array {}", index + 1),
            inputs: length("input_size")?,
            condition: length("condition_size")?,
            channels,
            bottleneck,
            groups: or("groups_input", 1)?,
            condition_groups: or("groups_input_mixin", 1)?,
            back,
            to_head,
            head,
            layers: Layer::read_all(array)?,
        })
    }

    /// Adds the array; returns its output and that of its head.
    fn add(
        &self,
        frames: &mut Frames,
        weights: &mut Weights,
        input: ValueId,
        condition: ValueId,
        head: Option<ValueId>,
    ) -> Result<(ValueId, ValueId), String> {
        let one = |channels: usize, filters: usize, groups: usize| Sizes {
            channels,
            filters,
            size: 1,
            dilation: 1,
            groups,
        };
        let kernel = weights.kernel(one(self.inputs, self.channels, 1), false)?;
        let mut value = frames.convolution(kernel, input, &format!("{}, its input", self.name));
        let head_channels = self
            .to_head
            .map_or(self.bottleneck, |(channels, _)| channels);
        if let Some(head) = head
            && frames.channels(head) != head_channels
        {
            return Err(format!(
                "{} has a head of {head_channels} channels after one of {}",
                self.name,
                frames.channels(head)
            ));
        }
        let mut heads: Vec<ValueId> = head.into_iter().collect();
        for (index, layer) in self.layers.iter().enumerate() {
            let origin = &format!("{}, layer {}", self.name, index + 1);
            let wide = self.bottleneck * if layer.gate.is_some() { 2 } else { 1 };
            let sizes = Sizes {
                channels: self.channels,
                filters: wide,
                size: layer.size,
                dilation: layer.dilation,
                groups: self.groups,
            };
            let kernel = weights.kernel(sizes, true)?;
            let sums = frames.convolution(kernel, value, origin);
            let kernel = weights.kernel(one(self.condition, wide, self.condition_groups), false)?;
            let mixed = frames.convolution(kernel, condition, origin);
            let sums = frames.merge(LayerKind::Add, vec![sums, mixed], origin);
            let activated = match &layer.gate {
                None => layer.activation.apply(frames, sums, origin)?,
                Some(gate) => {
                    let signal = frames.slice(sums, 0, self.bottleneck, origin);
                    let signal = layer.activation.apply(frames, signal, origin)?;
                    let gated = frames.slice(sums, self.bottleneck, wide, origin);
                    let gated = gate.apply(frames, gated, origin)?;
                    frames.merge(LayerKind::Multiply, vec![signal, gated], origin)
                }
            };
            if let Some(groups) = self.back {
                let kernel = weights.kernel(one(self.bottleneck, self.channels, groups), true)?;
                let back = frames.convolution(kernel, activated, origin);
                value = frames.merge(LayerKind::Add, vec![value, back], origin);
            }
            let own = match self.to_head {
                None => activated,
                Some((channels, groups)) => {
                    let kernel = weights.kernel(one(self.bottleneck, channels, groups), true)?;
                    frames.convolution(kernel, activated, origin)
                }
            };
            heads.push(own);
        }
        let origin = &format!("{}, its head", self.name);
        let sum = match *heads {
            [] => return Err(format!("{} has no layers", self.name)),
            [one] => one,
            _ => frames.merge(LayerKind::Add, heads, origin),
        };
        let (filters, size, dilation, biases) = self.head;
        let sizes = Sizes {
            channels: head_channels,
            filters,
            size,
            dilation,
            groups: 1,
        };
        let kernel = weights.kernel(sizes, biases)?;
        Ok((value, frames.convolution(kernel, sum, origin)))
    }
}

impl Layer {
    fn read_all(array: &Json<'_>) -> Result<Vec<Self>, String> {
        let dilations = array.need("dilations")?.items()?;
        let count = dilations.len();
        if count > MAX_LAYERS {
            return Err(format!(
                "an array has {count} layers, and the limit is {MAX_LAYERS}"
            ));
        }
        // One for all layers, or one for each.
        let spread = |key: &str| -> Result<Option<Vec<Json<'_>>>, String> {
            let Some(value) = array.get(key) else {
                return Ok(None);
            };
            if !value.is_array() {
                return Ok(Some(vec![value; count]));
            }
            let items = value.items()?;
            match items.len() == count {
                true => Ok(Some(items)),
                false => Err(format!("`{key}` is for {} layers of {count}", items.len())),
            }
        };
        let sizes = match spread("kernel_sizes")? {
            Some(sizes) => sizes,
            None => spread("kernel_size")?.ok_or("an array has no `kernel_size`")?,
        };
        let activations = spread("activation")?.ok_or("an array has no `activation`")?;
        let modes = spread("gating_mode")?;
        let gated = array
            .get("gated")
            .map_or(Ok(false), |gated| gated.truth())?;
        let gates = spread("secondary_activation")?;
        let layer = |index: usize| -> Result<Self, String> {
            let mode = match &modes {
                Some(modes) => modes[index].text()?,
                None if gated => "gated",
                None => "none",
            };
            let gate = match (mode, &gates) {
                ("none", _) => None,
                ("gated", Some(gates)) => Some(Function::read(&gates[index])?),
                ("gated", None) => {
                    let sigmoid = crate::import::graph::Activation::Sigmoid;
                    Some(Function::Each(sigmoid))
                }
                _ => {
                    return Err(format!(
                        "its `gating_mode` is `{mode:.20}`, and `none` and `gated` are read"
                    ));
                }
            };
            Ok(Self {
                size: sizes[index].length()?,
                dilation: dilations[index].length()?,
                activation: Function::read(&activations[index])?,
                gate,
            })
        };
        (0..count).map(layer).collect()
    }
}
