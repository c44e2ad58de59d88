//! Pools and global pools.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use xornet_core::{GlobalPool, Pool};

use super::Parts;
use crate::emit::Context;
use crate::emit::literal::length;

impl Context {
    /// Emits a pool.
    pub(in crate::emit) fn pool(&self, layer: &Pool, name: &Ident) -> Parts {
        let xornet = &self.xornet;
        let axes = [&layer.height, &layer.width].map(|axis| self.window_axis(axis));
        let (kind, channels) = (self.kind(layer.kind), length(layer.channels));
        let include_padding = layer.include_padding;
        let function = self.kernel(&quote! { pool });
        Parts {
            tables: TokenStream::new(),
            layer: (
                quote! { Pool },
                quote! { #xornet::Pool::new(#kind, [#(#axes),*], #channels, #include_padding) },
            ),
            start: quote! { #function(&#name, t0, y); },
            change: TokenStream::new(),
        }
    }

    /// Emits a global pool.
    pub(in crate::emit) fn global_pool(&self, layer: &GlobalPool, name: &Ident) -> Parts {
        let xornet = &self.xornet;
        let (kind, channels) = (self.kind(layer.kind), length(layer.channels));
        let function = self.kernel(&quote! { global_pool });
        Parts {
            tables: TokenStream::new(),
            layer: (
                quote! { GlobalPool },
                quote! { #xornet::GlobalPool::new(#kind, #channels) },
            ),
            start: quote! { #function(&#name, t0, y); },
            change: TokenStream::new(),
        }
    }
}
