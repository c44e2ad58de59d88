//! Sums and products: with a constant they go into a layer next to them, with another value of the network
//! they may be a part of an activation.

use super::broadcast::{self, placed};
use super::merge::merge;
use crate::import::graph::{Activation, Affine, LayerKind, Linear};
use crate::onnx::graph::{
    Combination, Inputs, Lowering, Node, Operand, Operation, Operator, Properties, Selection, Site,
};
use crate::onnx::tensor::{Element, Tensor};

pub const fn operator(
    name: &'static str,
    evaluate: fn(&Node, &Inputs<'_>) -> Result<Vec<Tensor>, String>,
    lower: fn(&Site<'_>) -> Result<Lowering, String>,
) -> Operator {
    Operator {
        domain: "",
        name,
        attributes: &["axis", "broadcast"],
        properties: Properties::ELEMENTWISE,
        evaluate,
        lower,
    }
}

/// Returns the properties of a sum of two values, of which the second has this factor.
pub const fn adding(factor: f64) -> Properties {
    Properties {
        combines: Some(Combination::Added(factor)),
        ..Properties::ELEMENTWISE
    }
}

pub const OPERATORS: &[Operator] = &[
    Operator {
        properties: adding(1.0),
        ..operator(
            "Add",
            |node, inputs| binary(node, inputs, |a, b| a + b),
            |site| lower(site, Some(LayerKind::Add), |_, c| Ok((1.0, c))),
        )
    },
    Operator {
        properties: adding(-1.0),
        ..operator(
            "Sub",
            |node, inputs| binary(node, inputs, |a, b| a - b),
            |site| {
                lower(site, Some(LayerKind::Subtract), |x, c| match x {
                    Side::First => Ok((1.0, -c)),
                    Side::Second => Ok((-1.0, c)),
                })
            },
        )
    },
    operator(
        "Mul",
        |node, inputs| binary(node, inputs, |a, b| a * b),
        |site| lower(site, Some(LayerKind::Multiply), |_, c| Ok((c, 0.0))),
    ),
    operator(
        "Div",
        |node, inputs| binary(node, inputs, |a, b| a / b),
        |site| {
            lower(site, None, |x, c| match x {
                Side::First => Ok((1.0 / c, 0.0)),
                Side::Second => Err("it divides by a value of the network"),
            })
        },
    ),
    operator(
        "Pow",
        |node, inputs| binary(node, inputs, libm::pow),
        |site| {
            let exponent = site.operand(1)?.uniform();
            match exponent {
                Some(1.0) => site.unchanged("its exponent is 1"),
                Some(0.5) => {
                    let value = site.operand(0)?.value;
                    let root = Operation::Activation(Activation::Sqrt);
                    Ok(Lowering::one(value, root))
                }
                Some(2.0) => {
                    let operand = site.operand(0)?;
                    let square = Operation::Merge {
                        kind: LayerKind::Multiply,
                        from: vec![operand.shape().to_vec(); 2],
                        to: site.shape().to_vec(),
                    };
                    Ok(Lowering::several(vec![operand.value; 2], square))
                }
                _ => Err("no layer takes powers".into()),
            }
        },
    ),
];

fn binary(
    node: &Node,
    inputs: &Inputs<'_>,
    function: impl Fn(f64, f64) -> f64,
) -> Result<Vec<Tensor>, String> {
    let (a, b) = (inputs.get(0)?, inputs.get(1)?);
    let placed = placed(node, a.shape(), b)?;
    let b = placed.as_ref().unwrap_or(b);
    let integer = a.element() == Element::Integer;
    let function = |x, y| {
        let result = function(x, y);
        if integer { result.trunc() } else { result }
    };
    Ok(vec![broadcast::zip(inputs, a, b, function)?])
}

/// The one of two inputs that depends on the network's input.
pub enum Side {
    First,
    Second,
}

/// A function that makes a factor and a summand of each number of the other input, a constant.
pub type Coefficients = fn(Side, f64) -> Result<(f64, f64), &'static str>;

/// Lowers an operator of two inputs: with a constant, to factors and summands, or else to a layer of this kind.
pub fn lower(
    site: &Site<'_>,
    kind: Option<LayerKind>,
    coefficients: Coefficients,
) -> Result<Lowering, String> {
    let (a, b) = (site.operand(0)?, site.operand(1)?);
    if !(a.is_float() && b.is_float()) {
        return Err("it computes with integers".into());
    }
    match (a.constant(), b.constant()) {
        (None, Some(constant)) => {
            let placed = placed(site.node, a.shape(), constant)?;
            let constant = placed.as_ref().unwrap_or(constant);
            with_constant(site, a, constant, |c| coefficients(Side::First, c))
        }
        (Some(constant), None) => {
            with_constant(site, b, constant, |c| coefficients(Side::Second, c))
        }
        _ => match kind {
            Some(kind) => merge(site, kind),
            None => {
                Err("it divides values of the network by one another, which no layer does".into())
            }
        },
    }
}

fn with_constant(
    site: &Site<'_>,
    operand: Operand<'_>,
    constant: &Tensor,
    coefficients: impl Fn(f64) -> Result<(f64, f64), &'static str>,
) -> Result<Lowering, String> {
    let numbers = broadcast::expand(constant, site.shape())?;
    let coefficients = numbers.into_iter().map(coefficients);
    let coefficients = coefficients.collect::<Result<Vec<_>, _>>()?;
    let (scale, shift): (Vec<_>, Vec<_>) = coefficients.into_iter().unzip();
    if scale.iter().chain(&shift).any(|number| !number.is_finite()) {
        return Err("its constant is zero, infinite or not a number".into());
    }
    let operation = if operand.len() == scale.len() {
        Operation::Affine(Affine::new(scale, shift))
    } else if operand.len() == 1 {
        // A single number is broadcast.
        Operation::Linear(Linear {
            inputs: 1,
            units: scale.len(),
            weights: scale,
            biases: Some(shift),
        })
    } else {
        // The numbers are repeated first.
        let places = (0..operand.len()).map(|place| place as f64).collect();
        let places = Tensor::new(operand.shape().to_vec(), places, Element::Double)?;
        let picks = broadcast::expand(&places, site.shape())?;
        let repeated = Operation::Select(Selection {
            picks: picks.into_iter().map(|place| place as usize).collect(),
            from: operand.shape().to_vec(),
            to: site.shape().to_vec(),
        });
        let affine = Operation::Affine(Affine::new(scale, shift));
        return Ok(Lowering::all(operand.value, vec![repeated, affine]));
    };
    Ok(Lowering::one(operand.value, operation))
}
