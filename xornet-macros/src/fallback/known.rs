//! The interface of a type whose shapes are known although its file has errors.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use xornet_model::{Outline, Shape};

use super::{empty_graph, quantizations};
use crate::call::Call;
use crate::emit::interface::{Bodies, Interface};
use crate::emit::ports::Ports;
use crate::emit::stream::{Bodies as StreamBodies, Interface as StreamInterface};

/// Emits the interface of a type whose input and output are known.
pub(super) fn network(
    call: &Call,
    name: &Ident,
    float: &Ident,
    inputs: &Ports,
    outputs: &Ports,
) -> TokenStream {
    let xornet = &call.xornet;
    let interface = Interface {
        xornet,
        name,
        float: float.clone(),
        inputs,
        outputs,
        scratch: inputs.count().max(outputs.count()),
        parameters: 0,
        macs: 0,
        weight_bytes: 0,
        activation_bytes: 0,
        names: [&[], &[]],
        quantizations: quantizations(xornet, float),
        stack: None,
        about: "a model file with errors".into(),
    };
    let output = outputs.type_of();
    let implementation = interface.emit(&Bodies {
        forward: quote! { Self::forward_const(input) },
        forward_in: quote! {
            let _ = scratch;
            Self::forward_const(input)
        },
        forward_const: quote! {
            let _ = input;
            <#output as #xornet::Tensor>::ZEROS
        },
        forward_batch: quote! { let _ = (inputs, outputs); },
        graph: empty_graph(xornet),
    });
    quote! {
        const _: () = { #implementation };
    }
}

/// Emits the interface of a stream whose frames are known.
pub(super) fn stream(
    call: &Call,
    name: &Ident,
    float: &Ident,
    outline: &Outline,
    outputs: &Ports,
) -> TokenStream {
    let xornet = &call.xornet;
    let stride = outline.stride.unwrap_or(1);
    let frames = outline.inputs.iter().flatten().map(|port| {
        let mut port = port.clone();
        if let (2.., Some(shape)) = (stride, Shape::new(&[stride, port.shape.count()])) {
            port.shape = shape;
        }
        port
    });
    let inputs = Ports::new(frames.collect(), name, "Input", float, &quote! { #xornet });
    let interface = StreamInterface {
        xornet,
        name,
        float: float.clone(),
        inputs: &inputs,
        outputs,
        stride,
        lengths: [0, inputs.count().max(outputs.count())],
        parameters: 0,
        macs: 0,
        weight_bytes: 0,
        activation_bytes: 0,
        receptive_field: Some(1),
        names: [&[], &[]],
        quantizations: quantizations(xornet, float),
        about: "a model file with errors".into(),
    };
    let output = outputs.type_of();
    let implementation = interface.emit(&StreamBodies {
        initial: quote! { () },
        settled: Some(quote! { () }),
        step: quote! { self.step_const(input) },
        step_const: quote! {
            let _ = input;
            <#output as #xornet::Tensor>::ZEROS
        },
        process: quote! { let _ = (inputs, outputs); },
        graph: empty_graph(xornet),
    });
    quote! {
        const _: () = { #implementation };
    }
}
