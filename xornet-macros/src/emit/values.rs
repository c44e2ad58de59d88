//! Where the values of a network are while a function runs.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_model::{Float, Network, ValueId};

use super::Context;
use super::literal::length;

/// Where a value is.
#[derive(Clone, Debug)]
pub(super) enum Place {
    /// Behind a reference to an array.
    Argument(TokenStream),
    /// In an `Aligned` array, which may be longer than the value.
    Array(Ident),
}

impl Place {
    /// Returns the variable of an array.
    pub(super) fn name(&self) -> Option<&Ident> {
        match self {
            Self::Argument(_) => None,
            Self::Array(name) => Some(name),
        }
    }

    /// Returns a slice of the first numbers.
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

/// Where all values are that are known so far.
pub(super) struct Values(BTreeMap<ValueId, Place>);

impl Values {
    /// Returns the values that a function takes as `input`: an array, or a tuple of several.
    pub(super) fn of_arguments(ids: &[ValueId]) -> Self {
        let places = arguments(ids, &quote! { input }).into_iter();
        let places = places.map(|(id, reference)| (id, Place::Argument(reference)));
        Self(places.collect())
    }

    pub(super) fn set(&mut self, id: ValueId, place: Place) {
        self.0.insert(id, place);
    }

    /// Returns where the values are. The planner has each made before it is taken.
    pub(super) fn get(&self, ids: &[ValueId]) -> Vec<Place> {
        ids.iter()
            .filter_map(|id| self.0.get(id).cloned())
            .collect()
    }
}

/// Returns references to the values that a reference `name` leads to: one array, or a tuple of them.
pub(super) fn arguments(ids: &[ValueId], name: &TokenStream) -> Vec<(ValueId, TokenStream)> {
    match ids {
        [id] => vec![(*id, name.clone())],
        ids => {
            let fields = ids.iter().enumerate().map(|(index, id)| {
                let index = length(index);
                (*id, quote! { &#name.#index })
            });
            fields.collect()
        }
    }
}

/// Returns the variable that holds what a layer gives.
pub(super) fn variable(index: usize) -> Ident {
    format_ident!("x{index}")
}

impl Context {
    /// Returns the type of some values: an array, or a tuple of several.
    pub(super) fn array_type<T: Float>(
        &self,
        network: &Network<T>,
        ids: &[ValueId],
    ) -> TokenStream {
        let float = &self.float;
        let arrays = ids.iter().map(|&id| {
            let count = length(network.length(id));
            quote! { [#float; #count] }
        });
        match ids {
            [_] => quote! { #(#arrays)* },
            _ => quote! { (#(#arrays),*) },
        }
    }

    /// Returns a reference to an array of the length that stands around it.
    pub(super) fn exactly(&self, place: &Place) -> TokenStream {
        let xornet = &self.xornet;
        match place {
            Place::Argument(reference) => reference.clone(),
            Place::Array(name) => quote! { #xornet::__private::first(&#name.0) },
        }
    }

    /// Returns the values themselves: an array, or a tuple of several.
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
