//! Pools, and the average over all positions.

use xornet_model::quantized::{ActivationLayer, Layer, Mean, Same};
use xornet_model::{Activation, LayerKind, Pool, Shape, Window};

use super::call::Call;
use super::products::{padding, two};

pub fn average(call: &mut Call<'_, '_>) -> Result<(), String> {
    pool(call, LayerKind::AveragePool2d)
}

pub fn maximum(call: &mut Call<'_, '_>) -> Result<(), String> {
    pool(call, LayerKind::MaxPool2d)
}

fn pool(call: &mut Call<'_, '_>, kind: LayerKind) -> Result<(), String> {
    let value = call.value(0)?;
    call.same_quantization(&value)?;
    let (size, strides) = (two(call, [4, 3], 0)?, two(call, [2, 1], 0)?);
    let window = Window {
        size,
        strides,
        dilation: [1, 1],
        padding: padding(call, &value, size, strides, [1, 1])?,
    };
    let pool = Pool::new(kind, window, false).map(xornet_model::Layer::Pool);
    let layer = pool.and_then(Same::new).map(Layer::Same);
    let mut made = call.push(layer, &[&value])?;
    let activation = call.activation(5)?;
    if activation != Activation::Linear {
        // Nothing is scaled: the activation only bounds the integers.
        let same = made.quantization;
        let layer = ActivationLayer::new(activation, call.rounding(), same, Some(same));
        made = call.push(layer.map(Layer::Activation), &[&made])?;
    }
    call.made(0, made)
}

pub fn mean(call: &mut Call<'_, '_>) -> Result<(), String> {
    let value = call.value(0)?;
    let shape = call.shape(&value);
    let mut axes = call.integers(1)?;
    let rank = shape.len() as i64 + 1;
    for axis in &mut axes {
        *axis += if *axis < 0 { rank } else { 0 };
    }
    axes.sort_unstable();
    axes.dedup();
    if axes.len() + 2 != shape.len() + 1 || !axes.iter().copied().eq(1..rank - 1) {
        return Err(
            "it goes over other axes than all positions, and `global_average_pool` does not".into(),
        );
    }
    let shape = Shape::new(&shape).ok_or("its input has no shape of a network")?;
    let layer = Mean::new(
        call.options().bool(0)?,
        &shape,
        call.rounding(),
        value.quantization,
        call.quantization()?,
    );
    let made = call.push(layer.map(Layer::Mean), &[&value])?;
    call.made(0, made)
}
