//! Enlarging to the nearest neighbour.

use super::{Made, Row};
use crate::tflite::graph::{Call, text};

pub const OPERATORS: &[Row] = &[("RESIZE_NEAREST_NEIGHBOR", 74, nearest)];

fn nearest(call: &mut Call<'_, '_>) -> Made {
    let options = call.options();
    let (corners, half) = (options.bool(0)?, options.bool(1)?);
    let (coordinates, rounding) = match (corners, half) {
        (false, false) => ("asymmetric", "floor"),
        // The place is the floor of (x + 1/2) · scale.
        (false, true) => ("half_pixel", "round_prefer_ceil"),
        (true, _) => return Err("it aligns the corners, as no `upsample` does".into()),
    };
    let &[height, width] = &*call.integers(1)? else {
        return Err("its size is not that of an image".into());
    };
    let &[_, from_height, from_width, _] = &*call.tensor(0)?.shape else {
        return Err("its input is no image".into());
    };
    let mut factors = [1.0; 4];
    for (axis, (to, from)) in [(height, from_height), (width, from_width)]
        .into_iter()
        .enumerate()
    {
        factors[axis + 2] = match usize::try_from(to).ok().and_then(|to| to.checked_div(from)) {
            Some(factor) if factor > 0 && (factor * from) as i64 == to => factor as f64,
            _ => {
                return Err(format!(
                    "it makes {to} positions of {from}, which is no multiple"
                ));
            }
        };
    }
    let x = call.channels_first(0)?;
    let factors = call.numbers(&factors);
    let attributes = vec![
        text("coordinate_transformation_mode", coordinates),
        text("nearest_mode", rounding),
    ];
    let inputs = vec![Some(x), None, Some(factors)];
    let value = call.several(("Resize", 1), inputs, attributes)[0];
    call.made_first(value)
}
