//! The quantization of each value.

use xornet_model::{Activation, LayerKind, Quantization};

use super::draft::{Draft, Operation, Piece, Product};
use super::parameters;
use super::ranges::Range;
use super::refusal::Refusal;

/// More rounds than any network needs whose scales can be raised at all.
const MAX_ROUNDS: usize = 1000;

/// Chooses the quantization of each value: of its range, or what its activation gives. Values of a group are equal, and no
/// scale is so small that a sum could overflow.
///
/// # Errors
///
/// If no scale is right for a group.
pub fn choose(draft: &Draft, ranges: &[Range]) -> Result<Vec<Quantization>, Refusal> {
    let groups = groups(draft);
    let mut floors = vec![0.0; draft.values.len()];
    for _ in 0..MAX_ROUNDS {
        let chosen = quantizations(draft, ranges, &groups, &floors)?;
        let mut raised = None;
        for piece in &draft.pieces {
            let (value, floor) = needed(piece, &chosen)?;
            if floor > f64::from(chosen[value].scale) {
                floors[groups[value]] = floor * (1.0 + 1e-6);
                raised = Some(piece);
            }
        }
        match raised {
            None => return Ok(chosen),
            Some(piece) if is_fixed(draft, &groups, groups[needed(piece, &chosen)?.0]) => {
                return Err(too_far(piece));
            }
            Some(_) => {}
        }
    }
    Err(Refusal {
        layer: None,
        message: "the numbers of the network are too far apart for eight bits".into(),
        help: "train it with normalised samples and smaller weights".into(),
    })
}

fn too_far(piece: &Piece) -> Refusal {
    Refusal::new(
        piece.layer,
        format!(
            "the numbers that `{}` takes and gives are too far apart for eight bits",
            piece.kind
        ),
        "train the network with normalised samples and smaller weights",
    )
}

/// Returns a number for each value that is the same for those whose quantizations must be equal.
fn groups(draft: &Draft) -> Vec<usize> {
    let mut groups: Vec<_> = (0..draft.values.len()).collect();
    for piece in draft
        .pieces
        .iter()
        .filter(|piece| piece.keeps_quantization())
    {
        for &input in &piece.inputs {
            let (from, to) = (groups[input], groups[piece.output]);
            for group in groups.iter_mut().filter(|group| **group == from) {
                *group = to;
            }
        }
    }
    groups
}

/// Returns the quantization that an activation always gives, and those that it gives unless its group needs another.
fn usual(draft: &Draft, value: usize) -> Option<Quantization> {
    let scale = |scale: f32, zero_point: i8| Some(Quantization { scale, zero_point });
    match draft.maker(value)?.operation {
        Operation::Activation(Activation::Softmax | Activation::Sigmoid) => {
            scale(1.0 / 256.0, -128)
        }
        Operation::Activation(Activation::Tanh) => scale(1.0 / 128.0, 0),
        _ => None,
    }
}

fn is_softmax(draft: &Draft, value: usize) -> bool {
    let maker = draft.maker(value).map(|piece| &piece.operation);
    matches!(maker, Some(Operation::Activation(Activation::Softmax)))
}

/// Returns the values of a group that are not made of others of the group.
fn roots<'a>(
    draft: &'a Draft,
    groups: &'a [usize],
    group: usize,
) -> impl Iterator<Item = usize> + 'a {
    (0..groups.len()).filter(move |&value| {
        let keeps = |piece: &Piece| piece.keeps_quantization();
        groups[value] == group && !draft.maker(value).is_some_and(keeps)
    })
}

fn is_fixed(draft: &Draft, groups: &[usize], group: usize) -> bool {
    let first = roots(draft, groups, group).next();
    let usual_of = |value| usual(draft, value);
    first
        .and_then(usual_of)
        .is_some_and(|own| roots(draft, groups, group).all(|value| usual_of(value) == Some(own)))
        || roots(draft, groups, group).any(|value| is_softmax(draft, value))
}

/// Returns the quantization of each value, with scales of at least the floors of their groups.
fn quantizations(
    draft: &Draft,
    ranges: &[Range],
    groups: &[usize],
    floors: &[f64],
) -> Result<Vec<Quantization>, Refusal> {
    let mut chosen = vec![None; groups.len()];
    for value in 0..groups.len() {
        let group = groups[value];
        if chosen[group].is_none() {
            chosen[group] = Some(of_group(draft, ranges, groups, group, floors[group])?);
        }
    }
    let unset = Quantization {
        scale: 1.0,
        zero_point: 0,
    };
    let of = groups.iter().map(|&group| chosen[group].unwrap_or(unset));
    Ok(of.collect())
}

fn of_group(
    draft: &Draft,
    ranges: &[Range],
    groups: &[usize],
    group: usize,
    floor: f64,
) -> Result<Quantization, Refusal> {
    let softmax = roots(draft, groups, group).find(|&value| is_softmax(draft, value));
    if let Some(softmax) = softmax {
        let piece = draft.maker(softmax);
        let mut others = roots(draft, groups, group);
        if others.any(|value| ranges[value].low < 0.0 || ranges[value].high > 1.0) {
            return Err(Refusal {
                layer: piece.map(|piece| piece.layer),
                message: "the probabilities of `softmax` go with other numbers into a layer whose inputs have one scale, and \
                          the others are not from 0 to 1"
                    .into(),
                help: "give the network two outputs, and join them in your own code".into(),
            });
        }
    }
    if is_fixed(draft, groups, group) {
        let of = softmax.or_else(|| roots(draft, groups, group).next());
        if let Some(own) = of.and_then(|value| usual(draft, value)) {
            return Ok(own);
        }
    }
    let all = || roots(draft, groups, group).map(|value| &ranges[value]);
    let low = all().map(|range| range.low).fold(0.0, f64::min);
    let high = all().map(|range| range.high).fold(0.0, f64::max);
    parameters::of_range(low, high, floor).ok_or_else(|| Refusal {
        layer: roots(draft, groups, group)
            .find_map(|value| draft.maker(value))
            .map(|piece| piece.layer),
        message: format!("numbers from {low:e} to {high:e} are too large for eight bits"),
        help: "train the network with normalised samples and smaller weights".into(),
    })
}

/// Returns the value whose scale a layer limits, and its smallest scale.
fn needed(piece: &Piece, chosen: &[Quantization]) -> Result<(usize, f64), Refusal> {
    let scale = |index: usize| f64::from(chosen[piece.inputs[index]].scale);
    Ok(match &piece.operation {
        Operation::Product(product) => (
            piece.output,
            product_step(product, chosen[piece.inputs[0]]).ok_or_else(|| too_far(piece))?,
        ),
        // Below, the differences of the inputs are more than its fixed point can hold.
        Operation::Activation(Activation::Softmax) => (piece.inputs[0], 2.0_f64.powi(-25)),
        // The shifts of a sum have 20 bits.
        Operation::Merge(LayerKind::Add, _) => {
            (piece.output, scale(0).max(scale(1)) * 2.0_f64.powi(-12))
        }
        Operation::Merge(..) => (piece.output, scale(0) * scale(1) * 2.0_f64.powi(-12)),
        Operation::Mean { .. } => (piece.output, scale(0) * 2.0_f64.powi(-8)),
        Operation::Activation(_) | Operation::Same(_) | Operation::Window(_) => (piece.output, 0.0),
    })
}

/// Returns the largest real number that a step of a sum stands for. With a smaller one for a step of the output, sums would be
/// multiplied by more than one, and could overflow.
fn product_step(product: &Product, input: Quantization) -> Option<f64> {
    let integers = parameters::of_weights(&product.weights, &product.biases, input)?;
    let steps = integers.scales.iter();
    Some(
        steps
            .map(|&scale| parameters::step(input, scale))
            .fold(0.0, f64::max),
    )
}
