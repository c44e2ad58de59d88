//! `Pad`: a convolution or a pool after it takes it in.

use super::selection::selection;
use super::softmax::resolve;
use super::windows::{spatial, two};
use crate::onnx::graph::{Inputs, Lowering, Node, Operator, Properties, Site};
use crate::onnx::tensor::{Tensor, count};

pub const OPERATORS: &[Operator] = &[Operator {
    domain: "",
    name: "Pad",
    attributes: &["mode", "pads", "value", "paddings"],
    properties: Properties::NONE,
    evaluate,
    lower,
}];

/// Returns the padding before and after each axis, which is an attribute before version 11, and an input since.
fn amounts(
    node: &Node,
    pads: Option<&Tensor>,
    axes: Option<&Tensor>,
    rank: usize,
) -> Result<Vec<[i64; 2]>, String> {
    let given = match pads {
        Some(pads) => pads.integers(),
        None => node
            .ints("pads")?
            .or(node.ints("paddings")?)
            .ok_or("it has no `pads`")?,
    };
    let axes = match axes {
        Some(axes) => axes
            .integers()
            .into_iter()
            .map(|axis| resolve(axis, rank))
            .collect::<Result<_, _>>()?,
        None => (0..rank).collect::<Vec<_>>(),
    };
    if given.len() != 2 * axes.len() || given.iter().any(|pad| pad.unsigned_abs() >= 1 << 24) {
        return Err(format!("its {} pads do not fit {rank} axes", given.len()));
    }
    let mut amounts = vec![[0, 0]; rank];
    for (place, &axis) in axes.iter().enumerate() {
        amounts[axis] = [given[place], given[axes.len() + place]];
    }
    Ok(amounts)
}

/// Returns the number that the padding holds.
fn value(node: &Node, value: Option<&Tensor>) -> Result<f64, String> {
    match value {
        Some(value) if value.numbers().is_empty() => Ok(0.0),
        Some(value) => value
            .single()
            .ok_or_else(|| "its value is not one number".into()),
        None => node.float("value", 0.0),
    }
}

fn evaluate(node: &Node, inputs: &Inputs<'_>) -> Result<Vec<Tensor>, String> {
    let mut tensor = inputs.get(0)?.clone();
    let amounts = amounts(
        node,
        inputs.optional(1),
        inputs.optional(3),
        tensor.shape().len(),
    )?;
    let fill = value(node, inputs.optional(2))?;
    let mode = node.text("mode", "constant")?;
    for (axis, [before, after]) in amounts.into_iter().enumerate() {
        tensor = along(inputs, &tensor, axis, [before, after], &mode, fill)?;
    }
    Ok(vec![tensor])
}

/// Pads one axis.
fn along(
    inputs: &Inputs<'_>,
    tensor: &Tensor,
    axis: usize,
    [before, after]: [i64; 2],
    mode: &str,
    fill: f64,
) -> Result<Tensor, String> {
    let length = tensor.shape()[axis] as i64;
    let place = |at: i64| -> Result<Option<i64>, String> {
        let inside = (0..length).contains(&at);
        match mode {
            _ if inside => Ok(Some(at)),
            "constant" => Ok(None),
            "edge" if length > 0 => Ok(Some(at.clamp(0, length - 1))),
            "reflect" if length > 1 => {
                let period = 2 * (length - 1);
                let at = at.rem_euclid(period);
                Ok(Some(if at < length { at } else { period - at }))
            }
            "wrap" if length > 0 => Ok(Some(at.rem_euclid(length))),
            _ => Err(format!(
                "its mode `{mode:.20}` is not known, or does not fit"
            )),
        }
    };
    let places = (-before..length + after)
        .map(place)
        .collect::<Result<Vec<_>, _>>()?;
    let mut shape = tensor.shape().to_vec();
    shape[axis] = places.len();
    inputs.spend(count(&shape)?)?;
    let inner: usize = tensor.shape()[axis + 1..].iter().product();
    let block = inner * tensor.shape()[axis];
    let mut numbers = Vec::with_capacity(count(&shape)?);
    for block in tensor.numbers().chunks(block.max(1)) {
        for place in &places {
            match place {
                Some(at) => numbers.extend_from_slice(&block[*at as usize * inner..][..inner]),
                None => numbers.extend(std::iter::repeat_n(fill, inner)),
            }
        }
    }
    Tensor::new(shape, numbers, tensor.element())
}

/// The padding of an image or a sequence: along the height and the width, and the number that it holds.
pub type Padding = ([[usize; 2]; 2], f64);

/// Returns the padding along the height and the width, and the number that it holds, if it pads an image or a sequence with a
/// constant.
pub fn of_image(site: &Site<'_>) -> Result<Option<Padding>, String> {
    let shape = site.operand(0)?.shape();
    let Ok(spatial) = spatial(shape) else {
        return Ok(None);
    };
    let amounts = amounts(site.node, site.constant(1)?, site.constant(3)?, shape.len())?;
    let fill = value(site.node, site.constant(2)?)?;
    let sizes: Option<Vec<_>> = amounts
        .iter()
        .map(|[before, after]| {
            Some([
                usize::try_from(*before).ok()?,
                usize::try_from(*after).ok()?,
            ])
        })
        .collect();
    let is_constant = site.node.text("mode", "constant")? == "constant";
    match sizes.as_deref() {
        Some([[0, 0], [0, 0], sizes @ ..]) if is_constant && sizes.len() == spatial.len() => {
            let side = |side: usize| sizes.iter().map(|size| size[side]).collect::<Vec<_>>();
            let (before, after) = (two(&side(0), 0), two(&side(1), 0));
            Ok(Some(([[before[0], after[0]], [before[1], after[1]]], fill)))
        }
        _ => Ok(None),
    }
}

fn lower(site: &Site<'_>) -> Result<Lowering, String> {
    let operand = site.operand_with_constants()?;
    let amounts = amounts(
        site.node,
        site.constant(1)?,
        site.constant(3)?,
        operand.shape().len(),
    )?;
    let adds = amounts.iter().flatten().any(|&amount| amount > 0);
    if adds && site.node.text("mode", "constant")? == "constant" {
        return Err(
            "it adds constants, which only a convolution or a pool right after it can take in"
                .into(),
        );
    }
    selection(site)
}
