//! Outputs and traces as JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::argmax;
use crate::evaluate::{Number, Step};
use crate::output;

/// Writes the output for an input, and the index of its largest number if that is asked for.
pub(super) fn outputs<T: Number>(
    out: &mut dyn Write,
    input: &[T],
    output: &[T],
    with_argmax: bool,
) -> io::Result<()> {
    #[derive(Serialize)]
    struct Line<'a, T> {
        input: &'a [T],
        output: &'a [T],
        #[serde(skip_serializing_if = "Option::is_none")]
        argmax: Option<usize>,
    }
    let argmax = with_argmax.then(|| argmax(output));
    output::json(
        out,
        &Line {
            input,
            output,
            argmax,
        },
    )
}

/// Writes the sums and outputs of all layers.
pub(super) fn trace<T: Number>(
    out: &mut dyn Write,
    input: &[T],
    steps: &[Step<T>],
) -> io::Result<()> {
    #[derive(Serialize)]
    struct Line<'a, T> {
        input: &'a [T],
        layers: Vec<Layer<'a, T>>,
        output: &'a [T],
    }
    #[derive(Serialize)]
    struct Layer<'a, T> {
        sums: &'a [T],
        outputs: &'a [T],
    }
    let layers = steps.iter().map(|step| Layer {
        sums: &step.sums,
        outputs: &step.outputs,
    });
    let line = Line {
        input,
        layers: layers.collect(),
        output: steps.last().map_or(input, |step| &step.outputs),
    };
    output::json(out, &line)
}
