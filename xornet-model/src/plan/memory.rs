//! The choice of the memory for the values between layers.

use xornet_core::DType;

use crate::{Element, Network};

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
    /// Chooses the memory of a network: one array, if a value has several axes, or in eight bits.
    pub(super) fn of<T: Element>(network: &Network<T>) -> Self {
        // Layers of eight bits are in loops that write to an array.
        let vectors =
            T::DTYPE != DType::I8 && network.values().iter().all(|value| value.shape.rank() == 1);
        match vectors {
            true => Self::Variables,
            false => Self::Scratch,
        }
    }
}
