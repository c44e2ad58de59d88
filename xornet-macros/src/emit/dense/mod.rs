//! The code of dense layers.

mod lines;
mod loops;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_model::plan::dense::{Code, Strategy};
use xornet_model::plan::{Activate, Step};

use super::Context;
use super::activation::mutable;
use super::layer::{Emit, Run};
use super::literal::{Float, length};
use super::values::Place;

/// Returns the names of a layer's tables as the model file has them: the weights and the biases.
pub(super) fn tables(index: usize) -> (Ident, Ident) {
    (
        format_ident!("WEIGHTS_{index}"),
        format_ident!("BIASES_{index}"),
    )
}

impl<T: Float> Emit<T> for Code<'_, T> {
    fn items(&self, context: &Context, index: usize, _: &Step<'_, T>) -> TokenStream {
        match context.state.shared {
            true => TokenStream::new(),
            false => context.dense_items(self, index),
        }
    }

    fn reference(&self, context: &Context, index: usize) -> TokenStream {
        let xornet = &context.xornet;
        let layer = context.dense_layer(self, index);
        quote! { #xornet::Layer::Dense(#layer) }
    }

    fn call(&self, index: usize, inputs: &[TokenStream]) -> Option<TokenStream> {
        let function = format_ident!("layer_{index}");
        Some(quote! { #function(#(#inputs),*) })
    }

    fn call_into(
        &self,
        _: &Context,
        index: usize,
        _: &Step<'_, T>,
        inputs: &[TokenStream],
        output: &TokenStream,
    ) -> TokenStream {
        let function = format_ident!("layer_{index}");
        if self.rows == 1 {
            return quote! { *#output = #function(#(#inputs),*); };
        }
        let [count, units] = [self.dense.inputs(), self.dense.units()].map(length);
        quote! {
            let (rows, _) = #(#inputs)*.as_chunks::<#count>();
            let (results, _) = #output.as_chunks_mut::<#units>();
            let mut row = 0;
            while row < rows.len() && row < results.len() {
                results[row] = #function(&rows[row]);
                row += 1;
            }
        }
    }

    fn run_into(
        &self,
        context: &Context,
        index: usize,
        step: &Step<'_, T>,
        inputs: &[TokenStream],
        output: &TokenStream,
    ) -> TokenStream {
        let sums = format_ident!("sums");
        let [count, units] = [self.dense.inputs(), self.dense.units()].map(length);
        let row = Place::Argument(quote! { row });
        let (code, value) = match self.run(context, index, step, &[row], &sums) {
            Run::Value(code, value) => (code, value),
            Run::Array(code) | Run::InPlace(code) => {
                let value = context.exactly(&Place::Array(sums));
                (code, quote! { *#value })
            }
        };
        quote! {
            let rows = #(#inputs)*.as_chunks::<#count>().0;
            for (row, result) in ::core::iter::zip(rows, #output.as_chunks_mut::<#units>().0) {
                #code
                *result = #value;
            }
        }
    }

    fn run(
        &self,
        context: &Context,
        index: usize,
        _: &Step<'_, T>,
        inputs: &[Place],
        output: &Ident,
    ) -> Run {
        context.run_dense(self, index, inputs, output)
    }

    fn run_block(
        &self,
        context: &Context,
        index: usize,
        inputs: &TokenStream,
        outputs: &Ident,
        output: &Ident,
    ) -> Option<TokenStream> {
        let Strategy::Loops(loops) = &self.strategy else {
            return None;
        };
        if self.activate == Activate::Exactly {
            return None;
        }
        let sums = context.run_block(index, self.dense, loops, inputs, outputs)?;
        let activate = (self.activate != Activate::Nothing).then(|| {
            let activate = context.activate_in_place(self.dense.activation(), output);
            quote! {
                for #output in &mut #outputs {
                    #activate
                }
            }
        });
        Some(quote! { #sums #activate })
    }

    fn run_side_by_side(
        &self,
        context: &Context,
        index: usize,
        inputs: &[Ident],
        output: &Ident,
    ) -> TokenStream {
        let (weights, biases) = tables(index);
        let dense = self.dense;
        let [rows, units, partial] = [dense.inputs(), dense.units(), self.partial].map(length);
        let kernel = context.kernel(&quote! { inlined::side_by_side });
        let mutable = mutable(dense.activation());
        let activate = context.activate_rows(dense.activation(), output, dense.units());
        quote! {
            let #mutable #output = #kernel::<_, #rows, #units, #partial>(isa, #(&#inputs)*, &#weights, &#biases);
            #activate
        }
    }
}

impl Context {
    /// Emits the tables of a layer, and the function that const contexts call.
    pub(super) fn dense_items<T: Float>(&self, code: &Code<'_, T>, index: usize) -> TokenStream {
        let Self { float, .. } = self;
        let dense = code.dense;
        let [inputs, units] = [dense.inputs(), dense.units()].map(length);
        let function = format_ident!("layer_{index}");
        let (weights, biases) = tables(index);
        let weight_values = self.rows(dense.weights(), dense.units());
        let bias_values = self.row(dense.biases());
        let tables = match &code.strategy {
            Strategy::Lines(_) => TokenStream::new(),
            Strategy::Loops(loops) => self.tiles(index, dense, loops),
            Strategy::Sparse(sparse) => self.sparse(index, dense, sparse),
        };
        let (helpers, body) = match code.lines() {
            Some(parts) => self.lines(index, dense, parts),
            None => (TokenStream::new(), plain(code, self, index)),
        };
        quote! {
            static #weights: [[#float; #units]; #inputs] = #weight_values;
            static #biases: [#float; #units] = #bias_values;
            #tables
            #helpers
            #[inline]
            const fn #function(x: &[#float; #inputs]) -> [#float; #units] {
                #body
            }
        }
    }

    /// Emits a layer as a value for the reference.
    pub(super) fn dense_layer<T: Float>(&self, code: &Code<'_, T>, index: usize) -> TokenStream {
        let xornet = &self.xornet;
        let (weights, biases) = tables(index);
        let [inputs, units] = [code.dense.inputs(), code.dense.units()].map(length);
        let activation = self.activation(code.dense.activation());
        quote! {
            #xornet::Dense::new(#inputs, #units, #weights.as_flattened(), &#biases, #activation)
        }
    }

    /// Emits a forward pass of a layer on the instruction set `isa`.
    pub(super) fn run_dense<T: Float>(
        &self,
        code: &Code<'_, T>,
        index: usize,
        inputs: &[Place],
        output: &Ident,
    ) -> Run {
        let dense = code.dense;
        let slices: TokenStream = inputs
            .iter()
            .map(|place| place.slice(dense.inputs()))
            .collect();
        let sums = match &code.strategy {
            Strategy::Lines(_) => {
                let function = format_ident!("layer_{index}");
                let inputs = inputs.iter().map(|place| self.exactly(place));
                return Run::Value(TokenStream::new(), quote! { #function(#(#inputs),*) });
            }
            Strategy::Loops(loops) => self.run_loops(index, dense, loops, &slices, output),
            Strategy::Sparse(_) => self.run_sparse(index, &slices, output),
        };
        let activation = dense.activation();
        if code.activate == Activate::Exactly {
            let value = self.activate_exactly(activation, dense.units(), output);
            return Run::Value(sums, value);
        }
        let activate = self.activate_array(activation, code.activate, output);
        Run::Array(quote! { #sums #activate })
    }
}

/// Emits a layer in plain loops.
fn plain<T: Float>(code: &Code<'_, T>, context: &Context, index: usize) -> TokenStream {
    let (weights, biases) = tables(index);
    let dense_layer = context.kernel(&quote! { dense });
    let [inputs, units, partial] =
        [code.dense.inputs(), code.dense.units(), code.partial].map(length);
    context.activate(
        code.dense.activation(),
        &quote! { #dense_layer::<#inputs, #units, #partial>(x, &#weights, &#biases) },
    )
}
