//! The code of activations, of a layer's sums and as layers of their own.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_model::Activation;
use xornet_model::plan::activation::Code;
use xornet_model::plan::{Activate, Step};

use super::Context;
use super::layer::{Emit, Run};
use super::literal::{Float, length};
use super::values::Place;

impl<T: Float> Emit<T> for Code<T> {
    fn items(&self, context: &Context, index: usize, step: &Step<'_, T>) -> TokenStream {
        if step.output.rank() > 1 || context.state.shared {
            return TokenStream::new();
        }
        let float = &context.float;
        let function = format_ident!("layer_{index}");
        let count = length(self.length());
        let body = context.activate(self.activation, &quote! { *x });
        quote! {
            #[inline]
            const fn #function(x: &[#float; #count]) -> [#float; #count] {
                #body
            }
        }
    }

    fn reference(&self, context: &Context, _index: usize) -> TokenStream {
        let xornet = &context.xornet;
        let activation = context.activation(self.activation);
        quote! { #xornet::Layer::Activation(#activation) }
    }

    fn call(&self, index: usize, inputs: &[TokenStream]) -> Option<TokenStream> {
        let function = format_ident!("layer_{index}");
        Some(quote! { #function(#(#inputs),*) })
    }

    fn call_into(
        &self,
        context: &Context,
        _: usize,
        step: &Step<'_, T>,
        inputs: &[TokenStream],
        output: &TokenStream,
    ) -> TokenStream {
        let copy = context.copied(step, inputs, output);
        let apply = context.apply(self.activation, output, self.channels());
        quote! { #copy #apply }
    }

    fn run_into(
        &self,
        context: &Context,
        _: usize,
        step: &Step<'_, T>,
        inputs: &[TokenStream],
        output: &TokenStream,
    ) -> TokenStream {
        let copy = context.copied(step, inputs, output);
        let apply = context.apply_on_isa(self.activation, output, self.channels());
        quote! { #copy #apply }
    }

    fn run(
        &self,
        context: &Context,
        index: usize,
        step: &Step<'_, T>,
        inputs: &[Place],
        output: &Ident,
    ) -> Run {
        match (self.in_place, inputs) {
            (Some((activate, _)), [Place::Array(name)]) => {
                Run::InPlace(context.activate_array(self.activation, activate, name))
            }
            _ => self.run_apart(context, index, step, inputs, output),
        }
    }

    fn run_apart(
        &self,
        context: &Context,
        index: usize,
        _: &Step<'_, T>,
        inputs: &[Place],
        _: &Ident,
    ) -> Run {
        let function = format_ident!("layer_{index}");
        let inputs = inputs.iter().map(|place| context.exactly(place));
        Run::Value(TokenStream::new(), quote! { #function(#(#inputs),*) })
    }

    fn run_side_by_side(
        &self,
        context: &Context,
        _index: usize,
        inputs: &[Ident],
        output: &Ident,
    ) -> TokenStream {
        let mutable = mutable(self.activation);
        let activate = context.activate_rows(self.activation, output, self.length());
        quote! {
            let #mutable #output = #(#inputs)*;
            #activate
        }
    }
}

/// Emits `mut`, if an activation changes its input.
pub(super) fn mutable<T: Float>(activation: Activation<T>) -> Option<TokenStream> {
    (activation != Activation::Linear).then(|| quote! { mut })
}

impl Context {
    /// Emits a copy of the first input to the output, unless the layer works in place.
    pub(super) fn copied<T: Float>(
        &self,
        step: &Step<'_, T>,
        inputs: &[TokenStream],
        output: &TokenStream,
    ) -> TokenStream {
        let copy = self.kernel(&quote! { copy });
        match inputs.first() {
            Some(input) if !step.in_place => quote! { #copy(#input, #output); },
            _ => TokenStream::new(),
        }
    }

    /// Emits an activation of each row of `channels` numbers behind the reference `output`, for const contexts.
    pub(super) fn apply<T: Float>(
        &self,
        activation: Activation<T>,
        output: &TokenStream,
        channels: usize,
    ) -> TokenStream {
        if activation == Activation::Linear {
            return TokenStream::new();
        }
        let apply = self.kernel(&quote! { apply });
        let activation = self.activation(activation);
        let channels = length(channels);
        quote! { #apply(#activation, #output, #channels); }
    }

    /// Emits the same on the instruction set `isa`: elementwise ones by a kernel.
    pub(super) fn apply_on_isa<T: Float>(
        &self,
        activation: Activation<T>,
        output: &TokenStream,
        channels: usize,
    ) -> TokenStream {
        if activation == Activation::Linear || !activation.is_elementwise() {
            return self.apply(activation, output, channels);
        }
        let name = format_ident!("{}", activation.name());
        let kernel = self.kernel(&quote! { Kernels::#name });
        let parameters = activation.parameters().map(|(_, value)| value.literal());
        let rest = self.apply(activation, &quote! { rest }, channels);
        quote! {{
            let (vectors, rest) = #output.as_chunks_mut();
            #kernel(isa, vectors #(, #parameters)*);
            #rest
        }}
    }

    /// Emits an activation as a value for the reference.
    pub(super) fn activation<T: Float>(&self, activation: Activation<T>) -> TokenStream {
        let xornet = &self.xornet;
        let variant = format_ident!("{}", activation.variant());
        let fields: Vec<_> = activation
            .parameters()
            .map(|(name, value)| {
                let (name, value) = (format_ident!("{name}"), value.literal());
                quote! { #name: #value }
            })
            .collect();
        let fields = (!fields.is_empty()).then(|| quote! { { #(#fields),* } });
        quote! { #xornet::Activation::#variant #fields }
    }

    /// Emits an activation of an array, as an expression.
    pub(super) fn activate<T: Float>(
        &self,
        activation: Activation<T>,
        values: &TokenStream,
    ) -> TokenStream {
        let function = format_ident!("{}", activation.name());
        let function = self.kernel(&quote! { array::#function });
        let parameters = activation.parameters().map(|(_, value)| value.literal());
        quote! { #function(#values #(, #parameters)*) }
    }

    /// Emits an activation of the first `count` numbers of an `Aligned` array, as an expression.
    pub(super) fn activate_exactly<T: Float>(
        &self,
        activation: Activation<T>,
        count: usize,
        array: &Ident,
    ) -> TokenStream {
        let xornet = &self.xornet;
        let count = length(count);
        let exact = quote! { *#xornet::__private::first::<_, #count>(&#array.0) };
        self.activate(activation, &exact)
    }

    /// Emits an elementwise activation of an `Aligned` array, whose name stays the same.
    pub(super) fn activate_array<T: Float>(
        &self,
        activation: Activation<T>,
        activate: Activate,
        array: &Ident,
    ) -> TokenStream {
        let xornet = &self.xornet;
        match activate {
            Activate::Nothing => TokenStream::new(),
            Activate::Inlined | Activate::Exactly => {
                let result = self.activate(activation, &quote! { #array.0 });
                quote! { let #array = #xornet::__private::Aligned(#result); }
            }
            Activate::InPlace => self.activate_in_place(activation, array),
        }
    }

    /// Emits an elementwise activation of an `Aligned` array, in place by a kernel.
    pub(super) fn activate_in_place<T: Float>(
        &self,
        activation: Activation<T>,
        array: &Ident,
    ) -> TokenStream {
        let name = format_ident!("{}", activation.name());
        let function = self.kernel(&quote! { Kernels::#name });
        let parameters = activation.parameters().map(|(_, value)| value.literal());
        quote! { #function(isa, #array.0.as_chunks_mut().0 #(, #parameters)*); }
    }

    /// Emits an activation of `count` rows, each of which has one number of each sample.
    pub(super) fn activate_rows<T: Float>(
        &self,
        activation: Activation<T>,
        rows: &Ident,
        count: usize,
    ) -> TokenStream {
        let Self { xornet, float, .. } = self;
        let row = self.activate(activation, &quote! { *row });
        let count = length(count);
        if activation == Activation::Linear {
            TokenStream::new()
        } else if activation.is_elementwise() {
            quote! {
                for row in &mut #rows {
                    *row = #row;
                }
            }
        } else {
            quote! {
                let mut rows: [[#float; #count]; #xornet::__private::SIDE_BY_SIDE] = #xornet::__private::transpose(&#rows);
                for row in &mut rows {
                    *row = #row;
                }
                #rows = #xornet::__private::transpose(&rows);
            }
        }
    }
}
