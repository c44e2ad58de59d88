//! `Einsum` of a value and a constant: a matrix, with the axes in any order.

use crate::import::graph::Linear;
use crate::onnx::graph::{
    Inputs, Lowering, Node, Operation, Operator, Properties, Selection, Site,
};
use crate::onnx::tensor::{Tensor, count};

pub const OPERATORS: &[Operator] = &[Operator {
    domain: "",
    name: "Einsum",
    attributes: &["equation"],
    properties: Properties::NONE,
    evaluate,
    lower,
}];

/// The labels of the axes of each input and of the output.
struct Equation {
    inputs: Vec<Vec<char>>,
    output: Vec<char>,
}

impl Equation {
    fn of(node: &Node) -> Result<Self, String> {
        let text: String = node
            .text("equation", "")?
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        let unread = || {
            format!(
                "its equation `{text:.40}` is not one that is read: write each axis as a letter, and the output"
            )
        };
        let (inputs, output) = text.split_once("->").ok_or_else(unread)?;
        let labels = |term: &str| -> Option<Vec<char>> {
            let labels: Vec<_> = term.chars().collect();
            let once = |(index, label): (usize, &char)| !labels[..index].contains(label);
            let letters = labels.iter().all(char::is_ascii_alphabetic);
            (letters && labels.iter().enumerate().all(once)).then_some(labels)
        };
        let inputs: Option<Vec<_>> = inputs.split(',').map(labels).collect();
        match (inputs, labels(output)) {
            (Some(inputs), Some(output))
                if output
                    .iter()
                    .all(|label| inputs.iter().flatten().any(|own| own == label)) =>
            {
                Ok(Self { inputs, output })
            }
            _ => Err(unread()),
        }
    }

    /// Returns the length of each label, for inputs of these shapes.
    fn lengths(&self, shapes: &[&[usize]]) -> Result<Vec<(char, usize)>, String> {
        let misfit = || "its equation does not fit the shapes of its inputs".to_owned();
        if shapes.len() != self.inputs.len() {
            return Err(misfit());
        }
        let mut lengths: Vec<(char, usize)> = Vec::new();
        for (labels, shape) in self.inputs.iter().zip(shapes) {
            if labels.len() != shape.len() {
                return Err(misfit());
            }
            for (&label, &length) in labels.iter().zip(*shape) {
                match lengths.iter().find(|(known, _)| *known == label) {
                    None => lengths.push((label, length)),
                    Some((_, known)) if *known == length => {}
                    Some(_) => return Err(misfit()),
                }
            }
        }
        Ok(lengths)
    }
}

fn evaluate(node: &Node, inputs: &Inputs<'_>) -> Result<Vec<Tensor>, String> {
    let equation = Equation::of(node)?;
    let tensors = inputs.all()?;
    let shapes: Vec<_> = tensors.iter().map(|tensor| tensor.shape()).collect();
    let lengths = equation.lengths(&shapes)?;
    let all: Vec<_> = lengths.iter().map(|(_, length)| *length).collect();
    let length = |label: &char| {
        lengths
            .iter()
            .find(|(known, _)| known == label)
            .map_or(1, |known| known.1)
    };
    let shape: Vec<_> = equation.output.iter().map(length).collect();
    inputs.spend(count(&all)?.saturating_mul(tensors.len()))?;
    // The step of each label in each tensor, and in the output.
    let steps = |labels: &[char]| -> Vec<usize> {
        let step = |label: &char| {
            let place = labels.iter().position(|own| own == label);
            place.map_or(0, |place| labels[place + 1..].iter().map(length).product())
        };
        lengths.iter().map(|(label, _)| step(label)).collect()
    };
    let own: Vec<_> = equation.inputs.iter().map(|labels| steps(labels)).collect();
    let output = steps(&equation.output);
    let mut numbers = vec![0.0; count(&shape)?];
    for index in 0..count(&all)? {
        let mut rest = index;
        let (mut places, mut at) = (vec![0; own.len()], 0);
        for (axis, &length) in all.iter().enumerate().rev() {
            let coordinate = rest % length;
            rest /= length;
            at += coordinate * output[axis];
            for (place, steps) in places.iter_mut().zip(&own) {
                *place += coordinate * steps[axis];
            }
        }
        let factors = tensors.iter().zip(places);
        numbers[at] += factors
            .map(|(tensor, place)| tensor.numbers()[place])
            .product::<f64>();
    }
    let element = tensors.first().ok_or("it has no input")?.element();
    Ok(vec![Tensor::new(shape, numbers, element)?])
}

fn lower(site: &Site<'_>) -> Result<Lowering, String> {
    let equation = Equation::of(site.node)?;
    let [first, second] = &*equation.inputs else {
        return Err("it does not have two inputs".into());
    };
    let (a, b) = (site.operand(0)?, site.operand(1)?);
    let (operand, labels, weights, columns) = match (a.constant(), b.constant()) {
        (None, Some(weights)) => (a, first, weights, second),
        (Some(weights), None) => (b, second, weights, first),
        _ => return Err("it multiplies values of the network with one another".into()),
    };
    let output = &equation.output;
    let within = |label: &&char, all: &[char]| all.contains(label);
    let (summed, kept): (Vec<char>, Vec<char>) = labels
        .iter()
        .partition(|label| within(label, columns) && !within(label, output));
    let units: Vec<char> = columns
        .iter()
        .filter(|label| !within(label, labels))
        .copied()
        .collect();
    let is_matrix = kept
        .iter()
        .all(|label| output.contains(label) && !columns.contains(label))
        && units.iter().all(|label| output.contains(label));
    if !is_matrix {
        return Err("it is no matrix on axes of its input".into());
    }
    // The axes of a matrix: first what is summed.
    let places = |from: &[char], order: &[char]| -> Vec<usize> {
        let place = |label: &char| from.iter().position(|own| own == label);
        order.iter().filter_map(place).collect()
    };
    let order = [&*summed, &units].concat();
    let matrix = Selection::transposed(weights.shape(), &places(columns, &order));
    let there = [&*kept, &summed].concat();
    let there = Selection::transposed(operand.shape(), &places(labels, &there));
    let inputs: usize = matrix.to[..summed.len()].iter().product();
    let linear = Linear {
        inputs,
        units: matrix.to[summed.len()..].iter().product(),
        weights: matrix
            .picks
            .iter()
            .map(|&pick| weights.numbers()[pick])
            .collect(),
        biases: None,
    };
    let made = [&*kept, &units].concat();
    let shape = [&there.to[..kept.len()], &matrix.to[summed.len()..]].concat();
    let back = Selection::transposed(&shape, &places(&made, output));
    let operations = vec![
        Operation::Select(there),
        Operation::Linear(linear),
        Operation::Select(back),
    ];
    Ok(Lowering::all(operand.value, operations))
}
