//! Parts of ONNX files, to make graphs of.

use prost::Message;

use crate::onnx::proto::{
    Attribute, AttributeType, Dimension, Graph, Model, Node, OperatorSet, Shape, Tensor,
    TensorType, Type, ValueInfo,
};

/// A length that is left open.
pub const OPEN: i64 = -1;

pub fn value(name: &str, shape: &[i64]) -> ValueInfo {
    let dim = shape.iter().map(|&length| Dimension {
        dim_value: (length >= 0).then_some(length),
        dim_param: String::new(),
    });
    ValueInfo {
        name: name.into(),
        kind: Some(Type {
            tensor_type: Some(TensorType {
                elem_type: 1,
                shape: Some(Shape { dim: dim.collect() }),
            }),
            sequence_type: None,
        }),
    }
}

pub fn node(operator: &str, inputs: &[&str], outputs: &[&str]) -> Node {
    Node {
        op_type: operator.into(),
        input: inputs.iter().map(|&name| name.into()).collect(),
        output: outputs.iter().map(|&name| name.into()).collect(),
        ..Node::default()
    }
}

pub fn tensor(name: &str, dims: &[i64], numbers: &[f32]) -> Tensor {
    Tensor {
        name: name.into(),
        dims: dims.to_vec(),
        data_type: 1,
        float_data: numbers.to_vec(),
        ..Tensor::default()
    }
}

pub fn integers(name: &str, numbers: &[i64]) -> Tensor {
    Tensor {
        name: name.into(),
        dims: vec![numbers.len() as i64],
        data_type: 7,
        int64_data: numbers.to_vec(),
        ..Tensor::default()
    }
}

/// Adds an integer as an attribute.
pub fn with_int(mut node: Node, name: &str, i: i64) -> Node {
    node.attribute.push(Attribute {
        name: name.into(),
        kind: AttributeType::Int as i32,
        i,
        ..Attribute::default()
    });
    node
}

/// Adds integers as an attribute.
pub fn with_ints(mut node: Node, name: &str, ints: &[i64]) -> Node {
    node.attribute.push(Attribute {
        name: name.into(),
        kind: AttributeType::Ints as i32,
        ints: ints.to_vec(),
        ..Attribute::default()
    });
    node
}

/// Adds a text as an attribute.
pub fn with_text(mut node: Node, name: &str, text: &str) -> Node {
    node.attribute.push(Attribute {
        name: name.into(),
        kind: AttributeType::String as i32,
        s: text.as_bytes().to_vec().into(),
        ..Attribute::default()
    });
    node
}

/// Makes the bytes of a model from these inputs to `y`.
pub fn encoded(
    opset: i64,
    input: Vec<ValueInfo>,
    node: Vec<Node>,
    initializer: Vec<Tensor>,
) -> Vec<u8> {
    several(opset, input, &["y"], node, initializer)
}

/// Makes the bytes of a model from these inputs to outputs of these names.
pub fn several(
    opset: i64,
    input: Vec<ValueInfo>,
    outputs: &[&str],
    node: Vec<Node>,
    initializer: Vec<Tensor>,
) -> Vec<u8> {
    let output = outputs.iter().map(|&name| ValueInfo {
        name: name.into(),
        kind: None,
    });
    let graph = Graph {
        node,
        initializer,
        input,
        output: output.collect(),
        ..Graph::default()
    };
    let model = Model {
        ir_version: 8,
        opset_import: vec![OperatorSet {
            domain: String::new(),
            version: opset,
        }],
        graph: Some(graph),
        ..Model::default()
    };
    model.encode_to_vec()
}
