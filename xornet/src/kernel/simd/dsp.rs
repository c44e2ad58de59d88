//! Arm's DSP instructions, which are for networks of eight bits alone: others run in plain loops.

use super::Lanes;
use crate::kernel::dispatch::Task;
use crate::kernel::isa::{Isa, Part, with_kernels};
use crate::kernel::sparse::View;
use crate::kernel::window::Tiles;
use xornet_core::kernel::LISTS;
use xornet_core::kernel::SAMPLES;

/// The instruction set that this target always has.
#[derive(Clone, Copy, Debug)]
pub struct Dsp(());

/// Numbers one by one, in the place of SIMD vectors.
#[derive(Clone, Copy, Debug)]
pub struct Single<T>(T);

macro_rules! single {
    ($($float:ident)*) => {$(
        // SAFETY: each number is an array.
        unsafe impl Lanes for Single<$float> {
            type Scalar = $float;
            type Array = [$float; 1];
            type Proof = Dsp;

            const LANES: usize = 1;

            fn splat(_: Dsp, x: $float) -> Self {
                Self(x)
            }

            fn first(_: Dsp, x: $float) -> Self {
                Self(x)
            }

            fn load(_: Dsp, from: &[$float; 1]) -> Self {
                Self(from[0])
            }

            fn store(self, to: &mut [$float; 1]) {
                to[0] = self.0;
            }

            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }

            fn mul(self, other: Self) -> Self {
                Self(self.0 * other.0)
            }

            fn relu(self, _: Dsp) -> Self {
                Self(if self.0 < 0.0 { 0.0 } else { self.0 })
            }

            fn fold(self) -> $float {
                self.0
            }

            fn arrays(numbers: &[$float]) -> &[[$float; 1]] {
                numbers.as_chunks().0
            }

            fn arrays_mut(numbers: &mut [$float]) -> &mut [[$float; 1]] {
                numbers.as_chunks_mut().0
            }
        }
    )*};
}

single!(f32 f64);

type Single32 = Single<f32>;
type Single64 = Single<f64>;

with_kernels!(implement! { f32 x 8 for Dsp: Single32, Single32 of Dsp; [inline(never)] });
with_kernels!(implement! { f64 x 4 for Dsp: Single64, Single64 of Dsp; [inline(never)] });

impl Isa for Dsp {
    #[inline(never)]
    fn part<P: Part>(self, part: P) -> P::Output {
        part.run(self)
    }
}

/// Runs a task on this instruction set if it is of eight bits, and otherwise in plain loops.
#[inline(always)]
pub(in super::super) fn dispatch<T: Task>(task: T) -> T::Output {
    if T::EIGHT_BITS {
        task.run(Dsp(()))
    } else {
        task.plain()
    }
}

/// Runs a task of eight bits on this instruction set, and passes its name and the result to `visit`.
pub(in super::super) fn every_way<T: Task + Clone>(
    task: T,
    mut visit: impl FnMut(&str, T::Output),
) {
    if T::EIGHT_BITS {
        visit("dsp", task.run(Dsp(())));
    }
}
