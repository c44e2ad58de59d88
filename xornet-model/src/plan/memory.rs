//! The choice of the memory for the values between layers.

use crate::{Float, Network};

/// The memory in which the values between layers are while a forward pass runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Memory {
    /// A variable for each value. Vectors are short, and the compiler keeps some of them in registers.
    Variables,
    /// One array for all, in which values that are not needed at the same time share their places. The caller may
    /// pass it in.
    Scratch,
}

impl Memory {
    /// Chooses the memory of a network: one array, if a value has several axes.
    pub(super) fn of<T: Float>(network: &Network<T>) -> Self {
        let vectors = network.values().iter().all(|value| value.shape.rank() == 1);
        match vectors {
            true => Self::Variables,
            false => Self::Scratch,
        }
    }
}
