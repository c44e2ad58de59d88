//! Targets without SIMD that is known here.

use crate::kernel::dispatch::Task;

/// Runs a task in plain loops.
#[inline(always)]
pub(in super::super) fn dispatch<T: Task>(task: T) -> T::Output {
    task.plain()
}

/// Does nothing: there are no instruction sets next to plain loops.
pub(in super::super) fn every_way<T: Task + Clone>(_: T, _: impl FnMut(&str, T::Output)) {}
