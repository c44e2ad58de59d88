//! The operators of floats between `DequantizeLinear` and `QuantizeLinear`.

use xornet_model::{Activation, Quantization};

use super::biases::Biases;
use super::call::Call;
use super::constants::Quants;
use super::reader::{Reader, State};
use super::value::Value;
use super::{activation, merge, pool, products};
use crate::onnx::graph::{Node, ValueId};

/// The operators that wait for the `QuantizeLinear` behind them, which says what their integers stand for.
pub const WAITING: [&str; 14] = [
    "Add",
    "AveragePool",
    "Clip",
    "Conv",
    "Gemm",
    "GlobalAveragePool",
    "LeakyRelu",
    "MatMul",
    "Mul",
    "ReduceMean",
    "Relu",
    "Sigmoid",
    "Softmax",
    "Tanh",
];

/// Adds the layer of the operators that make what a `QuantizeLinear` takes.
pub fn layer(reader: &mut Reader<'_>, of: ValueId, output: Quantization) -> Result<Value, String> {
    let graph = reader.graph;
    let (mut node, mut activation) = (producer(reader, of)?, Activation::Linear);
    let first = input(node, 0)?;
    if let "Relu" | "Clip" = &*node.op_type {
        activation = match &*node.op_type {
            "Relu" => Activation::Relu,
            _ => clip(reader, node, output)?,
        };
        match reader.real(first)? {
            // An activation of its own, on a value that is there.
            Some(value) => {
                let mut call = Call { reader, node };
                return activation::alone(&mut call, &value, activation, output);
            }
            None => node = producer(reader, first)?,
        }
    }
    let mut bias = None;
    if node.op_type == "Add" {
        let (a, b) = (input(node, 0)?, input(node, 1)?);
        for (product, added) in [(a, b), (b, a)] {
            let made = graph.producer(product).map(|(node, _)| node);
            if let Some(made) = made.filter(|made| {
                made.op_type == "MatMul" && reader.real(product).is_ok_and(|real| real.is_none())
            }) {
                node = made;
                bias = Some(added);
                break;
            }
        }
    }
    let mut call = Call { reader, node };
    let x = call.real(0)?;
    match &*node.op_type {
        "Conv" | "Gemm" | "MatMul" => {
            let place = 2;
            let bias = bias.or_else(|| match &*node.op_type {
                "MatMul" => None,
                _ => node.inputs.get(place).copied().flatten(),
            });
            let weights = call.weights(1)?;
            let bias = bias.map(|bias| biases(call.reader, bias)).transpose()?;
            products::product(&mut call, &x, &weights, bias, activation, output)
        }
        "Add" | "Mul" => {
            let y = call.real(1)?;
            merge::merge(&mut call, &x, &y, activation, output)
        }
        _ if activation != Activation::Linear => Err(format!(
            "`{}` follows {} without a QuantizeLinear between them",
            activation.name(),
            node.op_type
        )),
        "AveragePool" => pool::average(&mut call, &x, output),
        "GlobalAveragePool" => pool::global(&mut call, &x, output),
        "ReduceMean" => pool::mean(&mut call, &x, output),
        "Sigmoid" => activation::alone(&mut call, &x, Activation::Sigmoid, output),
        "Tanh" => activation::alone(&mut call, &x, Activation::Tanh, output),
        "Softmax" => activation::softmax(&mut call, &x, output),
        name => Err(format!("no layer of eight bits computes {name}")),
    }
}

fn producer<'a>(reader: &Reader<'a>, value: ValueId) -> Result<&'a Node, String> {
    let (node, _) = reader
        .graph
        .producer(value)
        .ok_or("nothing makes its input")?;
    if !node.domain.is_empty() || !WAITING.contains(&&*node.op_type) {
        return Err(format!("no layer of eight bits computes {node}"));
    }
    Ok(node)
}

fn input(node: &Node, place: usize) -> Result<ValueId, String> {
    let input = node.inputs.get(place).copied().flatten();
    input.ok_or_else(|| format!("input {} of {node} is missing", place + 1))
}

/// Returns the activation that bounds are.
fn clip(reader: &Reader<'_>, node: &Node, output: Quantization) -> Result<Activation<i8>, String> {
    let bound = |place: usize, name: &str, default: f64| match node.inputs.get(place) {
        Some(&Some(value)) => {
            let tensor = reader.bound(value)?;
            tensor.ok_or_else(|| "its bounds are computed".to_owned())
        }
        _ => node.float(name, default),
    };
    let (low, high) = (bound(1, "min", f64::MIN)?, bound(2, "max", f64::MAX)?);
    let real = |integer: i8| {
        f64::from(output.scale) * f64::from(i32::from(integer) - i32::from(output.zero_point))
    };
    match (low <= real(i8::MIN), high >= real(i8::MAX)) {
        (true, true) => Ok(Activation::Linear),
        (_, true) if low == 0.0 => Ok(Activation::Relu),
        _ if low == 0.0 && high == 6.0 => Ok(Activation::Relu6),
        _ => Err(format!(
            "it clips to {low} and {high}, and layers of eight bits have relu and relu6"
        )),
    }
}

/// Returns biases: integers, or real numbers.
fn biases(reader: &Reader<'_>, value: ValueId) -> Result<Biases, String> {
    if let Some(tensor) = reader.constants().tensor(value)? {
        return Ok(Biases::Reals(tensor.numbers().to_vec()));
    }
    let made = reader.graph.producer(value).map(|(node, _)| node);
    let made = made.filter(|node| node.op_type == "DequantizeLinear");
    let node = made.ok_or("its biases are computed")?;
    let constant = |place: usize| match node.inputs.get(place) {
        Some(&Some(value)) => reader.constants().tensor(value),
        _ => Ok(None),
    };
    let integers = constant(0)?.ok_or("its biases are computed")?;
    let scales = constant(1)?.ok_or("the scales of its biases are computed")?;
    if constant(2)?.is_some_and(|points| points.numbers().iter().any(|&point| point != 0.0)) {
        return Err("its biases have a zero point".into());
    }
    Ok(Biases::Scaled(
        integers.integers(),
        scales.numbers().iter().map(|&scale| scale as f32).collect(),
    ))
}

impl Call<'_, '_> {
    /// Returns an input that stands for real numbers.
    fn real(&self, place: usize) -> Result<Value, String> {
        let id = input(self.node, place)?;
        match self.reader.real(id)? {
            Some(value) => Ok(value),
            None if self.reader.is_constant(id) => Err(format!(
                "its input {} is a constant, and no layer of eight bits takes one there",
                self.reader.graph.name(id)
            )),
            None => Err(format!(
                "its input {} is no integer: QuantizeLinear and DequantizeLinear are missing between {} and what makes it",
                self.reader.graph.name(id),
                self.node.op_type
            )),
        }
    }

    /// Returns the weights that an input stands for.
    fn weights(&self, place: usize) -> Result<Quants, String> {
        let id = input(self.node, place)?;
        let made = self.reader.graph.producer(id).map(|(node, _)| node);
        let node = made.filter(|node| node.op_type == "DequantizeLinear");
        let node = node.ok_or("its weights are no constant behind DequantizeLinear")?;
        let at = |place: usize| node.inputs.get(place).copied().flatten();
        if node.int("block_size", 0)? != 0 {
            return Err("its weights have a scale for each block".into());
        }
        let weights = self.reader.constants().weights(at(0), at(1), at(2))?;
        if weights.scales.len() > 1 {
            let axis = node.int("axis", 1)?;
            let rank = weights.shape.len() as i64;
            let axis = if axis < 0 { axis + rank } else { axis };
            let own = products::axis_of_scales(self.node)? as i64;
            if axis != own {
                return Err(format!(
                    "the scales of its weights are along axis {axis}, and layers have them along {own}"
                ));
            }
        }
        Ok(weights)
    }
}

impl Reader<'_> {
    /// Returns the value that stands for real numbers, if it is there.
    pub(super) fn real(&self, value: ValueId) -> Result<Option<Value>, String> {
        match &self.states[value] {
            Some(State::Real(value)) => Ok(Some(value.clone())),
            Some(State::Integers(_)) => Err(format!(
                "its input {} is integers, without a DequantizeLinear",
                self.graph.name(value)
            )),
            None => Ok(None),
        }
    }

    /// Returns a bound, which may stand behind `DequantizeLinear`.
    fn bound(&self, value: ValueId) -> Result<Option<f64>, String> {
        if let Some(tensor) = self.constants().tensor(value)? {
            return Ok(tensor.single());
        }
        let Some((node, _)) = self.graph.producer(value) else {
            return Ok(None);
        };
        let at = |place: usize| match node.inputs.get(place) {
            Some(&Some(value)) => self.constants().tensor(value),
            _ => Ok(None),
        };
        let (Some(integer), Some(scale)) = (at(0)?, at(1)?) else {
            return Ok(None);
        };
        let point = at(2)?.and_then(|point| point.single()).unwrap_or(0.0);
        let number = integer.single().zip(scale.single());
        Ok(number.map(|(integer, scale)| (integer - point) * scale))
    }
}
