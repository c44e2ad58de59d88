//! The reading of streams: `input = ["time", channels]`.

use xornet_core::Shape;

use super::value;
use crate::diagnostic::{Diagnostic, Diagnostics, Read};
use crate::document::Value;

/// The word for an axis without end.
const TIME: &str = "time";

/// Returns whether a value is the word for an axis without end.
pub(super) fn is_time(value: &Value<'_>) -> bool {
    value.get_ref().as_str() == Some(TIME)
}

/// Reads the frame of an input that begins with `"time"`; returns `None` for any other input.
pub(super) fn frame(value: &Value<'_>, errors: &mut Diagnostics) -> Option<Read<Shape>> {
    let array = value.get_ref().as_array()?;
    let mut axes = array.iter();
    axes.next().filter(|first| is_time(first))?;
    let channels = match (axes.next(), axes.next()) {
        (Some(channels), None) => channels,
        _ => {
            let message = "the frames of a stream have one axis";
            let error = Diagnostic::new(value.span(), message);
            return Some(Err(errors.push(error.label(
                "expected the numbers of a frame, as in `input = [\"time\", 40]`",
            ))));
        }
    };
    if is_time(channels) {
        return Some(Err(errors.push(misplaced(channels))));
    }
    let channels = value::positive(channels, "the length of a frame", errors);
    Some(channels.and_then(|channels| {
        let too_large = || {
            let message = format!("a frame has more than {} numbers", crate::VALUE_LIMIT);
            errors.push(Diagnostic::new(value.span(), message))
        };
        let shape = Shape::vector(channels).filter(|shape| shape.count() <= crate::VALUE_LIMIT);
        shape.ok_or_else(too_large)
    }))
}

/// Makes the error of `"time"` in another place.
pub(super) fn misplaced(value: &Value<'_>) -> Diagnostic {
    Diagnostic::new(value.span(), "`\"time\"` is not a length")
        .label("expected a whole number")
        .help("a stream is the only input of a network, `input = [\"time\", 40]`: frames of 40 numbers, without end")
}
