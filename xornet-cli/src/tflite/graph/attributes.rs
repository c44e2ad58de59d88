//! Attributes of nodes.

use crate::onnx::file::proto::{Attribute, AttributeType};

fn attribute(name: &str, kind: AttributeType) -> Attribute {
    Attribute {
        name: name.to_owned(),
        kind: kind as i32,
        ..Attribute::default()
    }
}

/// Makes an attribute that is an integer.
pub fn int(name: &str, i: i64) -> Attribute {
    Attribute {
        i,
        ..attribute(name, AttributeType::Int)
    }
}

/// Makes an attribute that is a list of integers.
pub fn ints(name: &str, list: &[i64]) -> Attribute {
    Attribute {
        ints: list.to_vec(),
        ..attribute(name, AttributeType::Ints)
    }
}

/// Makes an attribute that is a number.
pub fn float(name: &str, f: f32) -> Attribute {
    Attribute {
        f,
        ..attribute(name, AttributeType::Float)
    }
}

/// Makes an attribute that is a text.
pub fn text(name: &str, text: &str) -> Attribute {
    Attribute {
        s: text.as_bytes().to_vec().into(),
        ..attribute(name, AttributeType::String)
    }
}
