//! Operations on several tensors, element by element.

macro_rules! merges {
    ($float:ident) => {
        pub(super) mod $float {
            use super::super::shape::$float::copy;
            use super::super::slices::{fill, least, part, part_mut};
            use xornet_core::Broadcast;

            /// Returns the larger number: the first if they are equal, and NaN if one of them is.
            #[inline(always)]
            const fn larger(a: $float, b: $float) -> $float {
                if b <= a || a.is_nan() { a } else { b }
            }

            /// Returns the smaller number: the first if they are equal, and NaN if one of them is.
            #[inline(always)]
            const fn smaller(a: $float, b: $float) -> $float {
                if b >= a || a.is_nan() { a } else { b }
            }

            /// Adds `x` to the sums.
            #[inline(always)]
            pub(in super::super) const fn accumulate(sums: &mut [$float], x: &[$float]) {
                let count = least(sums.len(), x.len());
                let mut i = 0;
                while i < count {
                    sums[i] += x[i];
                    i += 1;
                }
            }

            /// Replaces numbers by those of `x` that are larger.
            #[inline(always)]
            pub(in super::super) const fn largest(numbers: &mut [$float], x: &[$float]) {
                let count = least(numbers.len(), x.len());
                let mut i = 0;
                while i < count {
                    numbers[i] = larger(numbers[i], x[i]);
                    i += 1;
                }
            }

            merges!(@operation $float add (a b) "Adds `x`, broadcast to the shape of `y`, to `y`." a + b);
            merges!(@operation $float subtract (a b) "Subtracts `x`, broadcast to the shape of `y`, from `y`." a - b);
            merges!(@operation $float multiply (a b) "Multiplies `y` by `x`, broadcast to the shape of `y`." a * b);
            merges!(@operation $float maximum (a b) "Takes the larger numbers of `y` and of `x`, broadcast to its shape." larger(a, b));
            merges!(@operation $float minimum (a b) "Takes the smaller numbers of `y` and of `x`, broadcast to its shape." smaller(a, b));

            /// Copies `x`, broadcast to the shape of `y`, to `y`.
            #[inline(always)]
            pub const fn broadcast(steps: Broadcast, x: &[$float], y: &mut [$float]) {
                let Broadcast { lengths, steps } = steps;
                let mut row = 0;
                while row < lengths[0] * lengths[1] {
                    let place = row / lengths[1] * steps[0] + row % lengths[1] * steps[1];
                    let y = part_mut(y, row * lengths[2], lengths[2]);
                    if steps[2] > 0 {
                        copy(part(x, place, lengths[2]), y);
                    } else if place < x.len() {
                        fill(y, x[place]);
                    }
                    row += 1;
                }
            }
        }
    };
    (@operation $float:ident $name:ident ($a:ident $b:ident) $doc:literal $result:expr) => {
        #[doc = $doc]
        #[inline(always)]
        pub const fn $name(steps: Broadcast, x: &[$float], y: &mut [$float]) {
            let Broadcast { lengths, steps } = steps;
            let mut row = 0;
            while row < lengths[0] * lengths[1] {
                let place = row / lengths[1] * steps[0] + row % lengths[1] * steps[1];
                let y = part_mut(y, row * lengths[2], lengths[2]);
                if steps[2] > 0 {
                    let x = part(x, place, lengths[2]);
                    let count = least(x.len(), y.len());
                    let mut i = 0;
                    while i < count {
                        let ($a, $b) = (y[i], x[i]);
                        y[i] = $result;
                        i += 1;
                    }
                } else if place < x.len() {
                    let mut i = 0;
                    while i < y.len() {
                        let ($a, $b) = (y[i], x[place]);
                        y[i] = $result;
                        i += 1;
                    }
                }
                row += 1;
            }
        }
    };
}

merges!(f32);
merges!(f64);
