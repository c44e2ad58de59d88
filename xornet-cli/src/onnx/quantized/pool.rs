//! Pools, and the average over all positions.

use xornet_model::quantized::{Layer, Mean, Same, Setting, Weights};
use xornet_model::{Activation, LayerKind, Padding, Pool, Quantization, Shape};

use super::call::Call;
use super::products::window;
use super::value::{Value, channels_last};
use crate::onnx::tensor::MAX_ELEMENTS;

fn size(call: &Call<'_, '_>, x: &Value) -> Result<Vec<usize>, String> {
    let node = call.node;
    if node.int("ceil_mode", 0)? != 0
        || node.int("storage_order", 0)? != 0
        || node.int("channels_last", 0)? != 0
    {
        return Err("it has ceil_mode, or another order of numbers than ONNX' usual one".into());
    }
    let size = node
        .ints("kernel_shape")?
        .ok_or("its kernel_shape is missing")?;
    let length = |&length: &i64| {
        usize::try_from(length)
            .ok()
            .filter(|&length| length < 1 << 16)
    };
    let size: Option<Vec<_>> = size.iter().map(length).collect();
    let size = size.filter(|size| size.len() + 1 == x.shape.len() && !size.is_empty());
    size.ok_or_else(|| {
        format!(
            "its kernel_shape does not fit its input, which has the shape {:?} for a sample",
            x.shape
        )
    })
}

fn pool(call: &mut Call<'_, '_>, x: &Value, kinds: [LayerKind; 2]) -> Result<Value, String> {
    let size = size(call, x)?;
    let x = call.arrange(x, &channels_last(x.shape.len()))?;
    let pool = Pool::new(kinds[size.len() - 1], window(call.node, &size)?, false);
    let layer = pool.map(xornet_model::Layer::Pool).and_then(Same::new);
    let id = call.push(layer.map(Layer::Same), &[&x])?;
    Ok(call.image(id, x.quantization))
}

pub fn maximum(call: &mut Call<'_, '_>, x: &Value) -> Result<Value, String> {
    pool(call, x, [LayerKind::MaxPool1d, LayerKind::MaxPool2d])
}

/// Adds an average. One with another quantization at its end is a convolution whose weights are all one.
pub fn average(call: &mut Call<'_, '_>, x: &Value, output: Quantization) -> Result<Value, String> {
    let size = size(call, x)?;
    let mut window = window(call.node, &size)?;
    let counts_padding = call.node.int("count_include_pad", 0)? != 0;
    let is_padded = window.padding != Padding::Valid;
    if output == x.quantization && !(is_padded && counts_padding) {
        return pool(
            call,
            x,
            [LayerKind::AveragePool1d, LayerKind::AveragePool2d],
        );
    }
    if is_padded && !counts_padding {
        return Err(
            "it leaves the padding out and changes the quantization, and no layer does both".into(),
        );
    }
    window.dilation = [1, 1];
    let channels = x.shape.first().copied().unwrap_or(0);
    let taps: usize = size.iter().product();
    let count = taps.saturating_mul(channels);
    if count > MAX_ELEMENTS {
        return Err(format!("its {taps} positions are too many"));
    }
    let weights = Weights {
        weights: vec![1; count],
        scales: vec![1.0 / taps as f32],
        biases: None,
    };
    let setting = Setting {
        rounding: call.reader.assembly.rounding,
        input: x.quantization,
        output,
        activation: Activation::Linear,
    };
    call.note("its average changes the quantization, and is a convolution with weights of one");
    call.convolution(x, window, [channels, channels], weights, setting)
}

pub fn global(call: &mut Call<'_, '_>, x: &Value, output: Quantization) -> Result<Value, String> {
    if call.node.int("channels_last", 0)? != 0 {
        return Err("its channels come last, and ONNX has them first".into());
    }
    over_positions(call, x, true, output)
}

fn over_positions(
    call: &mut Call<'_, '_>,
    x: &Value,
    keeps: bool,
    output: Quantization,
) -> Result<Value, String> {
    let x = call.arrange(x, &channels_last(x.shape.len()))?;
    let shape = Shape::new(&call.reader.assembly.shape(x.id));
    let shape = shape.ok_or("its input has no shape of a network")?;
    let rounding = call.reader.assembly.rounding;
    let layer = Mean::new(keeps, &shape, rounding, x.quantization, output);
    let id = call.push(layer.map(Layer::Mean), &[&x])?;
    Ok(match keeps {
        true => call.image(id, output),
        false => Value::plain(id, output, vec![x.shape[0]]),
    })
}

pub fn mean(call: &mut Call<'_, '_>, x: &Value, output: Quantization) -> Result<Value, String> {
    let axes = match call.node.ints("axes")? {
        Some(axes) => axes,
        None => call.integers(1)?.ok_or("its axes are missing")?,
    };
    let rank = x.shape.len() as i64 + 1;
    let mut axes: Vec<_> = axes
        .iter()
        .map(|&axis| if axis < 0 { axis + rank } else { axis })
        .collect();
    axes.sort_unstable();
    if !axes.iter().copied().eq(2..rank) {
        return Err(
            "it goes over other axes than all positions, and `global_average_pool` does not".into(),
        );
    }
    let keeps = call.node.int("keepdims", 1)? != 0;
    over_positions(call, x, keeps, output)
}
