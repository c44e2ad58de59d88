//! What every layer's code is asked to emit, one file or folder per kind.

use proc_macro2::{Ident, TokenStream};
use xornet_model::plan::Code;

use super::Context;
use super::literal::Number;
use super::values::Place;

/// Emits the code of a layer. `index` is the layer's place in the network: it tells the names of its items.
pub(super) trait Emit {
    /// Emits the tables, and the function `layer_…` that const contexts call.
    fn items(&self, context: &Context, index: usize) -> TokenStream;

    /// Emits the layer as the reference takes it.
    fn reference(&self, context: &Context, index: usize) -> TokenStream;

    /// Emits a forward pass on the instruction set `isa`; `output` is the variable for what it gives.
    fn run(&self, context: &Context, index: usize, inputs: &[Place], output: &Ident) -> Run;

    /// Emits the same where the array of the input may not be changed.
    fn run_apart(&self, context: &Context, index: usize, inputs: &[Place], output: &Ident) -> Run {
        self.run(context, index, inputs, output)
    }

    /// Emits a forward pass of a block of samples, from a reference to an array of slices into `outputs`, an
    /// array of arrays whose single elements are called `output`; none where samples go one by one.
    fn run_block(
        &self,
        _context: &Context,
        _index: usize,
        _inputs: &TokenStream,
        _outputs: &Ident,
        _output: &Ident,
    ) -> Option<TokenStream> {
        None
    }

    /// Emits a forward pass of samples side by side, from columns `inputs` into `output`.
    fn run_side_by_side(
        &self,
        context: &Context,
        index: usize,
        inputs: &[Ident],
        output: &Ident,
    ) -> TokenStream;
}

/// What the code of a layer leaves.
pub(super) enum Run {
    /// `output` is an `Aligned` array.
    Array(TokenStream),
    /// Behind the code is an expression, an array of exactly the outputs.
    Value(TokenStream, TokenStream),
    /// The array of the input has become that of the output.
    InPlace(TokenStream),
}

macro_rules! emitters {
    ($($(#[$doc:meta])* $name:ident $variant:ident;)*) => {
        /// Returns what emits the code of a layer.
        pub(super) fn emitter<'c, T: Number>(code: &'c Code<'_, T>) -> &'c dyn Emit {
            match code {
                $(Code::$variant(code) => code,)*
            }
        }
    };
}

xornet_core::with_layers!(emitters! {});
