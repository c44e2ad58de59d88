//! Random windows of convolutions and pools, and the lengths of their outputs.

use std::fmt::Write as _;
use std::format;
use std::string::String;
use std::vec::Vec;

use crate::Random;

/// The keys of a window that are of interest to its layer.
pub(super) struct Window {
    pub(super) keys: String,
    pub(super) size: Vec<usize>,
    /// The lengths of the output's axes, without its channels.
    pub(super) output: Vec<usize>,
}

/// The kinds of layers that have windows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Convolution,
    Transposed,
    Pool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Padding {
    Valid,
    Same,
    Causal,
    Counts,
}

/// Draws a window over these axes; returns `None` if it does not fit.
pub(super) fn draw(of: Of, axes: &[usize], random: &mut Random) -> Option<Window> {
    let words = match (of, axes.len()) {
        (Of::Convolution, 1) => 4,
        _ => 3,
    };
    let padding = [
        Padding::Valid,
        Padding::Same,
        Padding::Counts,
        Padding::Causal,
    ];
    let padding = padding[random.below(words)];
    let mut each =
        |most: usize| -> Vec<usize> { axes.iter().map(|_| 1 + random.below(most)).collect() };
    let (size, strides) = (each(3), each(3));
    let dilation = each(if of == Of::Convolution { 2 } else { 1 });
    let strides = if random.below(3) > 0 && of == Of::Pool {
        size.clone()
    } else {
        strides
    };
    let mut output = Vec::new();
    let (mut counts, mut more) = (Vec::new(), Vec::new());
    for (axis, &input) in axes.iter().enumerate() {
        let extent = (size[axis] - 1) * dilation[axis] + 1;
        let [before, after] = [random.below(extent), random.below(extent)];
        counts.push(format!("[{before}, {after}]"));
        let added = if of == Of::Transposed && padding != Padding::Same {
            random.below(strides[axis])
        } else {
            0
        };
        more.push(added);
        let padded = [before, after];
        output.push(match of {
            Of::Transposed => {
                transposed(input, size[axis], strides[axis], padding, padded)? + added
            }
            _ => length(
                input,
                size[axis],
                strides[axis],
                dilation[axis],
                padding,
                padded,
            )?,
        });
    }
    let mut keys = String::new();
    let key = if of == Of::Pool {
        "pool_size"
    } else {
        "kernel_size"
    };
    let mut write = |key: &str, numbers: &[usize]| {
        let number = numbers.iter().all(|number| *number == numbers[0]) && random.below(2) == 0;
        let _ = match number {
            true => writeln!(keys, "{key} = {}", numbers[0]),
            false => writeln!(keys, "{key} = {numbers:?}"),
        };
    };
    write(key, &size);
    // What is the default may be left out.
    if strides
        != if of == Of::Pool {
            size.clone()
        } else {
            [1].repeat(axes.len())
        }
    {
        write("strides", &strides);
    }
    if dilation.iter().any(|&rate| rate > 1) {
        write("dilation_rate", &dilation);
    }
    if more.iter().any(|&count| count > 0) {
        write("output_padding", &more);
    }
    let padding = match (padding, &counts[..]) {
        (Padding::Valid, _) => return Some(Window { keys, size, output }),
        (Padding::Same, _) => "'same'".into(),
        (Padding::Causal, _) => "'causal'".into(),
        (Padding::Counts, [one]) => one.clone(),
        (Padding::Counts, all) => format!("[{}]", all.join(", ")),
    };
    keys.push_str(&format!("padding = {padding}\n"));
    Some(Window { keys, size, output })
}

/// Returns the number of windows, if each has a position in the input.
fn length(
    input: usize,
    size: usize,
    stride: usize,
    dilation: usize,
    padding: Padding,
    counts: [usize; 2],
) -> Option<usize> {
    let extent = (size - 1) * dilation + 1;
    let (outputs, before) = match padding {
        Padding::Same => {
            let outputs = input.div_ceil(stride);
            let total = ((outputs - 1) * stride + extent).saturating_sub(input);
            (outputs, total / 2)
        }
        Padding::Valid => (input.checked_sub(extent)? / stride + 1, 0),
        Padding::Causal => ((input - 1) / stride + 1, extent - 1),
        Padding::Counts => {
            let room = (input + counts[0] + counts[1]).checked_sub(extent)?;
            (room / stride + 1, counts[0])
        }
    };
    let inside = |output: usize| {
        let mut positions = (0..size).map(|tap| output * stride + tap * dilation);
        positions.any(|position| (before..before + input).contains(&position))
    };
    (0..outputs).all(inside).then_some(outputs)
}

/// Returns the length of the output of a transposed convolution, without that which `output_padding` adds.
fn transposed(
    input: usize,
    size: usize,
    stride: usize,
    padding: Padding,
    [before, after]: [usize; 2],
) -> Option<usize> {
    let whole = (input - 1) * stride + size;
    match padding {
        Padding::Same => Some(input * stride),
        Padding::Counts => whole
            .checked_sub(before + after)
            .filter(|&length| length > 0),
        _ => Some(whole),
    }
}
