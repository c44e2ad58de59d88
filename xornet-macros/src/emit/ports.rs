//! The inputs and outputs of a network in the types of the caller: an array, or a struct of several.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_model::{Port, Shape};

use super::literal::{Number, length, zero};

/// The inputs or the outputs of a network.
pub(crate) struct Ports {
    pub(crate) list: Vec<Port>,
    /// The name of the struct of several, as `NameInput`.
    pub(crate) record: Ident,
    pub(crate) float: Ident,
    pub(crate) xornet: TokenStream,
}

impl Ports {
    /// Takes the inputs or outputs of the network `name`. A struct of several has its name with `suffix`.
    pub(crate) fn new(
        list: Vec<Port>,
        name: &Ident,
        suffix: &str,
        float: &Ident,
        xornet: &TokenStream,
    ) -> Self {
        Self {
            list,
            record: format_ident!("{name}{suffix}", span = name.span()),
            float: float.clone(),
            xornet: xornet.clone(),
        }
    }

    /// Emits the type of the caller.
    pub(crate) fn type_of(&self) -> TokenStream {
        match &self.list[..] {
            [port] => array(&self.float, port.shape),
            _ => {
                let record = &self.record;
                quote! { #record }
            }
        }
    }

    /// Describes the type for documentation.
    pub(crate) fn words(&self) -> String {
        match &self.list[..] {
            [port] => format!("`{}`", spelling(&self.float, port.shape)),
            _ => format!("[`{}`]", self.record),
        }
    }

    /// Returns how many numbers there are.
    pub(crate) fn count(&self) -> usize {
        self.list.iter().map(|port| port.shape.count()).sum()
    }

    /// Emits references to flat arrays, from the reference `value` to a value of the caller's type.
    pub(crate) fn flat(&self, value: &TokenStream) -> Vec<TokenStream> {
        let xornet = &self.xornet;
        let flat = |port: &Port| {
            let field = port.name.as_ref().map(|name| format_ident!("{name}"));
            let place = match field {
                None => value.clone(),
                Some(field) => quote! { #value.#field },
            };
            let count = length(port.shape.count());
            match port.shape.rank() {
                1 if port.name.is_none() => place,
                1 => quote! { &#place },
                rank => {
                    let flatten = vec![quote! { .as_flattened() }; rank - 1];
                    quote! { #xornet::__private::first::<_, #count>(#place #(#flatten)*) }
                }
            }
        };
        self.list.iter().map(flat).collect()
    }

    /// Emits a value of the caller's type from `value`, an expression of one flat array or of a tuple of several.
    pub(crate) fn nested(&self, value: &TokenStream) -> TokenStream {
        match &self.list[..] {
            [port] => self.nested_port(port, value),
            ports => {
                let record = &self.record;
                let fields = ports.iter().enumerate().map(|(index, port)| {
                    let index = length(index);
                    let name = port.name.as_ref().map(|name| format_ident!("{name}"));
                    let value = self.nested_port(port, &quote! { outputs.#index });
                    quote! { #name: #value }
                });
                quote! {{
                    let outputs = #value;
                    #record { #(#fields),* }
                }}
            }
        }
    }

    fn nested_port(&self, port: &Port, value: &TokenStream) -> TokenStream {
        let Self { xornet, float, .. } = self;
        match port.shape.rank() {
            1 => value.clone(),
            rank => {
                let zeros = zeros(float, port.shape);
                let flatten = vec![quote! { .as_flattened_mut() }; rank - 1];
                quote! {{
                    let mut nested = #zeros;
                    #xornet::__private::#float::copy(&#value, nested #(#flatten)*);
                    nested
                }}
            }
        }
    }

    /// Emits a value of the caller's type with these numbers.
    pub(crate) fn literal<T: Number>(&self, mut numbers: &[T]) -> TokenStream {
        let mut arrays = self.list.iter().map(|port| {
            let (part, rest) = numbers.split_at(port.shape.count());
            numbers = rest;
            nested_literal(port.shape.axes(), part)
        });
        match &self.list[..] {
            [_] => arrays.by_ref().collect(),
            ports => {
                let record = &self.record;
                let names = ports
                    .iter()
                    .map(|port| port.name.as_ref().map(|name| format_ident!("{name}")));
                quote! { #record { #(#names: #arrays),* } }
            }
        }
    }

    /// Emits the struct, if there are several, with its documentation; `noun` is `input` or `output`.
    pub(crate) fn declare(
        &self,
        visibility: &syn::Visibility,
        network: &Ident,
        noun: &str,
    ) -> TokenStream {
        if self.list.len() == 1 {
            return TokenStream::new();
        }
        let Self { record, float, .. } = self;
        let doc = format!(
            " The {noun}s of [`{network}`], one run of {} numbers.",
            self.count()
        );
        let fields = self.list.iter().map(|port| {
            let name = port.name.as_ref().map(|name| format_ident!("{name}"));
            let doc = format!(
                " The {noun} `{}`.",
                port.name.as_deref().unwrap_or_default()
            );
            let array = array(&format_ident!("{float}"), port.shape);
            quote! {
                #[doc = #doc]
                pub #name: #array
            }
        });
        quote! {
            #[doc = #doc]
            #[derive(
                ::core::clone::Clone,
                ::core::marker::Copy,
                ::core::fmt::Debug,
                ::core::cmp::PartialEq,
            )]
            #[repr(C)]
            #[allow(non_snake_case, reason = "fields have the names of the model file")]
            #visibility struct #record {
                #(#fields),*
            }
        }
    }

    /// Emits the implementation that makes the struct a tensor, if there are several.
    pub(crate) fn implement(&self) -> TokenStream {
        if self.list.len() == 1 {
            return TokenStream::new();
        }
        let Self {
            record,
            float,
            xornet,
            ..
        } = self;
        let names: Vec<_> = self
            .list
            .iter()
            .filter_map(|port| port.name.as_ref().map(|name| format_ident!("{name}")))
            .collect();
        let zeros = self.list.iter().map(|port| zeros(float, port.shape));
        let slices = |flatten: TokenStream| {
            let flatten = &flatten;
            self.list
                .iter()
                .map(|port| vec![quote! { #flatten }; port.shape.rank() - 1])
                .map(|flatten| quote! { #(#flatten)* })
                .collect::<Vec<_>>()
        };
        let (shared, exclusive) = (
            slices(quote! { .as_flattened() }),
            slices(quote! { .as_flattened_mut() }),
        );
        quote! {
            #[doc(hidden)]
            impl #xornet::__private::Record for #record {
                type Scalar = #float;

                const ZEROS: Self = Self { #(#names: #zeros),* };

                #[inline]
                fn visit<'a>(&'a self, visit: &mut dyn FnMut(&'a [#float])) {
                    #(visit(self.#names.as_slice() #shared);)*
                }

                #[inline]
                fn visit_mut<'a>(&'a mut self, visit: &mut dyn FnMut(&'a mut [#float])) {
                    #(visit(self.#names.as_mut_slice() #exclusive);)*
                }
            }
        }
    }
}

/// Emits the type of an array of numbers.
fn array(float: &Ident, shape: Shape) -> TokenStream {
    let axes = shape.axes().iter().rev();
    axes.fold(quote! { #float }, |inner, &axis| {
        let axis = length(axis);
        quote! { [#inner; #axis] }
    })
}

/// Writes the type of an array of numbers.
fn spelling(float: &Ident, shape: Shape) -> String {
    let axes = shape.axes().iter().rev();
    axes.fold(float.to_string(), |inner, axis| {
        format!("[{inner}; {axis}]")
    })
}

/// Emits an array of zeros.
fn zeros(float: &Ident, shape: Shape) -> TokenStream {
    let axes = shape.axes().iter().rev();
    axes.fold(zero(float), |inner, &axis| {
        let axis = length(axis);
        quote! { [#inner; #axis] }
    })
}

/// Emits nested arrays with these numbers.
fn nested_literal<T: Number>(axes: &[usize], numbers: &[T]) -> TokenStream {
    match axes {
        [_, inner @ ..] if !inner.is_empty() => {
            let parts = numbers.chunks(inner.iter().product());
            let parts = parts.map(|part| nested_literal(inner, part));
            quote! { [#(#parts),*] }
        }
        _ => {
            let numbers = numbers.iter().map(|number| number.literal());
            quote! { [#(#numbers),*] }
        }
    }
}
