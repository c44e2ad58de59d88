//! A node, and how an operator reads its attributes.

use std::fmt;

use super::external::External;
use super::graph::{ValueId, shown};
use super::proto::{self, AttributeType};
use super::tensor::Tensor;

pub struct Node {
    pub name: String,
    pub operator: String,
    /// Empty for ONNX' own.
    pub domain: String,
    /// The version of the domain's operators that the model was made for.
    pub opset: i64,
    /// `None` where an optional one is left out.
    pub inputs: Vec<Option<ValueId>>,
    pub outputs: Vec<Option<ValueId>>,
    pub attributes: Vec<proto::Attribute>,
}

/// As messages name a node: ``the name` (Operator)``.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operator = shown(&self.operator);
        write!(f, "{} ({})", shown(&self.name), operator.trim_matches('`'))
    }
}

impl Node {
    fn attribute(
        &self,
        name: &str,
        kind: AttributeType,
    ) -> Result<Option<&proto::Attribute>, String> {
        let Some(attribute) = self
            .attributes
            .iter()
            .find(|attribute| attribute.name == name)
        else {
            return Ok(None);
        };
        // Old exporters leave the kind out.
        if attribute.kind() != kind && attribute.kind() != AttributeType::Undefined {
            return Err(format!(
                "its attribute `{name}` is of another type than ONNX asks for"
            ));
        }
        Ok(Some(attribute))
    }

    /// Whether it is one of ONNX' own operators, of a version before that.
    pub fn is_older_than(&self, opset: i64) -> bool {
        self.domain.is_empty() && self.opset < opset
    }

    /// Adds what helps with a file of an old version.
    pub fn with_remedy(&self, reason: String) -> String {
        if self.is_older_than(7) {
            let opset = self.opset;
            format!(
                "{reason}; opset {opset} is older than 7: convert the file with `onnx.version_converter`"
            )
        } else {
            reason
        }
    }

    pub fn has(&self, name: &str) -> bool {
        self.attributes
            .iter()
            .any(|attribute| attribute.name == name)
    }

    pub fn float(&self, name: &str, default: f64) -> Result<f64, String> {
        let attribute = self.attribute(name, AttributeType::Float)?;
        Ok(attribute.map_or(default, |attribute| attribute.f.into()))
    }

    pub fn int(&self, name: &str, default: i64) -> Result<i64, String> {
        let attribute = self.attribute(name, AttributeType::Int)?;
        Ok(attribute.map_or(default, |attribute| attribute.i))
    }

    pub fn text(&self, name: &str, default: &str) -> Result<String, String> {
        let attribute = self.attribute(name, AttributeType::String)?;
        Ok(attribute.map_or(default.to_owned(), |attribute| {
            String::from_utf8_lossy(&attribute.s).into_owned()
        }))
    }

    pub fn floats(&self, name: &str) -> Result<Option<Vec<f64>>, String> {
        let attribute = self.attribute(name, AttributeType::Floats)?;
        Ok(attribute.map(|attribute| attribute.floats.iter().map(|&x| x.into()).collect()))
    }

    pub fn ints(&self, name: &str) -> Result<Option<Vec<i64>>, String> {
        let attribute = self.attribute(name, AttributeType::Ints)?;
        Ok(attribute.map(|attribute| attribute.ints.clone()))
    }

    /// How many texts it has.
    pub fn texts(&self, name: &str) -> Result<Option<usize>, String> {
        let attribute = self.attribute(name, AttributeType::Strings)?;
        Ok(attribute.map(|attribute| attribute.strings.len()))
    }

    pub fn tensor(&self, name: &str) -> Result<Option<Tensor>, String> {
        let attribute = self.attribute(name, AttributeType::Tensor)?;
        let tensor = attribute.and_then(|attribute| attribute.t.as_ref());
        // ONNX keeps initializers in other files, and no attributes.
        tensor
            .map(|tensor| Tensor::decode(tensor, &External::nowhere()))
            .transpose()
    }
}
