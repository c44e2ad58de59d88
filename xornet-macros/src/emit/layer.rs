//! The trait for emitting a layer, implemented in one file or folder per way of generating code.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use xornet_model::plan::{Code, Step};

use super::Context;
use super::literal::{Float, Number, length};
use super::values::Place;

/// The emission of a layer's code. `index` is the index of the layer in the network, which is a part of the names of its
/// items.
pub(crate) trait Emit<T: Number> {
    /// Emits the tables, and the functions that const contexts call.
    fn items(&self, context: &Context, index: usize, step: &Step<'_, T>) -> TokenStream;

    /// Emits the layer as a value for the reference.
    fn reference(&self, context: &Context, index: usize) -> TokenStream;

    /// Emits the type of the layer's state in a stream, and its value before the first frame; `None` if it has no state.
    fn state(&self, _context: &Context, _index: usize) -> Option<(TokenStream, TokenStream)> {
        None
    }

    /// Returns whether the code of several steps of a stream uses the tables of one step.
    fn shares_tables(&self) -> bool {
        true
    }

    /// Emits a call in const contexts, an expression of an array; `None` if the layer only writes to an array.
    fn call(&self, _index: usize, _inputs: &[TokenStream]) -> Option<TokenStream> {
        None
    }

    /// Emits statements for const contexts that compute the layer from `inputs`, references to exact arrays, into
    /// `output`, an exclusive reference to one. In place, the first input is not among them: it is in `output`.
    fn call_into(
        &self,
        context: &Context,
        index: usize,
        step: &Step<'_, T>,
        inputs: &[TokenStream],
        output: &TokenStream,
    ) -> TokenStream;

    /// Emits a forward pass on the instruction set `isa`; `output` is the variable for the result. Layers that only write to
    /// an array get a new one.
    fn run(
        &self,
        context: &Context,
        index: usize,
        step: &Step<'_, T>,
        inputs: &[Place],
        output: &Ident,
    ) -> Run {
        let xornet = &context.xornet;
        let inputs: Vec<_> = inputs.iter().map(|place| context.exactly(place)).collect();
        let run = self.run_into(context, index, step, &inputs, &quote! { &mut #output.0 });
        let (count, zero) = (length(step.outputs()), context.zero());
        Run::Array(quote! {
            let mut #output = #xornet::__private::Aligned([#zero; #count]);
            #run
        })
    }

    /// Emits a forward pass that does not change the array of the input.
    fn run_apart(
        &self,
        context: &Context,
        index: usize,
        step: &Step<'_, T>,
        inputs: &[Place],
        output: &Ident,
    ) -> Run {
        self.run(context, index, step, inputs, output)
    }

    /// Emits statements like those of [`Self::call_into`], on the instruction set `isa`.
    fn run_into(
        &self,
        context: &Context,
        index: usize,
        step: &Step<'_, T>,
        inputs: &[TokenStream],
        output: &TokenStream,
    ) -> TokenStream;

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
    /// one number of each sample. The plan asks only layers that fit for this.
    fn run_side_by_side(
        &self,
        _context: &Context,
        _index: usize,
        _inputs: &[Ident],
        _output: &Ident,
    ) -> TokenStream {
        TokenStream::new()
    }
}

/// The code of a layer's forward pass, by the form of its result.
pub(crate) enum Run {
    /// Code that binds `output`, an `Aligned` array.
    Array(TokenStream),
    /// Code, and an expression after it: an array of exactly the outputs.
    Value(TokenStream, TokenStream),
    /// Code that changes the array of the input into that of the output.
    InPlace(TokenStream),
}

/// Returns the code of a layer as the trait for emitting it.
pub(super) fn emitter<'c, T: Float>(code: &'c Code<'_, T>) -> &'c dyn Emit<T> {
    match code {
        Code::Dense(code) => code,
        Code::Activation(code) => code,
        Code::Position(code) => code,
        Code::Recurrent(code) => code,
        Code::Frames(code) => code,
        Code::Loops(code) => code,
    }
}
