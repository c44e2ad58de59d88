//! From a planned network to tokens. Nothing here can fail.

mod batch;
mod checks;
mod dense;
mod docs;
pub(crate) mod interface;
mod lines;
mod loops;
mod number;
mod run;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use xornet_model::plan::{self, Batch, Plan, SEGMENT, Step};
use xornet_model::{Activation, Layer, Network};

use self::interface::{Bodies, Interface};
pub(crate) use self::number::Number;
use crate::call::Call;
use crate::source::Source;

/// The whole expansion: the struct, and a block with everything else, so that its helpers collide
/// with nothing. Where the test cases hold, `checked`, the compiler evaluates some of them.
pub(crate) fn network<T: Number>(
    call: &Call,
    name: &Ident,
    source: &Source,
    network: &Network<T>,
    checked: bool,
) -> TokenStream {
    let plan = plan::plan(network);
    let Call {
        xornet,
        attributes,
        visibility,
        ..
    } = call;
    let context = Context {
        xornet: quote! { #xornet },
        float: format_ident!("{}", T::DTYPE),
    };
    let batch = plan.batch();
    let block = match batch {
        Batch::Blocks => plan.block_bytes(),
        Batch::Singly | Batch::SideBySide => 0,
    };
    let interface = Interface {
        xornet,
        name,
        float: context.float.clone(),
        inputs: network.inputs(),
        outputs: network.outputs(),
        widest: widest(network),
        parameters: network.parameters(),
        macs: network.macs(),
        weight_bytes: network.weight_bytes(),
        activation_bytes: network.activation_bytes(),
        stack: Some([plan.stack_estimate(), block]),
        about: docs::code(&source.shown),
    };

    let docs = docs::network(network, &plan, source);
    let tracker = source.tracker();
    let module = module(name);
    let implementation = interface.emit(&Bodies {
        forward: if plan.has_loops() {
            quote! { #xornet::__private::forward::<Self>(input) }
        } else {
            quote! { Self::forward_const(input) }
        },
        forward_const: quote! { #module::forward(input) },
        forward_batch: quote! { #xornet::__private::forward_batch::<Self>(inputs, outputs); },
        layers: quote! { #module::LAYERS },
    });
    let compiled = context.compiled(&interface, &module, batch);
    let items = context.items(network, &plan, batch);
    let checks = checked.then(|| checks::checks(&context, name, network));
    quote! {
        #(#attributes)*
        #docs
        #visibility struct #name;

        #[allow(
            clippy::approx_constant,
            clippy::neg_multiply,
            long_running_const_eval,
            reason = "weights are what they are, and large tables take many steps to lay out"
        )]
        const _: () = {
            #tracker
            mod #module {
                #items
            }
            #implementation
            #compiled
            #checks
        };
    }
}

/// The module of the tables and functions. Nothing around it can be seen in it: no constant that the
/// name of a variable would match, no type, no trait. It must not hide the type itself.
fn module(name: &Ident) -> Ident {
    let taken = *name == "network";
    format_ident!("{}", if taken { "network_" } else { "network" })
}

fn widest<T: Number>(network: &Network<T>) -> usize {
    let units = network.layers().iter().map(|layer| match layer {
        Layer::Dense(dense) => dense.units(),
        Layer::Activation(_) => 0,
    });
    units.fold(network.inputs(), usize::max)
}

/// What every emitted item refers to.
pub(crate) struct Context {
    xornet: TokenStream,
    float: Ident,
}

impl Context {
    /// What the module holds.
    fn items<T: Number>(
        &self,
        network: &Network<T>,
        plan: &Plan<'_, T>,
        batch: Batch,
    ) -> TokenStream {
        let Self { xornet, float } = self;
        let steps = plan.steps.iter().enumerate();
        let steps = steps.map(|(index, step)| self.step(index, step));
        let layers = self.layers(network);
        let forward = self.forward_functions(plan);
        let run = self.run_functions(plan);
        let run_batch = self.batch_functions(plan, batch);
        quote! {
            #(#steps)*
            pub(super) const LAYERS: &[#xornet::Layer<'static, #float>] = &[#layers];
            #forward
            #run
            #run_batch
        }
    }

    /// The function `forward`, one layer after the other, with a function for each piece of a long
    /// network.
    fn forward_functions<T: Number>(&self, plan: &Plan<'_, T>) -> TokenStream {
        let float = &self.float;
        let [inputs, outputs] = run::ends(&plan.steps).map(dense::length);
        let count = plan.segments().len();
        let mut pieces = TokenStream::new();
        let chain = if count == 1 {
            run::chain("layer", 0..plan.steps.len())
        } else {
            let segments = plan.segments().enumerate();
            pieces.extend(segments.map(|(index, steps)| {
                let name = format_ident!("forward_{index}");
                let [inputs, outputs] = run::ends(steps).map(dense::length);
                let start = index * SEGMENT;
                let chain = run::chain("layer", start..start + steps.len());
                quote! {
                    #[inline(never)]
                    const fn #name(input: &[#float; #inputs]) -> [#float; #outputs] {
                        #chain
                    }
                }
            }));
            run::chain("forward", 0..count)
        };
        quote! {
            #pieces
            #[inline]
            pub(super) const fn forward(input: &[#float; #inputs]) -> [#float; #outputs] {
                #chain
            }
        }
    }

    /// A function or type among the kernels of the network's number type.
    fn kernel(&self, path: &TokenStream) -> TokenStream {
        let Self { xornet, float } = self;
        quote! { #xornet::__private::#float::#path }
    }

    /// `activation` over an array, as an expression.
    fn activate<T: Number>(&self, activation: Activation<T>, values: &TokenStream) -> TokenStream {
        let function = format_ident!("{}", activation.name());
        let function = self.kernel(&quote! { array::#function });
        let parameter = activation.parameter().map(|(_, value)| value.literal());
        let parameter = parameter.into_iter();
        quote! { #function(#values #(, #parameter)*) }
    }

    fn step<T: Number>(&self, index: usize, step: &Step<'_, T>) -> TokenStream {
        match step {
            Step::Dense { dense, code, short } => self.dense(index, dense, code, short.as_deref()),
            Step::Activation { width, activation } => {
                let function = format_ident!("layer_{index}");
                let float = &self.float;
                let width = dense::length(*width);
                let body = self.activate(*activation, &quote! { *x });
                quote! {
                    #[inline]
                    const fn #function(x: &[#float; #width]) -> [#float; #width] {
                        #body
                    }
                }
            }
        }
    }

    /// The layers as the reference reads them.
    fn layers<T: Number>(&self, network: &Network<T>) -> TokenStream {
        let xornet = &self.xornet;
        let layers = network
            .layers()
            .iter()
            .enumerate()
            .map(|(index, layer)| match layer {
                Layer::Dense(dense) => {
                    let (weights, biases) = dense::tables(index);
                    let inputs = dense::length(dense.inputs());
                    let units = dense::length(dense.units());
                    let activation = self.value(dense.activation());
                    quote! {
                        #xornet::Layer::Dense(#xornet::Dense {
                            inputs: #inputs,
                            units: #units,
                            weights: #weights.as_flattened(),
                            biases: &#biases,
                            activation: #activation,
                        })
                    }
                }
                Layer::Activation(activation) => {
                    let activation = self.value(*activation);
                    quote! { #xornet::Layer::Activation(#activation) }
                }
            });
        quote! { #(#layers),* }
    }

    /// The activation as a value.
    fn value<T: Number>(&self, activation: Activation<T>) -> TokenStream {
        let xornet = &self.xornet;
        let variant = format_ident!("{}", activation.variant());
        let fields = activation.parameter().map(|(name, value)| {
            let name = format_ident!("{name}");
            let value = value.literal();
            quote! { { #name: #value } }
        });
        quote! { #xornet::Activation::#variant #fields }
    }
}
