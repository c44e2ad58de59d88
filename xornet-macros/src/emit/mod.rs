//! The emission of a planned network as tokens. It cannot fail, and takes no decisions.
//!
//! | file | contents |
//! |---|---|
//! | `interface` | the functions and constants for users |
//! | `compiled` | the code that the dispatch to an instruction set calls |
//! | `run` | forward passes, layer by layer, with a variable for each value |
//! | `scratch` | forward passes with all values in one array |
//! | `batch` | forward passes of many samples at once |
//! | `graph` | the graph of the network, for the reference |
//! | `layer` | the trait for emitting a layer; `dense`, `activation`, `position`, `recurrent`, `frames`, `loops`, `quantized`: a file or folder per way of generating code |
//! | `stream` | streams: their interface, their state, and their steps |
//! | `ports` | inputs and outputs in the types of the caller |
//! | `lines` | straight-line code |
//! | `values`, `literal` | the places of values in the code, and numbers as tokens |
//! | `quantization` | the constants of networks of eight bits |
//! | `docs` | the documentation of the type |
//! | `test_cases` | test cases that the compiler evaluates |

mod activation;
mod batch;
mod compiled;
mod dense;
mod docs;
mod frames;
mod graph;
pub(crate) mod interface;
mod layer;
mod lines;
mod literal;
mod loops;
pub(crate) mod ports;
mod position;
mod quantization;
mod quantized;
mod recurrent;
mod run;
mod scratch;
pub(crate) mod stream;
mod test_cases;
mod values;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};
use xornet_model::Port;
use xornet_model::plan::{Batch, Memory, Plan};

use self::interface::{Bodies, Interface};
pub(crate) use self::literal::Number;
use self::ports::Ports;
use self::stream::State;
pub(crate) use self::stream::stream;
use crate::call::Call;
use crate::source::Source;

/// Emits the whole expansion: the struct, and a block with everything else, so that helpers have no name conflicts. If
/// the test cases pass, `passed`, the compiler evaluates some of them.
pub(crate) fn network<T: Number>(
    call: &Call,
    name: &Ident,
    source: &Source,
    plan: &Plan<'_, T>,
    passed: bool,
) -> TokenStream {
    let network = plan.network();
    let Call {
        xornet,
        attributes,
        visibility,
        ..
    } = call;
    let context = Context::new::<T>(xornet);
    let block = match plan.batch() {
        Batch::Blocks => plan.block_bytes(),
        Batch::Singly | Batch::SideBySide => 0,
    };
    let ports = |list: Vec<Port>, suffix: &str| {
        Ports::new(list, name, suffix, &context.float, &context.xornet)
    };
    let inputs = ports(network.input_ports(), "Input");
    let outputs = ports(network.output_ports(), "Output");
    let interface = Interface {
        xornet,
        name,
        float: context.float.clone(),
        inputs: &inputs,
        outputs: &outputs,
        scratch: plan.buffers().length(),
        parameters: network.parameters(),
        macs: network.macs(),
        weight_bytes: network.weight_bytes(),
        activation_bytes: network.activation_bytes(),
        names: [network.input_names(), network.output_names()],
        quantizations: context.quantizations(network),
        stack: Some([plan.stack_estimate(), block]),
        about: docs::code(&source.shown),
    };

    let docs = docs::network(plan, source);
    let tracker = source.tracker();
    let module = module(name);
    let implementation = interface.emit(&Bodies {
        forward: if plan.has_loops() {
            quote! { #xornet::__private::forward::<Self>(input) }
        } else {
            quote! { Self::forward_const(input) }
        },
        forward_in: match plan.memory() {
            Memory::Variables => quote! {
                let _ = scratch;
                Self::forward(input)
            },
            Memory::Scratch => {
                quote! { #xornet::__private::forward_in::<Self>(scratch, input) }
            }
        },
        forward_const: forward_const(plan, &module, &inputs, &outputs),
        forward_batch: quote! { #xornet::__private::forward_batch::<Self>(inputs, outputs); },
        graph: quote! { #module::GRAPH },
    });
    let compiled = context.compiled(plan, name, &module, [&inputs, &outputs]);
    let items = context.items(plan);
    let test_cases =
        passed.then(|| test_cases::test_cases(&context, name, network, [&inputs, &outputs]));
    let records = [
        inputs.declare(visibility, name, "input"),
        outputs.declare(visibility, name, "output"),
    ];
    quote! {
        #(#attributes)*
        #docs
        #visibility struct #name;

        #(#records)*

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
            #test_cases
        };
    }
}

/// Emits the body of `forward_const`.
fn forward_const<T: Number>(
    plan: &Plan<'_, T>,
    module: &Ident,
    inputs: &Ports,
    outputs: &Ports,
) -> TokenStream {
    let arguments = inputs.flat(&quote! { input });
    match plan.memory() {
        Memory::Variables => outputs.nested(&quote! { #module::forward(#(#arguments),*) }),
        Memory::Scratch => {
            let count = literal::length(plan.buffers().length());
            let zero = literal::zero(&inputs.float);
            outputs.nested(&quote! { #module::forward(&mut [#zero; #count], #(#arguments),*) })
        }
    }
}

/// Names the module of the tables and functions. A module does not see the items around it: no constant that the name of
/// a variable would match as a pattern, no type, no trait. Its name must not be that of the type.
fn module(name: &Ident) -> Ident {
    let taken = *name == "network";
    format_ident!("{}", if taken { "network_" } else { "network" })
}

/// The names that all emitted items refer to.
#[derive(Clone)]
pub(crate) struct Context {
    /// The path of the crate `xornet`.
    xornet: TokenStream,
    /// The number type of the network.
    float: Ident,
    /// The state of a stream.
    state: State,
}

impl Context {
    /// Makes the context of a network without a state.
    fn new<T: Number>(xornet: &TokenTree) -> Self {
        Self {
            xornet: quote! { #xornet },
            float: format_ident!("{}", T::DTYPE.name()),
            state: State::default(),
        }
    }

    /// Emits the place of a layer's state in the variable `state`; `None` if the layer has no state in a stream.
    fn state_of(&self, index: usize) -> Option<TokenStream> {
        self.state.place(index)
    }

    /// Emits the items of the module.
    fn items<T: Number>(&self, plan: &Plan<'_, T>) -> TokenStream {
        let steps = plan.steps().iter().enumerate();
        let layers = steps.map(|(index, step)| T::emitter(&step.code).items(self, index, step));
        let graph = self.graph(plan);
        let functions = match plan.memory() {
            Memory::Variables => {
                let forward = self.forward_functions(plan, "forward");
                let run = self.run_functions(plan);
                quote! { #forward #run }
            }
            Memory::Scratch => {
                let forward = self.scratch_forward(plan, "forward");
                let run = self.scratch_run(plan);
                quote! { #forward #run }
            }
        };
        let run_batch = self.batch_functions(plan);
        quote! {
            #(#layers)*
            #graph
            #functions
            #run_batch
        }
    }

    /// Emits the path of a function or type among the kernels of the network's number type.
    fn kernel(&self, path: &TokenStream) -> TokenStream {
        let Self { xornet, float, .. } = self;
        quote! { #xornet::__private::#float::#path }
    }
}
