//! The places of a network's values in the code of a function.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_model::{Element, Network, ValueId};

use super::Context;
use super::literal::length;

/// The place of a value.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// An array behind a reference, with the tokens of that reference.
    Argument(TokenStream),
    /// A variable of an `Aligned` array, which may be longer than the value.
    Array(Ident),
}

impl Place {
    /// Returns the variable of an `Aligned` array.
    pub(super) fn name(&self) -> Option<&Ident> {
        match self {
            Self::Argument(_) => None,
            Self::Array(name) => Some(name),
        }
    }

    /// Emits a slice of the value, which has `count` numbers.
    pub(super) fn slice(&self, count: usize) -> TokenStream {
        match self {
            Self::Argument(reference) => reference.clone(),
            Self::Array(name) => {
                let count = length(count);
                quote! { &#name.0[..#count] }
            }
        }
    }
}

/// The places of all values that are known so far.
pub(super) struct Values(BTreeMap<ValueId, Place>);

impl Values {
    /// Takes the values of a function's parameters; see [`Context::parameters`].
    pub(super) fn of_parameters(ids: &[ValueId]) -> Self {
        let places = parameters(ids).into_iter();
        let places = places.map(|(id, name)| (id, Place::Argument(quote! { #name })));
        Self(places.collect())
    }

    /// Sets the place of a value.
    pub(super) fn set(&mut self, id: ValueId, place: Place) {
        self.0.insert(id, place);
    }

    /// Returns the places of some values. All of them are known, since the network's order makes each value before it is
    /// used.
    pub(super) fn get(&self, ids: &[ValueId]) -> Vec<Place> {
        ids.iter()
            .filter_map(|id| self.0.get(id).cloned())
            .collect()
    }
}

/// Names the parameters of a function that takes some values.
pub(super) fn parameters(ids: &[ValueId]) -> Vec<(ValueId, Ident)> {
    match ids {
        [id] => vec![(*id, format_ident!("input"))],
        ids => {
            let names = ids.iter().enumerate();
            names
                .map(|(index, id)| (*id, format_ident!("input_{index}")))
                .collect()
        }
    }
}

/// Returns the variable for the output of a layer.
pub(super) fn variable(index: usize) -> Ident {
    format_ident!("x{index}")
}

impl Context {
    /// Emits the type of a value as a flat array.
    pub(super) fn flat_type<T: Element>(&self, network: &Network<T>, id: ValueId) -> TokenStream {
        let float = &self.float;
        let count = length(network.length(id));
        quote! { [#float; #count] }
    }

    /// Emits the parameters of a function that takes some values: references to flat arrays.
    pub(super) fn parameters<T: Element>(
        &self,
        network: &Network<T>,
        ids: &[ValueId],
    ) -> Vec<TokenStream> {
        let parameters = parameters(ids).into_iter().map(|(id, name)| {
            let array = self.flat_type(network, id);
            quote! { #name: &#array }
        });
        parameters.collect()
    }

    /// Emits the type of some values: a flat array, or a tuple of several.
    pub(super) fn array_type<T: Element>(
        &self,
        network: &Network<T>,
        ids: &[ValueId],
    ) -> TokenStream {
        let arrays = ids.iter().map(|&id| self.flat_type(network, id));
        match ids {
            [_] => quote! { #(#arrays)* },
            _ => quote! { (#(#arrays),*) },
        }
    }

    /// Emits a reference to an array of exactly the value, whose length is inferred from the context.
    pub(super) fn exactly(&self, place: &Place) -> TokenStream {
        let xornet = &self.xornet;
        match place {
            Place::Argument(reference) => reference.clone(),
            Place::Array(name) => quote! { #xornet::__private::first(&#name.0) },
        }
    }

    /// Emits the values themselves: an array, or a tuple of several.
    pub(super) fn taken(&self, places: &[Place]) -> TokenStream {
        let values = places.iter().map(|place| {
            let exactly = self.exactly(place);
            quote! { *#exactly }
        });
        match places {
            [_] => quote! { #(#values)* },
            _ => quote! { (#(#values),*) },
        }
    }
}
