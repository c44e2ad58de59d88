//! The operators that are layers of eight bits.

use super::call::Call;
use super::{activation, cut, merge, pool, products, shape, stream, variables};

/// An operator, the number of its options in the schema, and how its layer is made.
type Row = (
    &'static str,
    u8,
    fn(&mut Call<'_, '_>) -> Result<(), String>,
);

const OPERATORS: [Row; 28] = [
    ("ADD", 11, merge::add),
    ("AVERAGE_POOL_2D", 5, pool::average),
    ("BATCH_TO_SPACE_ND", 24, shape::together),
    ("CONCATENATION", 10, merge::concatenate),
    ("CONV_2D", 1, products::convolution),
    ("DEPTHWISE_CONV_2D", 2, products::depthwise),
    ("DEQUANTIZE", 38, shape::dequantize),
    ("EXPAND_DIMS", 52, shape::reshape),
    ("FULLY_CONNECTED", 8, products::dense),
    ("LOGISTIC", 0, activation::sigmoid),
    ("MAX_POOL_2D", 5, pool::maximum),
    ("MEAN", 27, pool::mean),
    ("MUL", 21, merge::multiply),
    ("PAD", 22, shape::pad),
    ("PADV2", 43, shape::pad),
    ("QUANTIZE", 89, shape::quantize),
    ("RELU", 0, activation::relu),
    ("RELU6", 0, activation::relu6),
    ("RESHAPE", 17, shape::reshape),
    ("RESIZE_NEAREST_NEIGHBOR", 74, shape::upsample),
    ("SLICE", 48, cut::slice),
    ("SOFTMAX", 9, activation::softmax),
    ("SPACE_TO_BATCH_ND", 25, shape::apart),
    ("SPLIT", 35, cut::split),
    ("SQUEEZE", 30, shape::reshape),
    ("STRIDED_SLICE", 32, cut::strided),
    ("TANH", 0, activation::tanh),
    ("TRANSPOSE", 26, shape::transpose),
];

/// Says why no operator of this name can be a layer of eight bits, if that is so.
pub fn unknown(name: &str) -> Option<&'static str> {
    if variables::OPERATORS.contains(&name)
        || name == "SPLIT_V"
        || OPERATORS.iter().any(|row| row.0 == name)
    {
        return None;
    }
    Some(match name {
        name if name.starts_with("CUSTOM") => "it is not one of TensorFlow Lite's own",
        _ => "no layer of eight bits computes it",
    })
}

/// Adds the layer of an operator.
///
/// # Errors
///
/// The reason why it cannot be a layer of eight bits.
pub fn layer(call: &mut Call<'_, '_>) -> Result<(), String> {
    if call.is_stream() && stream::layer(call)? {
        return Ok(());
    }
    let name = &*call.operator.name;
    let row = OPERATORS.iter().find(|row| row.0 == name);
    let (_, kind, make) = row.ok_or("no layer of eight bits computes it")?;
    let own = call.operator.kind;
    if own != 0 && own != *kind {
        return Err("its options are those of another operator".into());
    }
    make(call)
}

/// Returns the names of the operators that are layers.
pub fn names() -> String {
    let names: Vec<_> = OPERATORS.iter().map(|row| row.0).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::OPERATORS;
    use crate::tflite::file::codes;

    #[test]
    fn the_names_are_those_of_the_schema() {
        for (name, ..) in OPERATORS {
            let mut known = (0..256).filter_map(codes::name);
            assert!(known.any(|known| known == name), "{name}");
        }
    }
}
