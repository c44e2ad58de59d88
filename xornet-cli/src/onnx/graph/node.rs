//! A node, and how an operator reads its attributes.

use std::fmt;

use super::{Operator, ValueId};
use crate::import::names::shown;
use crate::onnx::file::External;
use crate::onnx::file::proto::{self, AttributeType};
use crate::onnx::tensor::Tensor;

/// An operation of the graph.
pub struct Node {
    pub name: String,
    /// The name of its operator in the file.
    pub op_type: String,
    /// The domain of its operator, empty for ONNX' own.
    pub domain: String,
    /// Its operator, or the reason why it cannot be a part of a network.
    pub operator: Result<&'static Operator, String>,
    /// The version of the domain's operators that the model was made for.
    pub opset: i64,
    /// `None` where an optional one is left out.
    pub inputs: Vec<Option<ValueId>>,
    pub outputs: Vec<Option<ValueId>>,
    pub attributes: Vec<proto::Attribute>,
}

/// Names a node as messages do: ``the name` (Operator)``.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operator = shown(&self.op_type);
        write!(f, "{} ({})", shown(&self.name), operator.trim_matches('`'))
    }
}

impl Node {
    /// Returns its operator, if that is known.
    pub fn known(&self) -> Option<&'static Operator> {
        self.operator.as_ref().ok().copied()
    }

    /// Returns the name of its operator, if that is known and one of ONNX' own.
    pub fn own_operator(&self) -> Option<&'static str> {
        self.known()
            .filter(|operator| operator.domain.is_empty())
            .map(|operator| operator.name)
    }

    /// Returns whether it is this operator of ONNX' own.
    pub fn is(&self, operator: &str) -> bool {
        self.own_operator() == Some(operator)
    }

    /// Returns how many of its inputs matter for their numbers.
    pub fn numeric_inputs(&self) -> usize {
        self.known()
            .map_or(usize::MAX, |operator| operator.properties.numeric_inputs)
    }

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

    /// Returns whether it is one of ONNX' own operators, of an older version than this.
    pub fn is_older_than(&self, opset: i64) -> bool {
        self.domain.is_empty() && self.opset < opset
    }

    /// Adds advice for a file of an old version.
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

    /// Returns whether it has an attribute.
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

    /// Returns the number of strings of an attribute.
    pub fn string_count(&self, name: &str) -> Result<Option<usize>, String> {
        let attribute = self.attribute(name, AttributeType::Strings)?;
        Ok(attribute.map(|attribute| attribute.strings.len()))
    }

    /// Returns the strings of an attribute, if it has them.
    pub fn strings(&self, name: &str) -> Option<Vec<String>> {
        let attribute = self.attribute(name, AttributeType::Strings).ok()??;
        let strings = attribute.strings.iter();
        Some(
            strings
                .map(|text| String::from_utf8_lossy(text).into_owned())
                .collect(),
        )
    }

    pub fn tensor(&self, name: &str) -> Result<Option<Tensor>, String> {
        let attribute = self.attribute(name, AttributeType::Tensor)?;
        let tensor = attribute.and_then(|attribute| attribute.t.as_ref());
        // ONNX keeps only initializers in other files, never attributes.
        tensor
            .map(|tensor| Tensor::decode(tensor, &External::nowhere()))
            .transpose()
    }
}
