//! The documentation of the type: the description in the file, a table of the layers, and a picture.

use proc_macro2::TokenStream;
use quote::quote;
use xornet_model::draw::{Page, draw};
use xornet_model::plan::{Memory, Plan, Step, StreamPlan};
use xornet_model::quantity;
use xornet_model::{Activation, Connections, Element, Network, NetworkLayer, Node, Port, Shape};

use crate::source::Source;

/// The bytes of stack above which the documentation of a network has a warning.
const LARGE_STACK: usize = 256 * 1024;

/// Emits the documentation.
pub(super) fn network<T: Element>(plan: &Plan<'_, T>, source: &Source) -> TokenStream {
    let network = plan.network();
    let mut text = String::new();
    if let Some(description) = network.description() {
        text += &prose(description);
        text += "\n\n";
    }
    text += &format!(
        "A neural network in `{}`: {}, {}, {}, {}. Compiled from {}.\n\n",
        T::DTYPE.name(),
        ports(&network.input_ports(), "input"),
        ports(&network.output_ports(), "output"),
        quantity(network.parameters(), "parameter"),
        quantity(network.macs(), "multiply-add"),
        code(&source.shown),
    );
    if plan.stack_estimate() > LARGE_STACK {
        text += &format!(
            "A forward pass takes some {} KiB of stack in an optimised build, and more in others: call it \
             on a thread with a large enough stack, set by `std::thread::Builder::stack_size`",
            plan.stack_estimate().div_ceil(1024),
        );
        text += match plan.memory() {
            Memory::Variables => ".\n\n",
            Memory::Scratch => {
                ", or use [`Self::forward_in`] with a scratch in a `static` or on the heap.\n\n"
            }
        };
    }
    text += &table(network, plan.steps().iter());
    with_picture(&text, network)
}

/// Emits the documentation of a stream.
pub(super) fn stream<T: Element>(plan: &StreamPlan<'_, T>, source: &Source) -> TokenStream {
    let network = plan.network();
    let mut text = String::new();
    if let Some(description) = network.description() {
        text += &prose(description);
        text += "\n\n";
    }
    let frames = match network.stride() {
        1 => String::new(),
        stride => format!(", {stride} frames a step"),
    };
    text += &format!(
        "A stream through a neural network in `{}`: frames of {}, {}, {}, {} a step{frames}. Compiled from {}.\n\n\
         The value is the state of the stream, {}. [`Self::step`] takes the next frame, and [`Clone`] makes a snapshot.\n\n",
        T::DTYPE.name(),
        ports(&network.input_ports(), "number"),
        ports(&network.output_ports(), "output"),
        quantity(network.parameters(), "parameter"),
        quantity(network.macs(), "multiply-add"),
        code(&source.shown),
        quantity(network.state_bytes(), "byte"),
    );
    text += &table(network, plan.layers());
    with_picture(&text, network)
}

/// Makes the table of the layers, each with its code.
fn table<'p, 'n: 'p, T: Element>(
    network: &Network<T>,
    steps: impl Iterator<Item = &'p Step<'n, T>>,
) -> String {
    let mut text =
        "| layer | type | shape | activation | code |\n|---|---|---|---|---|\n".to_owned();
    for (index, (node, step)) in network.nodes().iter().zip(steps).enumerate() {
        let layer = node.layer();
        let code = step
            .explain()
            .map(|explained| format!(" {}", explained.code));
        text += &format!(
            "| {} | {}{} | {} | {} |{} |\n",
            index + 1,
            layer.kind().name(),
            taken(network, index),
            shapes(network, node),
            shown_activation::<T>(layer),
            code.unwrap_or_default(),
        );
    }
    text
}

/// Emits a text and the picture of a network as documentation.
fn with_picture<T: Element>(text: &str, network: &Network<T>) -> TokenStream {
    let picture = picture(network);
    // Only rustdoc sees the picture, because an editor would show its text in a hover. This needs no feature: drawing
    // takes an unoptimised macro 1 to 5 ms (some 5 % of the time for reading many weights), and the text of 3 to 30 KB
    // is dropped early in the compiler.
    quote! {
        #[doc = #text]
        #[cfg_attr(doc, doc = #picture)]
    }
}

/// Describes the inputs or the outputs of a network.
fn ports(ports: &[Port], noun: &str) -> String {
    match ports {
        [port] if port.shape.rank() == 1 => quantity(port.shape.count(), noun),
        [port] => format!("{noun} {}", port.shape),
        ports => {
            let ports = ports.iter().map(|port| {
                let name = code(port.name.as_deref().unwrap_or_default());
                format!("{name} {}", port.shape)
            });
            format!("{noun}s {}", ports.collect::<Vec<_>>().join(" and "))
        }
    }
}

/// Returns the shapes of a layer's inputs and of its output.
fn shapes<T: Element>(network: &Network<T>, node: &Node<T>) -> String {
    let one_to_one = matches!(node.layer().connections(), Connections::OneToOne);
    let output = network.value(node.output()).shape;
    match &network.shapes(node.inputs())[..] {
        [input] if *input == output && one_to_one => output.to_string(),
        inputs => {
            let inputs: Vec<_> = inputs.iter().map(Shape::to_string).collect();
            format!("{} → {output}", inputs.join(", "))
        }
    }
}

/// Says what a layer takes, unless it is the output of the layer before.
fn taken<T: Element>(network: &Network<T>, index: usize) -> String {
    let before = match index.checked_sub(1) {
        None => network.input_values().to_vec(),
        Some(before) => vec![network.nodes()[before].output()],
    };
    let inputs = network.nodes()[index].inputs();
    if inputs == before {
        return String::new();
    }
    let names = inputs.iter().map(|id| {
        let layer = network.nodes().iter().position(|node| node.output() == *id);
        match (layer, network.value_name(*id)) {
            (Some(layer), _) => (layer + 1).to_string(),
            (None, name) => code(name.unwrap_or("input")),
        }
    });
    format!(" of {}", names.collect::<Vec<_>>().join(", "))
}

/// Returns the picture of a network as a block of HTML in Markdown, which begins with a block tag and ends at an empty
/// line.
fn picture<T: Element>(network: &Network<T>) -> String {
    format!("\n<div>{}</div>\n", draw(network, None, Page::Html))
}

/// Returns the activation of a layer in Markdown; nothing, if its kind has none.
fn shown_activation<T: Element>(layer: &T::NetworkLayer) -> String {
    let activations = layer.activations().into_iter();
    let activations: Vec<_> = activations
        .map(|written| activation(written.activation))
        .collect();
    activations.join(", ")
}

/// Returns the name and the parameters of an activation, in Markdown.
fn activation<T: Element>(activation: Activation<T>) -> String {
    let parameters: Vec<_> = activation
        .written_parameters()
        .map(|(name, value)| format!("{name} {}", value.shortest()))
        .collect();
    if parameters.is_empty() {
        return format!("`{}`", activation.name());
    }
    format!("`{}` ({})", activation.name(), parameters.join(", "))
}

/// Returns text as a code span in Markdown.
pub(super) fn code(text: &str) -> String {
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}

/// Returns a description as Markdown without code blocks, which rustdoc would compile and run as tests, and without
/// HTML. White space is folded, because indented lines would be code blocks too.
fn prose(description: &str) -> String {
    let description = description.replace("\r\n", "\n");
    let lines = description.split(['\n', '\r']).map(|line| {
        let words: Vec<_> = line.split_whitespace().collect();
        words
            .join(" ")
            .replace("```", "\\`\\`\\`")
            .replace("~~~", "\\~\\~\\~")
            .replace('<', "\\<")
    });
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::prose;

    #[test]
    fn a_description_stays_prose() {
        assert_eq!(
            prose("  An *exclusive* or. \n\n See [x](y).\n"),
            "An *exclusive* or.\n\nSee [x](y)."
        );
    }

    #[test]
    fn a_description_holds_no_code_and_no_html() {
        assert_eq!(
            prose("```\npanic!()\n```"),
            "\\`\\`\\`\npanic!()\n\\`\\`\\`"
        );
        assert_eq!(prose("````\nx"), "\\`\\`\\``\nx");
        assert_eq!(prose("~~~~\nx"), "\\~\\~\\~~\nx");
        assert_eq!(prose("a\n\n    panic!()"), "a\n\npanic!()");
        assert_eq!(prose(">\t    panic!()"), "> panic!()");
        assert_eq!(prose("a\r\r\tpanic!()"), "a\n\npanic!()");
        assert_eq!(prose("<script>"), "\\<script>");
    }
}
