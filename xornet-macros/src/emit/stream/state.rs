//! The state of a stream: the states of its layers, as pairs of one and the rest.

use proc_macro2::TokenStream;
use quote::quote;
use xornet_model::plan::Plan;

use crate::emit::Context;
use crate::emit::literal::Number;

/// The state of a stream, and how it is passed on; nothing, for other networks.
#[derive(Clone, Default)]
pub(in crate::emit) struct State {
    /// The layers that have a state, with its type and its value before the first frame.
    layers: Vec<(usize, TokenStream, TokenStream)>,
    /// Whether the code is that of a stream, even if no layer has a state.
    stream: bool,
    /// Whether the code computes the state after many equal frames.
    pub(in crate::emit) settles: bool,
    /// Whether the tables are those of a module around the code.
    pub(in crate::emit) shared: bool,
}

impl State {
    /// Takes the layers of a step that have a state.
    pub(super) fn of<T: Number>(context: &Context, plan: &Plan<'_, T>) -> Self {
        let steps = plan.steps().iter().enumerate();
        let layers = steps.filter_map(|(index, step)| {
            let (kept, initial) = T::emitter(&step.code).state(context, index)?;
            Some((index, kept, initial))
        });
        Self {
            layers: layers.collect(),
            stream: true,
            settles: false,
            shared: false,
        }
    }

    /// Emits the type.
    pub(super) fn type_of(&self) -> TokenStream {
        let layers = self.layers.iter().rev();
        layers.fold(
            quote! { () },
            |rest, (_, layer, _)| quote! { (#layer, #rest) },
        )
    }

    /// Emits the value before the first frame.
    pub(super) fn initial(&self) -> TokenStream {
        let layers = self.layers.iter().rev();
        layers.fold(
            quote! { () },
            |rest, (_, _, initial)| quote! { (#initial, #rest) },
        )
    }

    /// Emits the place of a layer's state in the variable `state`; `None` if it has none.
    pub(in crate::emit) fn place(&self, index: usize) -> Option<TokenStream> {
        let place = self.layers.iter().position(|(layer, ..)| *layer == index)?;
        let rest = vec![quote! { .1 }; place];
        Some(quote! { state #(#rest)*.0 })
    }

    /// Emits the parameter of a function.
    pub(in crate::emit) fn parameter(&self) -> Option<TokenStream> {
        self.stream.then(|| quote! { state: &mut State, })
    }

    /// Emits the argument of a call.
    pub(in crate::emit) fn argument(&self) -> Option<TokenStream> {
        self.stream.then(|| quote! { &mut *state, })
    }

    /// Emits the field of a tuple with the lifetime `'a`.
    pub(in crate::emit) fn field(&self) -> Option<TokenStream> {
        self.stream.then(|| quote! { &'a mut State, })
    }

    /// Emits the field of a struct with the lifetime `'a`.
    pub(in crate::emit) fn named_field(&self) -> Option<TokenStream> {
        self.stream.then(|| quote! { state: &'a mut State, })
    }

    /// Emits the value of the field of a struct.
    pub(in crate::emit) fn field_value(&self) -> Option<TokenStream> {
        self.stream.then(|| quote! { state: &mut *state, })
    }

    /// Emits the name of the variable, for a pattern.
    pub(in crate::emit) fn name(&self) -> Option<TokenStream> {
        self.stream.then(|| quote! { state, })
    }
}
