/// The positions of a window along one axis: the kernel of a convolution, or the window of a pool.
///
/// A window has `kernel` positions, `dilation` apart, and the windows of neighbouring outputs begin `stride` apart. The
/// first window begins `before` positions ahead of the input: positions outside the input are absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WindowAxis {
    /// The length of the input.
    pub input: usize,
    /// The length of the output.
    pub output: usize,
    /// The number of positions of the window.
    pub kernel: usize,
    /// The distance between the windows of neighbouring outputs.
    pub stride: usize,
    /// The distance between neighbouring positions of the window.
    pub dilation: usize,
    /// The number of positions of padding before the input.
    pub before: usize,
}

impl WindowAxis {
    /// An axis of one position, for layers that have no such axis.
    pub const ONE: Self = Self::new(1, 1, 1, 1, 1, 0);

    /// Makes an axis.
    #[must_use]
    pub const fn new(
        input: usize,
        output: usize,
        kernel: usize,
        stride: usize,
        dilation: usize,
        before: usize,
    ) -> Self {
        Self {
            input,
            output,
            kernel,
            stride,
            dilation,
            before,
        }
    }

    /// Returns the positions of the window of `output` that are inside the input, from the first up to but not including
    /// the last.
    #[must_use]
    #[inline(always)]
    pub const fn taps(&self, output: usize) -> (usize, usize) {
        let start = output * self.stride;
        let first = self.before.saturating_sub(start).div_ceil(self.dilation);
        // The window's position `tap` is inside if `start + tap * dilation < before + input`.
        let inside = (self.before + self.input).saturating_sub(start);
        let end = inside.div_ceil(self.dilation);
        let end = if end < self.kernel { end } else { self.kernel };
        (if first < end { first } else { end }, end)
    }

    /// Returns the position in the input of position `tap` of the window of `output`, which must be inside.
    #[must_use]
    #[inline(always)]
    pub const fn position(&self, output: usize, tap: usize) -> usize {
        (output * self.stride + tap * self.dilation).saturating_sub(self.before)
    }
}

/// The positions of a transposed convolution along one axis: input `i` adds to the outputs `i * stride + tap - before`,
/// for each position `tap` of the kernel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TransposedAxis {
    /// The length of the input.
    pub input: usize,
    /// The length of the output.
    pub output: usize,
    /// The number of positions of the kernel.
    pub kernel: usize,
    /// The distance between the outputs of neighbouring inputs.
    pub stride: usize,
    /// The number of outputs that are cut off at the beginning.
    pub before: usize,
}

impl TransposedAxis {
    /// An axis of one position, for layers that have no such axis.
    pub const ONE: Self = Self::new(1, 1, 1, 1, 0);

    /// Makes an axis.
    #[must_use]
    pub const fn new(
        input: usize,
        output: usize,
        kernel: usize,
        stride: usize,
        before: usize,
    ) -> Self {
        Self {
            input,
            output,
            kernel,
            stride,
            before,
        }
    }

    /// Returns the positions of the kernel that contribute to `output`: the first, the end, which is not one of them, and
    /// the input of the first. They are [`Self::stride`] apart, and the input of each is one less than that of the one
    /// before.
    #[must_use]
    #[inline(always)]
    pub const fn taps(&self, output: usize) -> (usize, usize, usize) {
        // Input `i` contributes with position `place - i * stride`.
        let place = output + self.before;
        let last = place / self.stride;
        let input = if last < self.input {
            last
        } else {
            self.input - 1
        };
        let first = place - input * self.stride;
        let end = if place < self.kernel {
            place + 1
        } else {
            self.kernel
        };
        (if first < end { first } else { end }, end, input)
    }
}

#[cfg(test)]
mod tests {
    extern crate alloc;

    use alloc::vec::Vec;

    use super::{TransposedAxis, WindowAxis};

    #[test]
    fn taps_are_the_positions_inside_the_input() {
        for input in 1..7 {
            for kernel in 1..5 {
                for stride in 1..4 {
                    for dilation in 1..4 {
                        for before in 0..5 {
                            let axis = WindowAxis::new(input, 9, kernel, stride, dilation, before);
                            for output in 0..9 {
                                let place = |tap: usize| {
                                    let place = output * stride + tap * dilation;
                                    place.checked_sub(before).filter(|&place| place < input)
                                };
                                let inside: Vec<_> =
                                    (0..kernel).filter(|&tap| place(tap).is_some()).collect();
                                let (first, end) = axis.taps(output);
                                assert_eq!((first..end).collect::<Vec<_>>(), inside, "{axis:?}");
                                for tap in first..end {
                                    assert_eq!(Some(axis.position(output, tap)), place(tap));
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn transposed_taps_are_those_of_each_input() {
        for input in 1..6 {
            for kernel in 1..6 {
                for stride in 1..4 {
                    for before in 0..3 {
                        let axis = TransposedAxis::new(input, 20, kernel, stride, before);
                        for output in 0..20 {
                            let mut expected: Vec<_> = (0..input)
                                .filter_map(|i| {
                                    let tap = (output + before).checked_sub(i * stride)?;
                                    (tap < kernel).then_some((tap, i))
                                })
                                .collect();
                            expected.reverse();
                            let (first, end, mut i) = axis.taps(output);
                            let mut found = Vec::new();
                            for tap in (first..end).step_by(stride) {
                                found.push((tap, i));
                                i = i.wrapping_sub(1);
                            }
                            assert_eq!(found, expected, "{axis:?} at {output}");
                        }
                    }
                }
            }
        }
    }
}
