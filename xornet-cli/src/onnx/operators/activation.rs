//! The activations that are operators of their own.

use super::broadcast;
use crate::import::graph::{Activation, Affine};
use crate::onnx::graph::{Lowering, Node, Operand, Operation, Operator, Properties, Site, ValueId};
use crate::onnx::tensor::Tensor;

/// A function that makes an elementwise function of an operator's attributes.
type Function = fn(&Node) -> Result<Box<dyn Fn(f64) -> f64>, String>;

macro_rules! activation {
    ($name:literal [$($attribute:literal),*], $function:expr, $lower:expr) => {
        Operator {
            domain: "",
            name: $name,
            attributes: &[$($attribute),*],
            properties: Properties::NONE,
            evaluate: |node, inputs| {
                let function: Function = $function;
                Ok(vec![inputs.get(0)?.map(function(node)?)])
            },
            lower: |site| {
                let lower: fn(&Node) -> Result<Activation, String> = $lower;
                Ok(one(site.operand(0)?, lower(site.node)?))
            },
        }
    };
}

fn one(operand: Operand<'_>, activation: Activation) -> Lowering {
    Lowering::one(operand.value, Operation::Activation(activation))
}

pub fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

pub fn softplus(x: f64) -> f64 {
    x.max(0.0) + libm::log1p(libm::exp(-x.abs()))
}

fn elu(x: f64, alpha: f64) -> f64 {
    if x > 0.0 { x } else { alpha * libm::expm1(x) }
}

/// ONNX' constants of `Selu`, in `f32` as attributes are.
const SELU: (f64, f64) = (1.673_263_192_176_818_8, 1.050_701_022_148_132_3);

pub const OPERATORS: &[Operator] = &[
    activation!("Relu"[], |_| Ok(Box::new(|x| x.max(0.0))), |_| Ok(Activation::Relu)),
    activation!(
        "LeakyRelu"["alpha"],
        |node| {
            let slope = node.float("alpha", 0.01f32.into())?;
            Ok(Box::new(move |x| if x < 0.0 { slope * x } else { x }))
        },
        |node| Ok(Activation::LeakyRelu {
            slope: node.float("alpha", 0.01f32.into())?
        })
    ),
    activation!(
        "Elu"["alpha"],
        |node| {
            let alpha = node.float("alpha", 1.0)?;
            Ok(Box::new(move |x| elu(x, alpha)))
        },
        |node| Ok(Activation::Elu {
            alpha: node.float("alpha", 1.0)?
        })
    ),
    activation!(
        "Celu"["alpha"],
        |node| {
            let alpha = node.float("alpha", 1.0)?;
            Ok(Box::new(move |x| {
                if x > 0.0 {
                    x
                } else {
                    alpha * libm::expm1(x / alpha)
                }
            }))
        },
        |node| match node.float("alpha", 1.0)? {
            0.0 => Err("its `alpha` is 0, by which it would divide".into()),
            alpha => Ok(Activation::Celu { alpha }),
        }
    ),
    activation!(
        "Gelu"["approximate"],
        |node| match &*node.text("approximate", "none")? {
            "none" => Ok(Box::new(|x| 0.5
                * x
                * libm::erfc(-x / std::f64::consts::SQRT_2))),
            "tanh" => Ok(Box::new(|x| {
                let inner = (2.0 / std::f64::consts::PI).sqrt() * (x + 0.044715 * x * x * x);
                0.5 * x * (1.0 + libm::tanh(inner))
            })),
            other => Err(unknown_gelu(other)),
        },
        |node| match &*node.text("approximate", "none")? {
            "none" => Ok(Activation::Gelu),
            "tanh" => Ok(Activation::GeluTanh),
            other => Err(unknown_gelu(other)),
        }
    ),
    activation!("Sigmoid"[], |_| Ok(Box::new(sigmoid)), |_| Ok(Activation::Sigmoid)),
    activation!(
        "HardSigmoid"["alpha", "beta"],
        |node| {
            let [alpha, beta] = hard_sigmoid(node)?;
            Ok(Box::new(move |x| (alpha * x + beta).clamp(0.0, 1.0)))
        },
        |node| {
            let [slope, offset] = hard_sigmoid(node)?;
            Ok(Activation::HardSigmoid { slope, offset })
        }
    ),
    activation!("HardSwish"[], |_| Ok(Box::new(|x| x * (x / 6.0 + 0.5).clamp(0.0, 1.0))), |_| Ok(Activation::HardSwish)),
    activation!("Abs"[], |_| Ok(Box::new(f64::abs)), |_| Ok(Activation::Abs)),
    activation!("Sqrt"[], |_| Ok(Box::new(libm::sqrt)), |_| Ok(Activation::Sqrt)),
    activation!("Sin"[], |_| Ok(Box::new(libm::sin)), |_| Ok(Activation::Sin)),
    activation!("Tanh"[], |_| Ok(Box::new(libm::tanh)), |_| Ok(Activation::Tanh)),
    activation!("Softplus"[], |_| Ok(Box::new(softplus)), |_| Ok(Activation::Softplus)),
    activation!("Softsign"[], |_| Ok(Box::new(|x| x / (1.0 + x.abs()))), |_| Ok(Activation::Softsign)),
    activation!("Mish"[], |_| Ok(Box::new(|x| x * libm::tanh(softplus(x)))), |_| Ok(Activation::Mish)),
    Operator {
        domain: "",
        name: "Swish",
        attributes: &["alpha"],
        properties: Properties::NONE,
        evaluate: |node, inputs| {
            let alpha = node.float("alpha", 1.0)?;
            Ok(vec![inputs.get(0)?.map(|x| x * sigmoid(alpha * x))])
        },
        lower: |site| {
            let operand = site.operand(0)?;
            silu(operand.value, operand.len(), site.node.float("alpha", 1.0)?)
        },
    },
    Operator {
        domain: "",
        name: "Selu",
        attributes: &["alpha", "gamma"],
        properties: Properties::NONE,
        evaluate: |node, inputs| {
            let (alpha, gamma) = (node.float("alpha", SELU.0)?, node.float("gamma", SELU.1)?);
            Ok(vec![inputs.get(0)?.map(|x| gamma * elu(x, alpha))])
        },
        lower: selu,
    },
    Operator {
        domain: "",
        name: "PRelu",
        attributes: &[],
        properties: Properties::ELEMENTWISE,
        evaluate: |_, inputs| {
            let leaky = |x, slope| if x < 0.0 { slope * x } else { x };
            Ok(vec![broadcast::zip(
                inputs,
                inputs.get(0)?,
                inputs.get(1)?,
                leaky,
            )?])
        },
        lower: |site| {
            let operand = site.operand_with_constants()?;
            match site.operand(1)?.uniform() {
                Some(slope) => Ok(one(operand, Activation::LeakyRelu { slope })),
                None => {
                    let slopes = site.constant(1)?.ok_or("it has no slopes")?;
                    let slopes = broadcast::expand(slopes, operand.shape())?;
                    Ok(Lowering::one(operand.value, Operation::Prelu(slopes)))
                }
            }
        },
    },
    Operator {
        domain: "",
        name: "Clip",
        attributes: &["min", "max"],
        properties: Properties::NONE,
        evaluate: |node, inputs| {
            let [min, max] = bounds(node, inputs.optional(1), inputs.optional(2))?;
            Ok(vec![inputs.get(0)?.map(|x| x.max(min).min(max))])
        },
        lower: |site| {
            let operand = site.operand_with_constants()?;
            let [min, max] = bounds(site.node, site.constant(1)?, site.constant(2)?)?;
            match clip(min, max)? {
                Activation::Linear => site.unchanged("it has no bounds"),
                activation => Ok(one(operand, activation)),
            }
        },
    },
];

/// Returns the activation that limits numbers to the bounds, of which the upper one wins, as in ONNX. A bound beyond all
/// numbers of single precision is none.
pub fn clip(min: f64, max: f64) -> Result<Activation, String> {
    let most = f64::from(f32::MAX);
    if min.is_nan() || max.is_nan() || min == f64::INFINITY || max == f64::NEG_INFINITY {
        return Err(format!("its bounds are {min} and {max}"));
    }
    Ok(match (min <= -most, max >= most) {
        (true, true) => Activation::Linear,
        (false, true) if min == 0.0 => Activation::Relu,
        (false, false) if (min, max) == (0.0, 6.0) => Activation::Relu6,
        (no_min, no_max) => Activation::Clamp {
            // The largest numbers of the network's type take the place of these.
            min: if no_min { f64::MIN } else { min.min(max) },
            max: if no_max { f64::MAX } else { max },
        },
    })
}

/// Returns the slope and the offset of `HardSigmoid`.
fn hard_sigmoid(node: &Node) -> Result<[f64; 2], String> {
    let alpha = node.float("alpha", 0.2f32.into())?;
    Ok([alpha, node.float("beta", 0.5)?])
}

/// Returns `x * sigmoid(alpha * x)`, which is `silu(alpha * x) / alpha`, of a value of this length.
pub fn silu(value: ValueId, length: usize, alpha: f64) -> Result<Lowering, String> {
    if alpha == 0.0 || !alpha.is_finite() {
        return Err(format!("its `alpha` is {alpha}"));
    }
    let silu = Operation::Activation(Activation::Silu);
    if alpha == 1.0 {
        return Ok(Lowering::one(value, silu));
    }
    let scaled = |by: f64| Operation::Affine(Affine::scaled(vec![by; length]));
    Ok(Lowering::all(
        value,
        vec![scaled(alpha), silu, scaled(1.0 / alpha)],
    ))
}

fn unknown_gelu(approximate: &str) -> String {
    format!("its `approximate` is `{approximate:.20}`, neither `none` nor `tanh`")
}

fn selu(site: &Site<'_>) -> Result<Lowering, String> {
    let operand = site.operand(0)?;
    let (alpha, gamma) = (
        site.node.float("alpha", SELU.0)?,
        site.node.float("gamma", SELU.1)?,
    );
    let is = |a: f64, b: f64| (a / b - 1.0).abs() < 1e-6;
    if is(alpha, SELU.0) && is(gamma, SELU.1) {
        return Ok(one(operand, Activation::Selu));
    }
    // Any other constants are possible: this is the definition of the operator.
    let scale = Affine::scaled(vec![gamma; operand.len()]);
    Ok(Lowering::all(
        operand.value,
        vec![
            Operation::Activation(Activation::Elu { alpha }),
            Operation::Affine(scale),
        ],
    ))
}

/// Returns the bounds of `Clip`, which are attributes before version 11, and inputs since.
pub fn bounds(node: &Node, min: Option<&Tensor>, max: Option<&Tensor>) -> Result<[f64; 2], String> {
    let bound = |tensor: Option<&Tensor>, name, default: f64| match tensor {
        None => node.float(name, default),
        Some(tensor) => tensor
            .single()
            .ok_or_else(|| format!("its `{name}` is not one number")),
    };
    Ok([
        bound(min, "min", f64::NEG_INFINITY)?,
        bound(max, "max", f64::INFINITY)?,
    ])
}
