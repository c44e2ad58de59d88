use super::{TransposedAxis, WindowAxis};

/// Outputs along one axis whose sums have the same positions of the kernel: all others are in the padding.
///
/// From one output of a run to the next, and from one position of the kernel to the next, places change by the
/// [`Steps`] of the axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Run {
    /// The first output.
    pub output: usize,
    /// The number of outputs.
    pub count: usize,
    /// The input of the first output at its first position of the kernel.
    pub input: usize,
    /// The first position of the kernel.
    pub tap: usize,
    /// The number of positions of the kernel.
    pub taps: usize,
}

impl Run {
    /// Makes a run.
    #[must_use]
    pub const fn new([output, count]: [usize; 2], input: usize, [tap, taps]: [usize; 2]) -> Self {
        Self {
            output,
            count,
            input,
            tap,
            taps,
        }
    }
}

/// The distances between neighbouring outputs, inputs and positions of the kernel in all [runs](Run) of an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Steps {
    /// The distance between neighbouring outputs of a run.
    pub output: usize,
    /// The distance between the inputs of neighbouring outputs, at the same position of the kernel.
    pub input: usize,
    /// The distance between neighbouring positions of the kernel.
    pub tap: usize,
    /// The distance between the inputs at neighbouring positions of the kernel.
    pub tap_input: isize,
}

impl Steps {
    /// Makes the distances of an axis.
    #[must_use]
    pub const fn new([output, input, tap]: [usize; 3], tap_input: isize) -> Self {
        Self {
            output,
            input,
            tap,
            tap_input,
        }
    }
}

impl WindowAxis {
    /// Returns the distances in all runs of this axis.
    #[must_use]
    pub const fn steps(&self) -> Steps {
        Steps::new([1, self.stride, 1], self.dilation.cast_signed())
    }

    /// Returns all outputs as runs.
    pub fn runs(&self) -> impl Iterator<Item = Run> {
        let axis = *self;
        collect(axis.steps(), 0, axis.output, move |output| {
            let (tap, end) = axis.taps(output);
            (axis.position(output, tap), [tap, end - tap])
        })
    }
}

impl TransposedAxis {
    /// Returns the distances in all runs of this axis.
    #[must_use]
    pub const fn steps(&self) -> Steps {
        Steps::new([self.stride, 1, self.stride], -1)
    }

    /// Returns all outputs as runs.
    pub fn runs(&self) -> impl Iterator<Item = Run> {
        let axis = *self;
        (0..axis.stride).flat_map(move |phase| {
            collect(axis.steps(), phase, axis.output, move |output| {
                let (tap, end, input) = axis.taps(output);
                // The inputs count down while the positions count up; they end at the first input.
                let taps = (end - tap).div_ceil(axis.stride).min(input + 1);
                (input, [tap, taps])
            })
        })
    }
}

/// Collects the outputs from `first` up to but not including `end` into runs. `window` returns the input of an output at
/// its first position of the kernel, that position, and the number of positions.
fn collect(
    steps: Steps,
    first: usize,
    end: usize,
    window: impl Fn(usize) -> (usize, [usize; 2]),
) -> impl Iterator<Item = Run> {
    let mut next = first;
    core::iter::from_fn(move || {
        if next >= end {
            return None;
        }
        let output = next;
        let (input, taps) = window(output);
        let mut count = 0;
        while next < end && window(next) == (input + count * steps.input, taps) {
            count += 1;
            next += steps.output;
        }
        Some(Run::new([output, count], input, taps))
    })
}

#[cfg(test)]
mod tests {
    extern crate alloc;

    use alloc::vec::Vec;

    use super::{Run, Steps};
    use crate::{TransposedAxis, WindowAxis};

    /// Returns the products of all outputs of some runs: the output, the position of the kernel and the input.
    fn products(runs: impl Iterator<Item = Run>, steps: Steps) -> Vec<[usize; 3]> {
        let mut products = Vec::new();
        for run in runs {
            for index in 0..run.count {
                for tap in 0..run.taps {
                    let input = run.input + index * steps.input;
                    let distance = tap.cast_signed() * steps.tap_input;
                    products.push([
                        run.output + index * steps.output,
                        run.tap + tap * steps.tap,
                        input.checked_add_signed(distance).expect("an input"),
                    ]);
                }
            }
        }
        products.sort_unstable();
        products
    }

    #[test]
    fn runs_of_windows_have_the_taps_of_each_output() {
        for input in 1..9 {
            for kernel in 1..5 {
                for (stride, dilation, before) in
                    [(1, 1, 0), (1, 1, 2), (2, 1, 1), (1, 3, 4), (3, 2, 0)]
                {
                    let axis = WindowAxis::new(input, 9, kernel, stride, dilation, before);
                    let mut expected = Vec::new();
                    for output in 0..axis.output {
                        let (tap, end) = axis.taps(output);
                        expected.extend(
                            (tap..end).map(|tap| [output, tap, axis.position(output, tap)]),
                        );
                    }
                    assert_eq!(products(axis.runs(), axis.steps()), expected, "{axis:?}");
                    let outputs: usize = axis.runs().map(|run| run.count).sum();
                    assert_eq!(outputs, axis.output);
                }
            }
        }
    }

    #[test]
    fn runs_of_a_transposed_axis_have_the_taps_of_each_output() {
        for input in 1..6 {
            for kernel in 1..6 {
                for stride in 1..4 {
                    for before in 0..3 {
                        let axis = TransposedAxis::new(input, 20, kernel, stride, before);
                        let mut expected = Vec::new();
                        for output in 0..axis.output {
                            let (tap, end, input) = axis.taps(output);
                            let inputs = (0..=input).rev();
                            let taps = (tap..end).step_by(stride).zip(inputs);
                            expected.extend(taps.map(|(tap, input)| [output, tap, input]));
                        }
                        assert_eq!(products(axis.runs(), axis.steps()), expected, "{axis:?}");
                        let outputs: usize = axis.runs().map(|run| run.count).sum();
                        assert_eq!(outputs, axis.output);
                    }
                }
            }
        }
    }

    #[test]
    fn a_padded_axis_has_a_run_for_each_border() {
        let axis = WindowAxis::new(8, 8, 3, 1, 1, 1);
        let runs: Vec<_> = axis.runs().collect();
        assert_eq!(
            runs,
            [
                Run::new([0, 1], 0, [1, 2]),
                Run::new([1, 6], 0, [0, 3]),
                Run::new([7, 1], 6, [0, 2]),
            ]
        );
    }
}
