//! Processors without vector registers that are known here.

use crate::kernel::dispatch::Task;

/// In plain loops.
#[inline(always)]
pub(in super::super) fn dispatch<T: Task>(task: T) -> T::Output {
    task.plain()
}

/// Nothing but plain loops.
pub(in super::super) fn every_way<T: Task + Clone>(_: T, _: impl FnMut(&str, T::Output)) {}
