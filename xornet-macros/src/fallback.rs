//! What a bad model expands to: its errors, and the type as far as it is known, so that the rest
//! of the crate compiles as if the model were right.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use xornet_model::{Dtype, Failure, Outline};

use crate::call::Call;
use crate::emit::interface::{Bodies, Interface};
use crate::source::Source;

/// The file could not be read: of the type, only its name may be known.
pub(crate) fn unreadable(call: &Call, message: &str) -> TokenStream {
    let error = error(call, message);
    let stem = call.path.value();
    let stem = std::path::Path::new(&stem)
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy();
    let name = call.name(xornet_model::type_name(&stem).as_deref(), &stem);
    let declared = name.ok().map(|name| declare(call, &name));
    quote! { #error #declared }
}

/// The file was read and has faults.
pub(crate) fn faulty(call: &Call, source: &Source, failure: &Failure) -> TokenStream {
    let errors = failure
        .faults
        .iter()
        .map(|fault| error(call, &fault.render(&source.shown, &source.text)));
    let tracker = source.tracker();
    let outline = &failure.outline;
    let declared = call
        .name(outline.name.as_deref(), &source.stem)
        .ok()
        .map(|name| stub(call, &name, outline));
    quote! { #(#errors)* #tracker #declared }
}

fn error(call: &Call, message: &str) -> TokenStream {
    let message = message.trim_end();
    quote_spanned! { call.span() => ::core::compile_error! { #message } }
}

fn stub(call: &Call, name: &Ident, outline: &Outline) -> TokenStream {
    let declaration = declare(call, name);
    let (Some(dtype), Some(inputs), Some(outputs)) =
        (outline.dtype, outline.inputs, outline.outputs)
    else {
        return declaration;
    };
    let interface = Interface {
        xornet: &call.xornet,
        name,
        float: match dtype {
            Dtype::F32 => format_ident!("f32"),
            Dtype::F64 => format_ident!("f64"),
        },
        inputs,
        outputs,
        widest: inputs.max(outputs),
        parameters: 0,
        macs: 0,
        weight_bytes: 0,
        activation_bytes: 0,
        stack: None,
        about: "a model file with faults".into(),
    };
    let implementation = interface.emit(&Bodies {
        forward: quote! { Self::forward_const(input) },
        forward_const: quote! { [0.0; #outputs] },
        forward_batch: quote! { let _ = (inputs, outputs); },
        layers: quote! { &[] },
    });
    quote! {
        #declaration
        const _: () = { #implementation };
    }
}

fn declare(call: &Call, name: &Ident) -> TokenStream {
    let Call {
        attributes,
        visibility,
        ..
    } = call;
    quote! {
        #(#attributes)*
        /// A network whose model file has faults.
        #visibility struct #name;
    }
}
