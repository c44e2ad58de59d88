//! The operators of files that can become layers, a file for each family.
//!
//! A new operator is a row in its family's table: its name, the kind of its options, and a function that adds the nodes
//! of ONNX' operators that compute the same.

mod activation;
mod arithmetic;
mod conv;
mod dense;
mod dilated;
mod pool;
mod recurrent;
mod reduce;
mod resize;
mod shape;
mod slice;
mod unsupported;

use crate::tflite::graph::{Call, Twin};

/// An operator: its name, the number of its options in the schema, and how its nodes are made.
type Row = (&'static str, u8, fn(&mut Call<'_, '_>) -> Made);

/// The outputs of an operator, or the reason why it cannot be a part of a network.
type Made = Result<Vec<Twin>, String>;

/// All operators, family by family.
const OPERATORS: &[&[Row]] = &[
    activation::OPERATORS,
    arithmetic::OPERATORS,
    conv::OPERATORS,
    dense::OPERATORS,
    dilated::OPERATORS,
    pool::OPERATORS,
    recurrent::OPERATORS,
    reduce::OPERATORS,
    resize::OPERATORS,
    shape::OPERATORS,
    slice::OPERATORS,
];

/// The operators that take values whose positions are spread over the batch.
const SPREAD: [&str; 6] = [
    "BATCH_TO_SPACE_ND",
    "CONV_2D",
    "DEPTHWISE_CONV_2D",
    "EXPAND_DIMS",
    "RESHAPE",
    "SQUEEZE",
];

/// Adds the nodes of an operator, and returns its outputs.
///
/// # Errors
///
/// The reason why it cannot be a part of a network.
pub fn translate(call: &mut Call<'_, '_>) -> Made {
    let name = &*call.operator.name;
    let mut all = OPERATORS.iter().copied().flatten();
    let Some((_, kind, make)) = all.find(|row| row.0 == name) else {
        return Err(unsupported::reason(name));
    };
    let own = call.operator.kind;
    if own != 0 && own != *kind {
        return Err("its options are those of another operator".into());
    }
    if let Some(input) = call.spread_input(&SPREAD) {
        return Err(format!(
            "its input {} has its positions spread over the batch, which only a convolution takes",
            input + 1
        ));
    }
    let made = make(call)?;
    match call.operator.outputs.len() {
        outputs if outputs == made.len() => Ok(made),
        outputs => Err(format!(
            "it has {outputs} outputs in place of {}",
            made.len()
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::OPERATORS;
    use crate::tflite::file::codes;

    #[test]
    fn the_names_are_those_of_the_schema_and_none_is_listed_twice() {
        let all = OPERATORS.iter().copied().flatten();
        let mut names: Vec<_> = all.map(|row| row.0).collect();
        for name in &names {
            let mut known = (0..256).filter_map(codes::name);
            assert!(known.any(|known| known == *name), "{name}");
        }
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
