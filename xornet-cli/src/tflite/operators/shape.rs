//! Operators that give a value another shape, or put values next to one another.

use super::activation::fused;
use super::{Made, Row};
use crate::tflite::graph::{Call, Twin, int, ints};

pub const OPERATORS: &[Row] = &[
    ("RESHAPE", 17, reshape),
    ("SQUEEZE", 30, squeeze),
    ("EXPAND_DIMS", 52, expand),
    ("TRANSPOSE", 26, |call| {
        let order = call.integers(1)?;
        let x = call.input(0)?;
        let value = call.node("Transpose", &[x], vec![ints("perm", &order)]);
        call.made(value)
    }),
    ("CONCATENATION", 10, |call| {
        let axis = call.options().int(0, 0)?;
        let inputs = 0..call.operator.inputs.len();
        let inputs: Vec<_> = inputs
            .map(|input| call.input(input))
            .collect::<Result<_, _>>()?;
        let value = call.node("Concat", &inputs, vec![int("axis", axis)]);
        let value = fused(call, value, 1)?;
        call.made(value)
    }),
    ("PACK", 59, |call| {
        let axis = call.options().int(1, 0)?;
        let mut parts = Vec::new();
        for input in 0..call.operator.inputs.len() {
            let x = call.input(input)?;
            let axes = call.ints(&[axis]);
            parts.push(call.node("Unsqueeze", &[x, axes], vec![]));
        }
        let value = call.node("Concat", &parts, vec![int("axis", axis)]);
        call.made(value)
    }),
    ("SHAPE", 55, |call| {
        let x = call.input(0)?;
        let value = call.node("Shape", &[x], vec![]);
        call.made(value)
    }),
    ("TILE", 51, |call| {
        let (x, repeats) = (call.input(0)?, call.input(1)?);
        let value = call.node("Tile", &[x, repeats], vec![]);
        call.made(value)
    }),
    ("BROADCAST_TO", 104, |call| {
        let (x, shape) = (call.input(0)?, call.input(1)?);
        let value = call.node("Expand", &[x, shape], vec![]);
        call.made(value)
    }),
    ("FILL", 68, |call| {
        let value = call.tensor(1)?.real()?;
        let &[number] = &*value else {
            return Err("its value is not one number".into());
        };
        let shape = call.input(0)?;
        let one = call.number(number);
        let value = call.node("Expand", &[one, shape], vec![]);
        call.made(value)
    }),
    ("DEQUANTIZE", 38, |call| {
        let tensor = call.tensor(0)?;
        if !tensor.is_constant() {
            let kind = tensor.kind.name();
            return Err(format!("its input is of the type {kind}, and no constant"));
        }
        let value = call.input(0)?;
        let rank = call.tensor(0)?.shape.len();
        Ok(vec![Twin::plain(value, rank)])
    }),
    ("CAST", 37, |call| {
        let (from, to) = (call.tensor(0)?.kind, call.output(0)?.kind);
        if !(from.is_float() && to.is_float()) && from != to {
            let (from, to) = (from.name(), to.name());
            return Err(format!("it makes {to} of {from}"));
        }
        let x = call.input(0)?;
        let value = call.node("Identity", &[x], vec![]);
        call.made(value)
    }),
];

/// Returns the axis of length one that a sequence with its channels first gets for a shape of the file with one before or
/// behind its axis of time, as convolutions and pools over one axis have it.
fn added(sequence: &[usize], image: &[usize]) -> Option<i64> {
    match (sequence, image) {
        ([a, b, c], [d, 1, e, f]) if [a, b, c] == [d, e, f] => Some(2),
        ([a, b, c], [d, e, 1, f]) if [a, b, c] == [d, e, f] => Some(3),
        _ => None,
    }
}

/// Makes an image of a sequence whose channels come first, or a sequence of such an image. `None` if it is another change of
/// the shape.
fn height(call: &mut Call<'_, '_>) -> Result<Option<Vec<Twin>>, String> {
    let spread = call.blocks(0).is_some();
    let none = match spread {
        true => {
            Err("its input is spread over the batch, and it changes more than the height".into())
        }
        false => Ok(None),
    };
    let Some(x) = call.known_first(0) else {
        return none;
    };
    let (from, to) = (&call.tensor(0)?.shape, &call.output(0)?.shape);
    let (operator, axis) = match (added(from, to), added(to, from)) {
        (Some(axis), _) => ("Unsqueeze", axis),
        (_, Some(axis)) => ("Squeeze", axis),
        _ => return none,
    };
    if let Some(blocks) = call.blocks(0) {
        call.spread(blocks);
    }
    let axes = call.ints(&[axis]);
    let value = call.node(operator, &[x, axes], vec![]);
    call.made_first(value).map(Some)
}

fn reshape(call: &mut Call<'_, '_>) -> Made {
    if let Some(made) = height(call)? {
        return Ok(made);
    }
    let x = call.input(0)?;
    let shape = match call.options().ints(0)? {
        _ if call.has(1) => call.input(1)?,
        Some(shape) => call.ints(&shape),
        None => return Err("its shape is missing".into()),
    };
    let value = call.node("Reshape", &[x, shape], vec![int("allowzero", 1)]);
    call.made(value)
}

fn squeeze(call: &mut Call<'_, '_>) -> Made {
    if let Some(made) = height(call)? {
        return Ok(made);
    }
    let x = call.input(0)?;
    let mut inputs = vec![x];
    if let Some(axes) = call.options().ints(0)?.filter(|axes| !axes.is_empty()) {
        inputs.push(call.ints(&axes));
    }
    let value = call.node("Squeeze", &inputs, vec![]);
    call.made(value)
}

fn expand(call: &mut Call<'_, '_>) -> Made {
    if let Some(made) = height(call)? {
        return Ok(made);
    }
    let axes = call.integers(1)?;
    let x = call.input(0)?;
    let axes = call.ints(&axes);
    let value = call.node("Unsqueeze", &[x, axes], vec![]);
    call.made(value)
}
