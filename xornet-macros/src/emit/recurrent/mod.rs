//! The code of recurrent layers: a module with the matrices of each, and functions of one frame.

mod frame;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_model::plan::Step;
use xornet_model::plan::recurrent::Code;

use self::frame::Mode;
use super::Context;
use super::layer::Emit;
use super::literal::{Float, length};

impl<T: Float> Emit<T> for Code<'_, T> {
    fn items(&self, context: &Context, index: usize, _: &Step<'_, T>) -> TokenStream {
        if context.state.shared {
            return TokenStream::new();
        }
        let Context { xornet, float, .. } = context;
        let module = module(index);
        let matrices = self.matrices.iter().enumerate();
        let matrices = matrices.map(|(index, code)| context.dense_items(code, index));
        let layer = context.recurrent_layer(self);
        let initial = context.row(self.layer.initial);
        let [inputs, state] = [self.layer.input.inputs, self.layer.initial.len()].map(length);
        let step = context.body_of_frame(self, Mode::Const);
        let run = context.body_of_frame(self, Mode::Run);
        quote! {
            pub(super) mod #module {
                #(#matrices)*
                pub(super) const INITIAL: [#float; #state] = #initial;
                pub(super) const LAYER: #xornet::Recurrent<'static, #float> = #layer;

                pub(super) const fn step(x: &[#float; #inputs], state: &mut [#float; #state]) {
                    #step
                }

                #[inline(always)]
                pub(super) fn run<S: #xornet::__private::Isa>(
                    isa: S,
                    x: &[#float; #inputs],
                    state: &mut [#float; #state],
                ) {
                    #run
                }
            }
        }
    }

    fn reference(&self, context: &Context, index: usize) -> TokenStream {
        let xornet = &context.xornet;
        let module = module(index);
        quote! { #xornet::Layer::Recurrent(#module::LAYER) }
    }

    fn state(&self, context: &Context, index: usize) -> Option<(TokenStream, TokenStream)> {
        let float = &context.float;
        let count = length(self.layer.initial.len());
        let module = format_ident!("recurrent_{index}");
        self.layer
            .stateful
            .then(|| (quote! { [#float; #count] }, quote! { #module::INITIAL }))
    }

    fn call_into(
        &self,
        context: &Context,
        index: usize,
        _: &Step<'_, T>,
        inputs: &[TokenStream],
        output: &TokenStream,
    ) -> TokenStream {
        let module = module(index);
        context.frames_of(self, index, inputs, output, |frame, state| {
            quote! { #module::step(#frame, #state); }
        })
    }

    fn run_into(
        &self,
        context: &Context,
        index: usize,
        _: &Step<'_, T>,
        inputs: &[TokenStream],
        output: &TokenStream,
    ) -> TokenStream {
        let module = module(index);
        context.frames_of(self, index, inputs, output, |frame, state| {
            quote! { #module::run(isa, #frame, #state); }
        })
    }
}

/// Names the module of a layer.
fn module(index: usize) -> Ident {
    format_ident!("recurrent_{index}")
}

impl Context {
    /// Emits the layer as a value for the reference.
    fn recurrent_layer<T: Float>(&self, code: &Code<'_, T>) -> TokenStream {
        let xornet = &self.xornet;
        let layer = &code.layer;
        let variant = format_ident!("{}", layer.kind.variant());
        let matrices = code.matrices.iter().enumerate();
        let mut matrices = matrices.map(|(index, code)| self.dense_layer(code, index));
        let (input, state) = (matrices.next(), matrices.next());
        let candidate = match matrices.next() {
            Some(candidate) => quote! { ::core::option::Option::Some(#candidate) },
            None => quote! { ::core::option::Option::None },
        };
        let activations =
            [layer.activation, layer.recurrent_activation].map(|of| self.activation(of));
        let (sequences, reverse) = (layer.return_sequences, layer.reverse);
        let stateful = layer.stateful.then(|| quote! { .stateful() });
        quote! {
            #xornet::Recurrent::new(
                #xornet::LayerKind::#variant,
                #input,
                #state,
                #candidate,
                &INITIAL,
                [#(#activations),*],
                #sequences,
                #reverse,
            )
            #stateful
        }
    }

    /// Emits statements that take the frames of a layer one after the other, each by `step`, from the frame and the state.
    fn frames_of<T: Float>(
        &self,
        code: &Code<'_, T>,
        index: usize,
        inputs: &[TokenStream],
        output: &TokenStream,
        step: impl Fn(TokenStream, TokenStream) -> TokenStream,
    ) -> TokenStream {
        let Self { xornet, float, .. } = self;
        let layer = &code.layer;
        let [channels, units] = [layer.input.inputs, layer.units()].map(length);
        let kept = match self.state_of(index) {
            Some(state) => quote! { let kept = &mut #state; },
            None => {
                let module = module(index);
                quote! { let kept = &mut { #module::INITIAL }; }
            }
        };
        let input = inputs.first();
        let state = quote! { *#xornet::__private::first::<_, #units>(kept) };
        if code.frames == 1 {
            let step = step(quote! { frame }, quote! { kept });
            return quote! {{
                #kept
                let frame: &[#float; #channels] = #input;
                #step
                *#xornet::__private::take::<_, 0, #units>(#output).0 = #state;
            }};
        }
        let place = match layer.reverse {
            true => quote! { frames.len() - 1 - i },
            false => quote! { i },
        };
        let step = step(quote! { &frames[place] }, quote! { kept });
        let count = length(code.frames * layer.input.inputs);
        // Without sequences, there is one row, which each frame overwrites.
        let row = match layer.return_sequences {
            true => quote! { place },
            false => quote! { 0 },
        };
        quote! {{
            #kept
            let x: &[#float; #count] = #input;
            let (frames, _) = x.as_chunks::<#channels>();
            let (rows, _) = #output.as_chunks_mut::<#units>();
            let mut i = 0;
            while i < frames.len() {
                let place = #place;
                let row = #row;
                #step
                if row < rows.len() {
                    rows[row] = #state;
                }
                i += 1;
            }
        }}
    }
}
