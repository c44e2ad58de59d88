//! The trait for emitting a layer, implemented in one file or folder per kind.

use proc_macro2::{Ident, TokenStream};
use xornet_model::plan::Code;

use super::Context;
use super::literal::Number;
use super::values::Place;

/// The emission of a layer's code. `index` is the index of the layer in the network, which is a part of the names of its
/// items.
pub(super) trait Emit {
    /// Emits the tables, and the function `layer_…` that const contexts call.
    fn items(&self, context: &Context, index: usize) -> TokenStream;

    /// Emits the layer as a value for the reference.
    fn reference(&self, context: &Context, index: usize) -> TokenStream;

    /// Emits a forward pass on the instruction set `isa`; `output` is the variable for the result.
    fn run(&self, context: &Context, index: usize, inputs: &[Place], output: &Ident) -> Run;

    /// Emits a forward pass that does not change the array of the input.
    fn run_apart(&self, context: &Context, index: usize, inputs: &[Place], output: &Ident) -> Run {
        self.run(context, index, inputs, output)
    }

    /// Emits a forward pass of a block of samples: from `inputs`, a reference to an array of slices, into `outputs`, an
    /// array of arrays; `output` is a variable for one of these. Returns `None` if samples are computed one by one.
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

    /// Emits a forward pass of samples side by side, from the rows in `inputs` to the rows in `output`, each of which has
    /// one number of each sample.
    fn run_side_by_side(
        &self,
        context: &Context,
        index: usize,
        inputs: &[Ident],
        output: &Ident,
    ) -> TokenStream;
}

/// The code of a layer's forward pass, by the form of its result.
pub(super) enum Run {
    /// Code that binds `output`, an `Aligned` array.
    Array(TokenStream),
    /// Code, and an expression after it: an array of exactly the outputs.
    Value(TokenStream, TokenStream),
    /// Code that changes the array of the input into that of the output.
    InPlace(TokenStream),
}

macro_rules! emitters {
    ($($(#[$doc:meta])* $name:ident $variant:ident;)*) => {
        /// Returns the code of a layer as the trait for emitting it.
        pub(super) fn emitter<'c, T: Number>(code: &'c Code<'_, T>) -> &'c dyn Emit {
            match code {
                $(Code::$variant(code) => code,)*
            }
        }
    };
}

xornet_core::with_layers!(emitters! {});
