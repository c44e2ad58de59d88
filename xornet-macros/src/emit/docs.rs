//! The documentation of the type: the description in the file, a table of the layers, and a picture.

use proc_macro2::TokenStream;
use quote::quote;
use xornet_model::draw::{Page, draw};
use xornet_model::plan::Plan;
use xornet_model::quantity;
use xornet_model::{Activation, Connections, Float, Network};

use crate::source::Source;

/// The bytes of stack above which the documentation of a network has a warning.
const LARGE_STACK: usize = 256 * 1024;

/// Emits the documentation.
pub(super) fn network<T: Float>(plan: &Plan<'_, T>, source: &Source) -> TokenStream {
    let network = plan.network();
    let mut text = String::new();
    if let Some(description) = network.description() {
        text += &prose(description);
        text += "\n\n";
    }
    text += &format!(
        "A neural network in `{}`: {}, {}, {}, {}. Compiled from {}.\n\n",
        T::DTYPE.name(),
        quantity(network.inputs(), "input"),
        quantity(network.outputs(), "output"),
        quantity(network.parameters(), "parameter"),
        quantity(network.macs(), "multiply-add"),
        code(&source.shown),
    );
    if plan.stack_estimate() > LARGE_STACK {
        text += &format!(
            "A forward pass takes some {} KiB of stack in an optimised build, and more in others: call it \
             on a thread with a large enough stack, set by `std::thread::Builder::stack_size`.\n\n",
            plan.stack_estimate().div_ceil(1024),
        );
    }
    text += "| layer | type | shape | activation | code |\n|---|---|---|---|---|\n";
    for (index, step) in plan.steps().iter().enumerate() {
        let layer = step.node.layer();
        let shape = match layer.connections() {
            Connections::OneToOne => step.inputs.to_string(),
            _ => format!("{} → {}", step.inputs, step.outputs),
        };
        let code = step
            .explain()
            .map(|explained| format!(" {}", explained.code));
        text += &format!(
            "| {} | {} | {shape} | {} |{} |\n",
            index + 1,
            layer.kind().name(),
            activation(layer.activation()),
            code.unwrap_or_default(),
        );
    }
    let picture = picture(network);
    // Only rustdoc sees the picture, because an editor would show its text in a hover. This needs no feature: drawing
    // takes an unoptimised macro 1 to 5 ms (some 5 % of the time for reading many weights), and the text of 3 to 30 KB
    // is dropped early in the compiler.
    quote! {
        #[doc = #text]
        #[cfg_attr(doc, doc = #picture)]
    }
}

/// Returns the picture of a network as a block of HTML in Markdown, which begins with a block tag and ends at an empty
/// line.
fn picture<T: Float>(network: &Network<T>) -> String {
    format!("\n<div>{}</div>\n", draw(network, None, Page::Html))
}

/// Returns the name and the parameters of an activation, in Markdown.
fn activation<T: Float>(activation: Activation<T>) -> String {
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
