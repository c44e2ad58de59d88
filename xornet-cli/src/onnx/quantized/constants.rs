//! Constants of a graph: weights, biases, scales and zero points.

use std::collections::HashMap;
use std::rc::Rc;

use xornet_model::Quantization;

use crate::onnx::file::proto;
use crate::onnx::graph::{Graph, Source, ValueId};
use crate::onnx::tensor::Tensor;

/// The type of eight bits without a sign, and that with one, as ONNX numbers them.
const UNSIGNED: i32 = 2;
const SIGNED: i32 = 3;

/// The types of initializers and of inputs, by their names.
pub type Kinds = HashMap<String, i32>;

/// Returns the types of all tensors that the file says.
pub fn kinds(model: &proto::Model) -> Kinds {
    let mut kinds = HashMap::new();
    if let Some(graph) = &model.graph {
        for tensor in &graph.initializer {
            kinds.insert(tensor.name.clone(), tensor.data_type);
        }
        for node in &graph.node {
            let value = node.attribute.iter().find(|own| own.name == "value");
            if let (Some(tensor), [output]) = (value.and_then(|own| own.t.as_ref()), &*node.output)
            {
                kinds.insert(output.clone(), tensor.data_type);
            }
        }
    }
    kinds
}

/// The constants of a graph.
#[derive(Clone, Copy)]
pub struct Constants<'a> {
    pub graph: &'a Graph,
    pub kinds: &'a Kinds,
}

impl Constants<'_> {
    /// Returns the numbers of a constant; `None` if it is computed from the input.
    pub fn tensor(&self, value: ValueId) -> Result<Option<Rc<Tensor>>, String> {
        match &self.graph.values[value].source {
            Source::Constant(tensor) => Ok(Some(Rc::clone(tensor))),
            Source::Unreadable(reason) => Err(format!("{}: {reason}", self.graph.name(value))),
            Source::Node { node, .. } => {
                let node = &self.graph.nodes[*node];
                match (&*node.op_type, node.inputs.first().copied().flatten()) {
                    ("Constant", _) => Ok(node.tensor("value")?.map(Rc::new)),
                    ("Identity", Some(input)) => self.direct(input),
                    _ => Ok(None),
                }
            }
            _ => Ok(None),
        }
    }

    /// Returns a constant that an `Identity` passes on.
    fn direct(&self, value: ValueId) -> Result<Option<Rc<Tensor>>, String> {
        match &self.graph.values[value].source {
            Source::Constant(tensor) => Ok(Some(Rc::clone(tensor))),
            _ => Ok(None),
        }
    }

    fn needed(&self, value: Option<ValueId>, what: &str) -> Result<Rc<Tensor>, String> {
        let tensor = value.map(|value| self.tensor(value)).transpose()?;
        tensor
            .flatten()
            .ok_or_else(|| format!("its {what} is missing, or is no constant"))
    }

    /// Returns what is taken off a number of this type so that it has a sign.
    fn shift(&self, value: ValueId) -> Result<i64, String> {
        match self.kinds.get(&self.graph.values[value].name) {
            Some(&UNSIGNED) => Ok(128),
            Some(&SIGNED) => Ok(0),
            _ => Err("its zero point is no int8 or uint8".into()),
        }
    }

    /// Returns what integers of eight bits with a sign stand for, by a scale and a zero point. Without a zero point, ONNX means
    /// uint8.
    pub fn quantization(
        &self,
        scale: Option<ValueId>,
        zero_point: Option<ValueId>,
    ) -> Result<Quantization, String> {
        let scale = self.needed(scale, "scale")?.single();
        let scale = scale.ok_or("it has several scales, and values have one")? as f32;
        let zero_point = match zero_point {
            None => -128,
            Some(id) => {
                let point = self.needed(Some(id), "zero point")?.single();
                point.ok_or("it has several zero points, and values have one")? as i64
                    - self.shift(id)?
            }
        };
        let zero_point = i8::try_from(zero_point).ok();
        let quantization = zero_point.map(|zero_point| Quantization { scale, zero_point });
        let quantization = quantization.filter(|quantization| quantization.is_valid());
        quantization.ok_or_else(|| {
            format!(
                "it has the scale {scale}, or a zero point that is not an integer of eight bits"
            )
        })
    }

    /// Returns weights with a sign by their integers, scales and zero points.
    pub fn weights(
        &self,
        integers: Option<ValueId>,
        scales: Option<ValueId>,
        zero_points: Option<ValueId>,
    ) -> Result<Quants, String> {
        let id = integers.ok_or("its weights are missing")?;
        let tensor = self.tensor(id)?.ok_or("its weights are computed")?;
        let shift = self
            .shift(id)
            .map_err(|_| "its weights are no int8 or uint8")?;
        let points = match zero_points {
            Some(id) => self
                .needed(Some(id), "zero point of the weights")?
                .integers(),
            None => vec![0],
        };
        if let Some(point) = points.iter().find(|&&point| point != shift) {
            return Err(format!(
                "its weights have the zero point {point}, and those of layers have none: quantise them symmetrically"
            ));
        }
        let scales = self.needed(scales, "scale of the weights")?;
        Ok(Quants {
            integers: tensor
                .numbers()
                .iter()
                .map(|&number| (number as i64 - shift) as i8)
                .collect(),
            shape: tensor.shape().to_vec(),
            scales: scales.numbers().iter().map(|&scale| scale as f32).collect(),
        })
    }
}

/// Weights as a graph has them.
pub struct Quants {
    pub integers: Vec<i8>,
    pub shape: Vec<usize>,
    pub scales: Vec<f32>,
}
