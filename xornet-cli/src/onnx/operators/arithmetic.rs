//! Sums and products: with a constant they go into a layer next to them, with another value of the network
//! they may be a part of an activation.

use super::activation::clip;
use super::broadcast;
use super::softmax::resolve;
use crate::import::graph::{Activation, Affine, LayerKind, Linear};
use crate::onnx::graph::{
    Combination, Inputs, Lowering, Node, Operand, Operation, Operator, Properties, Selection, Site,
};
use crate::onnx::tensor::{Element, Tensor};

const fn operator(
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
const fn adding(factor: f64) -> Properties {
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
    Operator {
        attributes: &[],
        properties: adding(1.0),
        ..operator(
            "Sum",
            |_, inputs| fold(inputs, |a, b| a + b),
            |site| match site.node.inputs.len() {
                1 => site.unchanged("it has one input"),
                2 => lower(site, Some(LayerKind::Add), |_, c| Ok((1.0, c))),
                _ => merge(site, LayerKind::Add),
            },
        )
    },
    Operator {
        attributes: &[],
        ..operator(
            "Max",
            |_, inputs| fold(inputs, f64::max),
            |site| match bound(site)? {
                Some(bound) => clamp(site, bound, f64::INFINITY),
                None => merge(site, LayerKind::Maximum),
            },
        )
    },
    Operator {
        attributes: &[],
        ..operator(
            "Min",
            |_, inputs| fold(inputs, f64::min),
            |site| match bound(site)? {
                Some(bound) => clamp(site, f64::NEG_INFINITY, bound),
                None => merge(site, LayerKind::Minimum),
            },
        )
    },
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

/// Returns the second input with the axes that it has by the rules before version 7: they match those of the first input
/// from `axis` on, or the last ones, and only if `broadcast` is set.
fn placed(node: &Node, shape: &[usize], second: &Tensor) -> Result<Option<Tensor>, String> {
    if !node.is_older_than(7) {
        return match ["axis", "broadcast"]
            .into_iter()
            .find(|name| node.has(name))
        {
            Some(name) => Err(format!("its attribute `{name}` is not known")),
            None => Ok(None),
        };
    }
    let own = second.shape();
    if own == shape {
        return Ok(None);
    }
    let misfit = || node.with_remedy(format!("the shapes {shape:?} and {own:?} do not fit"));
    if node.int("broadcast", 0)? == 0 {
        return Err(misfit());
    }
    if second.numbers().len() == 1 {
        return Ok(Some(second.reshaped(Vec::new())?));
    }
    let last = shape.len().checked_sub(own.len()).ok_or_else(misfit)?;
    let first = resolve(node.int("axis", last as i64)?, shape.len())?;
    if shape.get(first..first + own.len()) != Some(own) {
        return Err(misfit());
    }
    let behind = shape.len() - first - own.len();
    Ok(Some(second.reshaped([own, &vec![1; behind]].concat())?))
}

fn fold(inputs: &Inputs<'_>, function: impl Fn(f64, f64) -> f64) -> Result<Vec<Tensor>, String> {
    let mut all = inputs.all()?.into_iter();
    let mut sum = all.next().ok_or("it has no input")?.clone();
    for next in all {
        sum = broadcast::zip(inputs, &sum, next, &function)?;
    }
    Ok(vec![sum])
}

/// The one of two inputs that depends on the network's input.
enum Side {
    First,
    Second,
}

/// A function that makes a factor and a summand of each number of the other input, a constant.
type Coefficients = fn(Side, f64) -> Result<(f64, f64), &'static str>;

/// Lowers an operator of two inputs: with a constant, to factors and summands, or else to a layer of this kind.
fn lower(
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

/// Lowers an operator to a layer that takes all its inputs.
fn merge(site: &Site<'_>, kind: LayerKind) -> Result<Lowering, String> {
    let count = site.node.inputs.len();
    let operands: Vec<_> = (0..count)
        .map(|index| site.operand(index))
        .collect::<Result<_, _>>()?;
    if let Some(constant) = operands.iter().find(|operand| operand.constant().is_some()) {
        let name = site.graph.name(constant.value);
        return Err(format!(
            "it takes the constant {name} together with several values of the network"
        ));
    }
    let place = |operand: &Operand<'_>| placed_shape(site, operand);
    let merge = Operation::Merge {
        kind,
        from: operands.iter().map(place).collect::<Result<_, _>>()?,
        to: site.shape().to_vec(),
    };
    let inputs = operands.iter().map(|operand| operand.value).collect();
    Ok(Lowering::several(inputs, merge))
}

/// Returns the shape that an input is broadcast with, which is another one by the rules before version 7.
fn placed_shape(site: &Site<'_>, operand: &Operand<'_>) -> Result<Vec<usize>, String> {
    let first = site.operand(0)?;
    if !site.node.is_older_than(7) || operand.value == first.value {
        return Ok(operand.shape().to_vec());
    }
    let zeros = Tensor::zeros(operand.shape().to_vec(), Element::Single)?;
    let placed = placed(site.node, first.shape(), &zeros)?;
    Ok(placed.as_ref().unwrap_or(&zeros).shape().to_vec())
}

/// Returns the only constant of two inputs, if it is one number.
fn bound(site: &Site<'_>) -> Result<Option<f64>, String> {
    let constants: Vec<_> = (0..site.node.inputs.len())
        .map(|index| site.operand(index))
        .collect::<Result<Vec<_>, _>>()?
        .iter()
        .filter(|operand| operand.constant().is_some())
        .map(|operand| operand.uniform().ok_or("its bounds differ"))
        .collect::<Result<_, _>>()?;
    match *constants {
        [] => Ok(None),
        [bound] if site.node.inputs.len() == 2 => Ok(Some(bound)),
        _ => Err("it takes a constant together with several values of the network".into()),
    }
}

/// Lowers a maximum or a minimum with one number.
fn clamp(site: &Site<'_>, min: f64, max: f64) -> Result<Lowering, String> {
    let (a, b) = (site.operand(0)?, site.operand(1)?);
    let operand = if a.constant().is_some() { b } else { a };
    if operand.len() != site.len() {
        return Err(format!(
            "it makes {} numbers of {}",
            site.len(),
            operand.len()
        ));
    }
    Ok(Lowering::one(
        operand.value,
        Operation::Activation(clip(min, max)?),
    ))
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
