//! `Resize` and `Upsample` to the nearest neighbour.

use super::selection::selection;
use crate::onnx::graph::{Inputs, Node, Operator, Properties};
use crate::onnx::tensor::{Tensor, count};

pub const OPERATORS: &[Operator] = &[
    Operator {
        domain: "",
        name: "Resize",
        attributes: &[
            "antialias",
            "axes",
            "coordinate_transformation_mode",
            "cubic_coeff_a",
            "exclude_outside",
            "extrapolation_value",
            "keep_aspect_ratio_policy",
            "mode",
            "nearest_mode",
        ],
        properties: Properties::NONE,
        evaluate: resize,
        lower: selection,
    },
    Operator {
        domain: "",
        name: "Upsample",
        attributes: &["mode", "scales"],
        properties: Properties::NONE,
        evaluate: |node, inputs| {
            nearest_only(node)?;
            let scales = match inputs.optional(1) {
                Some(scales) => scales.numbers().to_vec(),
                None => node.floats("scales")?.ok_or("it has no `scales`")?,
            };
            scaled(inputs, &scales, None, |index, scale, _| {
                (index / scale).floor()
            })
        },
        lower: selection,
    },
];

fn nearest_only(node: &Node) -> Result<(), String> {
    match &*node.text("mode", "nearest")? {
        "nearest" => Ok(()),
        mode => Err(format!(
            "it interpolates (`mode` is `{mode:.20}`), which no layer does"
        )),
    }
}

fn resize(node: &Node, inputs: &Inputs<'_>) -> Result<Vec<Tensor>, String> {
    nearest_only(node)?;
    if node.has("axes") {
        return Err("its attribute `axes` is not known".into());
    }
    // Before version 11, the scales are the second input.
    let old = node.is_older_than(11);
    let numbers = |index: usize| {
        let given = inputs.optional(index).map(Tensor::numbers);
        given.filter(|given| !given.is_empty())
    };
    let shape = inputs.get(0)?.shape();
    let sizes = numbers(3).filter(|_| !old);
    let scales: Vec<f64> = match (sizes, numbers(if old { 1 } else { 2 })) {
        (Some(sizes), _) => sizes
            .iter()
            .zip(shape)
            .map(|(size, &length)| size / length as f64)
            .collect(),
        (None, Some(scales)) => scales.to_vec(),
        (None, None) => return Err("it has neither scales nor sizes".into()),
    };
    let coordinates = match old {
        true => "asymmetric".to_owned(),
        false => node.text("coordinate_transformation_mode", "half_pixel")?,
    };
    let nearest = match old {
        true => "floor".to_owned(),
        false => node.text("nearest_mode", "round_prefer_floor")?,
    };
    let round: fn(f64) -> f64 = match &*nearest {
        "round_prefer_floor" => |x| (x - 0.5).ceil(),
        "round_prefer_ceil" => |x| (x + 0.5).floor(),
        "floor" => f64::floor,
        "ceil" => f64::ceil,
        other => return Err(format!("its `nearest_mode` `{other:.20}` is not known")),
    };
    let place: fn(f64, f64, [f64; 2]) -> f64 = match &*coordinates {
        "half_pixel" => |index, scale, _| (index + 0.5) / scale - 0.5,
        "pytorch_half_pixel" => |index, scale, [_, to]| {
            if to > 1.0 {
                (index + 0.5) / scale - 0.5
            } else {
                0.0
            }
        },
        "asymmetric" => |index, scale, _| index / scale,
        "align_corners" => |index, _, [from, to]| {
            if to > 1.0 {
                index * (from - 1.0) / (to - 1.0)
            } else {
                0.0
            }
        },
        other => {
            return Err(format!(
                "its `coordinate_transformation_mode` `{other:.20}` is not one that is read"
            ));
        }
    };
    scaled(inputs, &scales, sizes, |index, scale, lengths| {
        round(place(index, scale, lengths))
    })
}

/// Takes the element at a place along each axis, which is limited to those that there are.
fn scaled(
    inputs: &Inputs<'_>,
    scales: &[f64],
    sizes: Option<&[f64]>,
    place: impl Fn(f64, f64, [f64; 2]) -> f64,
) -> Result<Vec<Tensor>, String> {
    let tensor = inputs.get(0)?;
    let shape = tensor.shape();
    if scales.len() != shape.len() || shape.contains(&0) {
        return Err(format!(
            "its {} scales do not fit the shape {shape:?}",
            scales.len()
        ));
    }
    let length = |axis: usize| match sizes {
        Some(sizes) => sizes[axis],
        None => (shape[axis] as f64 * scales[axis]).floor(),
    };
    let lengths: Vec<_> = (0..shape.len())
        .map(|axis| length(axis).clamp(0.0, 1e9) as usize)
        .collect();
    inputs.spend(count(&lengths)?)?;
    if lengths.contains(&0) {
        return Err("it leaves no numbers".into());
    }
    let places: Vec<Vec<usize>> = (0..shape.len())
        .map(|axis| {
            let ends = [shape[axis] as f64, lengths[axis] as f64];
            let place = |index: usize| place(index as f64, scales[axis], ends);
            let last = (shape[axis] - 1) as f64;
            (0..lengths[axis])
                .map(|index| place(index).clamp(0.0, last) as usize)
                .collect()
        })
        .collect();
    let element = |mut index: usize| {
        let (mut at, mut stride) = (0, 1);
        for axis in (0..shape.len()).rev() {
            at += places[axis][index % lengths[axis]] * stride;
            index /= lengths[axis];
            stride *= shape[axis];
        }
        tensor.numbers()[at]
    };
    let numbers = (0..count(&lengths)?).map(element).collect();
    Ok(vec![Tensor::new(lengths, numbers, tensor.element())?])
}
