//! The operators that are known, a file for each family, with what they compute and how they become a part of a
//! network.
//!
//! A new operator is a row in its family's table. A family is a line in [`OPERATORS`].

pub mod activation;
mod arithmetic;
mod broadcast;
mod cast;
mod classifier;
mod compare;
mod concat;
mod constant;
mod conv;
mod conv_transpose;
mod einsum;
mod gather;
mod gemm;
mod imputer;
mod layer_norm;
mod matmul;
mod merge;
mod normalization;
mod normalizer;
mod pad;
mod pass;
mod pool;
mod quantization;
pub mod recurrent;
mod reduce;
mod resize;
mod scaler;
mod selection;
mod several;
mod shape;
mod softmax;
mod split;
mod tile;
mod unary;
mod unsupported;
mod windows;

pub use self::activation::bounds as bounds_of;
pub use self::broadcast::expand;
pub use self::reduce::axes_of;
pub use self::softmax::over_axes;

use super::graph::Operator;

/// All operators, family by family.
const OPERATORS: &[&[Operator]] = &[
    activation::OPERATORS,
    arithmetic::OPERATORS,
    cast::OPERATORS,
    classifier::OPERATORS,
    compare::OPERATORS,
    concat::OPERATORS,
    constant::OPERATORS,
    conv::OPERATORS,
    conv_transpose::OPERATORS,
    einsum::OPERATORS,
    gather::OPERATORS,
    gemm::OPERATORS,
    imputer::OPERATORS,
    layer_norm::OPERATORS,
    matmul::OPERATORS,
    normalization::OPERATORS,
    normalizer::OPERATORS,
    pad::OPERATORS,
    pass::OPERATORS,
    pool::OPERATORS,
    quantization::OPERATORS,
    recurrent::OPERATORS,
    reduce::OPERATORS,
    resize::OPERATORS,
    scaler::OPERATORS,
    several::OPERATORS,
    shape::OPERATORS,
    softmax::OPERATORS,
    split::OPERATORS,
    tile::OPERATORS,
    unary::OPERATORS,
];

/// The domain of the operators for classical machine learning.
const ML: &str = "ai.onnx.ml";

/// Returns an operator by its domain and name, or says why it cannot be a part of a network.
pub fn resolve(domain: &str, name: &str) -> Result<&'static Operator, String> {
    let mut all = OPERATORS.iter().copied().flatten();
    all.find(|operator| operator.name == name && operator.domain == domain)
        .ok_or_else(|| unsupported::reason(domain, name))
}

#[cfg(test)]
mod tests {
    use super::OPERATORS;

    #[test]
    fn no_operator_is_listed_twice() {
        let mut names: Vec<_> = OPERATORS
            .iter()
            .copied()
            .flatten()
            .map(|o| (o.domain, o.name))
            .collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
