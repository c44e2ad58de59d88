//! The shape of the input as `--input` describes it.

use std::str::FromStr;

use anyhow::{Context, bail, ensure};
use xornet_model::{Shape, VALUE_LIMIT, WIDTH_LIMIT};

/// A shape, written as in `2` or `28x28x1`, or a stream of frames, as in `timex40`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Input {
    /// The shape; that of a frame, if it is a stream.
    pub(super) shape: Shape,
    pub(super) stream: bool,
}

impl FromStr for Input {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        let axis = |word: &str| {
            let length: usize = word
                .trim()
                .parse()
                .with_context(|| format!("`{word}` is not a length"))?;
            ensure!(
                (1..=WIDTH_LIMIT).contains(&length),
                "each length must be from 1 to {WIDTH_LIMIT}"
            );
            Ok(length)
        };
        let frame = text.trim().strip_prefix("timex");
        let axes = frame.unwrap_or(text).split('x').map(axis);
        let axes: Vec<_> = axes.collect::<anyhow::Result<_>>()?;
        ensure!(
            frame.is_none() || axes.len() == 1,
            "the frames of a stream have one length, as in `timex40`"
        );
        let Some(shape) = Shape::new(&axes) else {
            bail!("a shape has from 1 to {} lengths", Shape::MOST_AXES);
        };
        ensure!(
            shape.count() <= VALUE_LIMIT,
            "the input would have {} numbers, more than the limit of {VALUE_LIMIT}",
            shape.count()
        );
        let stream = frame.is_some();
        Ok(Self { shape, stream })
    }
}

#[cfg(test)]
mod tests {
    use super::Input;

    #[test]
    fn shapes_are_lengths() {
        let axes = |text: &str| {
            let input = text.parse::<Input>().map_err(|error| format!("{error:#}"));
            input.map(|input| input.shape.axes().to_vec())
        };
        assert_eq!(axes("2"), Ok(vec![2]));
        assert_eq!(axes("28x28x1"), Ok(vec![28, 28, 1]));
        assert_eq!(axes("timex40"), Ok(vec![40]));
        assert!("timex40".parse::<Input>().is_ok_and(|input| input.stream));
        for (text, problem) in [
            ("0", "each length must be from 1 to 1048576"),
            (
                "2x",
                "`` is not a length: cannot parse integer from empty string",
            ),
            (
                "timex8x8",
                "the frames of a stream have one length, as in `timex40`",
            ),
            ("1x1x1x1", "a shape has from 1 to 3 lengths"),
            (
                "4096x4096x2",
                "the input would have 33554432 numbers, more than the limit of 16777216",
            ),
        ] {
            assert_eq!(axes(text), Err(problem.to_owned()));
        }
    }
}
