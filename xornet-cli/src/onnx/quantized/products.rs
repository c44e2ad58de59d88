//! Convolutions and dense layers, whose weights come into the order of model files.

use xornet_model::quantized::{Convolution, Dense, Layer, Setting, Weights};
use xornet_model::{Activation, LayerKind, Padding, Quantization, Window};

use super::biases::{Biases, integers};
use super::call::Call;
use super::constants::Quants;
use super::value::{Value, channels_last};
use crate::onnx::graph::Node;

/// Returns the axis of weights that the units or filters are along.
pub fn axis_of_scales(node: &Node) -> Result<usize, String> {
    Ok(match &*node.op_type {
        "Conv" | "QLinearConv" => 0,
        "Gemm" | "QGemm" if node.int("transB", 0)? != 0 => 0,
        _ => 1,
    })
}

/// Adds a layer with weights.
pub fn product(
    call: &mut Call<'_, '_>,
    x: &Value,
    weights: &Quants,
    biases: Option<Biases>,
    activation: Activation<i8>,
    output: Quantization,
) -> Result<Value, String> {
    let setting = Setting {
        rounding: call.reader.assembly.rounding,
        input: x.quantization,
        output,
        activation,
    };
    let axis = axis_of_scales(call.node)?;
    let units = weights.shape.get(axis).copied().unwrap_or(0);
    if weights.scales.len() != 1 && weights.scales.len() != units {
        return Err(format!(
            "it has {} scales for {units} channels",
            weights.scales.len()
        ));
    }
    let biases = biases
        .map(|biases| integers(biases, x.quantization.scale, &weights.scales, units))
        .transpose()?;
    match &*call.node.op_type {
        "Conv" | "QLinearConv" => convolution(call, x, weights, biases, setting),
        _ => dense(call, x, weights, biases, setting),
    }
}

fn dense(
    call: &mut Call<'_, '_>,
    x: &Value,
    weights: &Quants,
    biases: Option<Vec<i32>>,
    setting: Setting,
) -> Result<Value, String> {
    let node = call.node;
    if node.int("transA", 0)? != 0
        || node.float("alpha", 1.0)? != 1.0
        || node.float("beta", 1.0)? != 1.0
    {
        return Err("it has transA, or an alpha or a beta that is not 1".into());
    }
    let &[rows, columns] = &*weights.shape else {
        return Err(format!("its weights have the shape {:?}", weights.shape));
    };
    let units_first = axis_of_scales(node)? == 0;
    let (inputs, units) = if units_first {
        (columns, rows)
    } else {
        (rows, columns)
    };
    if x.shape.last() != Some(&inputs) {
        return Err(format!(
            "its input has the shape {:?} for a sample, and its weights {inputs} rows",
            x.shape
        ));
    }
    let x = match x.shape.len() {
        1 => x.clone(),
        rank => call.arrange(x, &(0..rank).collect::<Vec<_>>())?,
    };
    let order: Vec<usize> = match &x.places {
        Some(places) => places.to_vec(),
        None => (0..inputs).collect(),
    };
    let place = |row: usize, unit: usize| match units_first {
        true => unit * inputs + row,
        false => row * units + unit,
    };
    let ordered = order
        .iter()
        .flat_map(|&row| (0..units).map(move |unit| place(row, unit)));
    let weights = Weights {
        weights: ordered.map(|place| weights.integers[place]).collect(),
        scales: weights.scales.clone(),
        biases,
    };
    let layer = Dense::new(inputs, units, weights, setting);
    let id = call.push(layer.map(Layer::Dense), &[&x])?;
    let mut shape = x.shape.clone();
    shape.pop();
    shape.push(units);
    Ok(Value::plain(id, setting.output, shape))
}

/// Returns the window of a convolution or a pool over one axis or two.
pub fn window(node: &Node, size: &[usize]) -> Result<Window, String> {
    let axes = size.len();
    let list = |name: &str, count: usize, default: usize| -> Result<Vec<usize>, String> {
        let Some(list) = node.ints(name)? else {
            return Ok(vec![default; count]);
        };
        let list: Option<Vec<_>> = list
            .iter()
            .map(|&number| usize::try_from(number).ok())
            .collect();
        let list = list.filter(|list| list.len() == count && list.iter().all(|&n| n < 1 << 16));
        list.ok_or_else(|| format!("its `{name}` does not fit"))
    };
    let two = |list: &[usize], one: usize| match *list {
        [height, width] => [height, width],
        [length] => [one, length],
        _ => [one, one],
    };
    if axes != 1 && axes != 2 {
        return Err(format!(
            "it goes over {axes} axes, and layers over one or two"
        ));
    }
    let pads = list("pads", 2 * axes, 0)?;
    let padding = match &*node.text("auto_pad", "NOTSET")? {
        "NOTSET" if pads.iter().all(|&pad| pad == 0) => Padding::Valid,
        "NOTSET" => match *pads {
            [before, after] => Padding::Counts([[0, 0], [before, after]]),
            _ => Padding::Counts([[pads[0], pads[2]], [pads[1], pads[3]]]),
        },
        "VALID" => Padding::Valid,
        "SAME_UPPER" => Padding::Same,
        other => return Err(format!("its auto_pad is {other:.20}, which no layer has")),
    };
    Ok(Window {
        size: two(size, 1),
        strides: two(&list("strides", axes, 1)?, 1),
        dilation: two(&list("dilations", axes, 1)?, 1),
        padding,
    })
}

fn convolution(
    call: &mut Call<'_, '_>,
    x: &Value,
    weights: &Quants,
    biases: Option<Vec<i32>>,
    setting: Setting,
) -> Result<Value, String> {
    let [filters, own, size @ ..] = &*weights.shape else {
        return Err(format!("its weights have the shape {:?}", weights.shape));
    };
    let (filters, own) = (*filters, *own);
    let window = window(call.node, size)?;
    if x.shape.len() != size.len() + 1 {
        return Err(format!(
            "its input has the shape {:?} for a sample",
            x.shape
        ));
    }
    let groups = usize::try_from(call.node.int("group", 1)?).unwrap_or(0);
    let taps: usize = size.iter().product();
    let ordered = (0..taps).flat_map(|tap| {
        (0..own).flat_map(move |channel| {
            (0..filters).map(move |filter| (filter * own + channel) * taps + tap)
        })
    });
    let integers: Vec<_> = ordered.map(|place| weights.integers[place]).collect();
    let weights = Weights {
        weights: integers,
        scales: weights.scales.clone(),
        biases,
    };
    call.convolution(x, window, [groups, filters], weights, setting)
}

impl Call<'_, '_> {
    /// Adds a convolution with weights in the order of model files.
    pub fn convolution(
        &mut self,
        x: &Value,
        window: Window,
        [groups, filters]: [usize; 2],
        weights: Weights,
        setting: Setting,
    ) -> Result<Value, String> {
        let x = self.arrange(x, &channels_last(x.shape.len()))?;
        let kind = match x.shape.len() {
            2 => LayerKind::Conv1d,
            _ => LayerKind::Conv2d,
        };
        let sizes = [x.shape[0], groups, filters];
        let layer = Convolution::new(kind, window, sizes, weights, setting);
        let id = self.push(layer.map(Layer::Convolution), &[&x])?;
        Ok(self.image(id, setting.output))
    }
}
