//! From samples to a decision: the energies of bands, a network of eight bits, and a word. Without `std` and without
//! memory from a heap; the firmware and the program on a computer are the same code.
#![no_std]

pub mod features;
pub mod spot;
