//! The functions for many samples at once.

mod blocks;
mod side_by_side;

use proc_macro2::TokenStream;
use xornet_model::plan::{Batch, Plan};

use super::Context;
use super::literal::Number;

impl Context {
    /// Emits the function for several samples, if they are not computed one by one.
    pub(super) fn batch_functions<T: Number>(&self, plan: &Plan<'_, T>) -> TokenStream {
        match plan.batch() {
            Batch::Singly => TokenStream::new(),
            Batch::Blocks => self.run_blocks(plan),
            Batch::SideBySide => self.run_side_by_side(plan),
        }
    }
}
