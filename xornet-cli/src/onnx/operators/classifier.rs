//! Linear models of classical machine learning.

use super::ML;
use super::matmul::product;
use super::softmax::{along, normalize};
use crate::import::graph::{Activation, Linear};
use crate::onnx::graph::{Inputs, Lowering, Node, Operation, Operator, Properties, Site};
use crate::onnx::tensor::Tensor;

pub const OPERATORS: &[Operator] = &[
    Operator {
        domain: ML,
        name: "LinearClassifier",
        attributes: &[
            "classlabels_ints",
            "classlabels_strings",
            "coefficients",
            "intercepts",
            "multi_class",
            "post_transform",
        ],
        properties: Properties {
            adds_up_to_one,
            ..Properties::NONE
        },
        evaluate: |node, inputs| {
            let scores = scores(node, inputs, classes(node)?)?;
            // The first output, the labels, is not computed: the scores take its place.
            let scores = transform(node)?.apply(&scores)?;
            Ok(vec![scores.clone(), scores])
        },
        lower: |site| match site.output {
            0 => Err("its labels are used: take its scores".into()),
            _ => lower(site, classes(site.node)?),
        },
    },
    Operator {
        domain: ML,
        name: "LinearRegressor",
        attributes: &["coefficients", "intercepts", "post_transform", "targets"],
        properties: Properties::NONE,
        evaluate: |node, inputs| {
            let scores = scores(node, inputs, targets(node)?)?;
            Ok(vec![transform(node)?.apply(&scores)?])
        },
        lower: |site| lower(site, targets(site.node)?),
    },
];

fn targets(node: &Node) -> Result<usize, String> {
    usize::try_from(node.int("targets", 1)?).map_err(|_| "its `targets` is negative".into())
}

fn classes(node: &Node) -> Result<usize, String> {
    let labels = match node.ints("classlabels_ints")? {
        Some(labels) => labels.len(),
        None => node
            .string_count("classlabels_strings")?
            .ok_or("it names no classes")?,
    };
    match node.floats("intercepts")? {
        Some(intercepts) if intercepts.len() != labels => Err(format!(
            "it has scores for {} of {labels} classes, and the others are not written out",
            intercepts.len()
        )),
        _ => Ok(labels),
    }
}

/// Reads the coefficients, a row per unit, and how many there are in a row.
fn coefficients(node: &Node, units: usize) -> Result<(Vec<f64>, usize), String> {
    let coefficients = node
        .floats("coefficients")?
        .ok_or("it has no `coefficients`")?;
    let inputs = coefficients.len().checked_div(units).unwrap_or(0);
    if inputs == 0 || inputs * units != coefficients.len() {
        return Err(format!(
            "it has {} coefficients for {units} units",
            coefficients.len()
        ));
    }
    Ok((coefficients, inputs))
}

fn intercepts(node: &Node, units: usize) -> Result<Option<Vec<f64>>, String> {
    match node.floats("intercepts")? {
        Some(intercepts) if intercepts.len() != units => Err(format!(
            "it has {} intercepts for {units} units",
            intercepts.len()
        )),
        intercepts => Ok(intercepts),
    }
}

fn scores(node: &Node, inputs: &Inputs<'_>, units: usize) -> Result<Tensor, String> {
    let (rows, width) = coefficients(node, units)?;
    let x = inputs.get(0)?;
    let weights: Vec<_> = (0..width)
        .flat_map(|input| (0..units).map(move |unit| unit * width + input))
        .map(|place| rows[place])
        .collect();
    let matrix = Tensor::new(vec![width, units], weights, x.element())?;
    let samples = x.numbers().len() / x.columns().max(1);
    let sums = product(inputs, &x.reshaped(vec![samples, x.columns()])?, &matrix)?;
    let intercepts = intercepts(node, units)?.unwrap_or_else(|| vec![0.0; units]);
    let mut intercepts = intercepts.iter().cycle();
    Ok(sums.map(|sum| sum + intercepts.next().copied().unwrap_or(0.0)))
}

/// The function that is applied to the scores.
#[derive(Clone, Copy, PartialEq)]
enum Transform {
    None,
    Softmax,
    Logistic,
}

fn transform(node: &Node) -> Result<Transform, String> {
    match &*node.text("post_transform", "NONE")? {
        "NONE" => Ok(Transform::None),
        "SOFTMAX" => Ok(Transform::Softmax),
        "LOGISTIC" => Ok(Transform::Logistic),
        other => Err(format!(
            "its `post_transform` is `{other:.20}`, which is not one of xornet's activations"
        )),
    }
}

impl Transform {
    fn apply(self, scores: &Tensor) -> Result<Tensor, String> {
        Ok(match self {
            Self::None => scores.clone(),
            Self::Logistic => scores.map(super::activation::sigmoid),
            Self::Softmax => along(scores, 1, 2, normalize)?,
        })
    }

    fn activation(self) -> Option<Activation> {
        match self {
            Self::None => None,
            Self::Softmax => Some(Activation::Softmax),
            Self::Logistic => Some(Activation::Sigmoid),
        }
    }
}

fn lower(site: &Site<'_>, units: usize) -> Result<Lowering, String> {
    let operand = site.operand(0)?;
    let (rows, inputs) = coefficients(site.node, units)?;
    if inputs != operand.len() {
        return Err(format!(
            "it has coefficients for {inputs} of {} inputs",
            operand.len()
        ));
    }
    let linear = Linear::from_units(inputs, units, &rows, intercepts(site.node, units)?);
    let activation = transform(site.node)?
        .activation()
        .map(Operation::Activation);
    let operations = [Operation::Linear(linear)].into_iter().chain(activation);
    Ok(Lowering::all(operand.value, operations.collect()))
}

/// Returns whether the scores of a classifier add up to one: those of a softmax do, and those of two classes whose
/// scores are the negatives of one another.
fn adds_up_to_one(node: &Node) -> bool {
    let sums = || {
        let units = classes(node)?;
        let (rows, inputs) = coefficients(node, units)?;
        let biases = intercepts(node, units)?.unwrap_or_else(|| vec![0.0; units]);
        let mirrored = |values: &[f64], half: usize| {
            let (a, b) = values.split_at(half);
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| *a == -*b)
        };
        Ok::<_, String>(match transform(node)? {
            Transform::Softmax => true,
            Transform::Logistic => units == 2 && mirrored(&rows, inputs) && mirrored(&biases, 1),
            Transform::None => false,
        })
    };
    sums().unwrap_or(false)
}
