//! The content of a picture in words.

use super::number::short;
use super::shown;
use super::values::Values;
use crate::quantity;
use crate::{Activation, Connections, Element, Network, NetworkLayer, Parameter};

/// Returns an activation's name and parameters, each in a line.
pub(super) fn spelling<T: Element>(activation: Activation<T>) -> Vec<String> {
    let mut lines = vec![activation.name().to_owned()];
    lines.extend(
        activation
            .written_parameters()
            .map(|(name, value)| format!("{name} {}", short(value.to_f64()))),
    );
    lines
}

/// Describes the biases by the smallest and the largest, if not all are zero.
pub(super) fn biases_in_words(biases: &Parameter<'_>) -> Vec<String> {
    if biases.numbers.wide().all(|bias| bias == 0.0) {
        let absent = if biases.given {
            "biases 0"
        } else {
            "no biases"
        };
        return vec![absent.into()];
    }
    let biases = || biases.numbers.wide();
    let least = short(biases().fold(f64::INFINITY, f64::min));
    let most = short(biases().fold(f64::NEG_INFINITY, f64::max));
    if least == most {
        vec![format!("bias {least}")]
    } else {
        vec!["biases".into(), format!("{least} … {most}")]
    }
}

/// The most numbers of a vector that are listed.
const LISTED: usize = 16;

/// Describes the network, and its input and output if there are values.
pub(super) fn words<T: Element>(
    network: &Network<T>,
    shown: &[usize],
    values: Option<&Values<T>>,
) -> String {
    let mut words = format!(
        "A neural network of {}.",
        quantity(network.inputs(), "input")
    );
    let mut last = 0;
    for &vector in shown {
        if vector > last + 1 {
            words += &format!(" {} in between.", quantity(vector - last - 1, "more layer"));
        }
        last = vector;
        let Some(layer) = vector.checked_sub(1) else {
            continue;
        };
        let node = &network.nodes()[layer];
        let activation = spelling(node.layer().activation()).join(" with ");
        words += &match node.layer().connections() {
            Connections::All { units, .. } => format!(
                " Layer {vector}: {}, {}, {activation}.",
                node.layer().kind().name(),
                quantity(units, "unit"),
            ),
            Connections::OneToOne | Connections::Other => format!(" Layer {vector}: {activation}."),
        };
    }
    words += &format!(
        " {} and {}.",
        quantity(network.parameters(), "parameter"),
        quantity(network.macs(), "multiply-add")
    );
    words += &names(network);
    if let Some([input, .., output]) = values.map(Values::vectors) {
        words += &format!(
            " For the input {} the output is {}.",
            list(input),
            list(output)
        );
        words += &largest(network, output);
    }
    words
}

/// The most characters of a name.
const NAME: usize = 40;

/// Lists the first names of the numbers of inputs and outputs, if there are any.
pub(super) fn names<T: Element>(network: &Network<T>) -> String {
    let mut words = String::new();
    for (title, names) in [
        ("Inputs", network.input_names()),
        ("Outputs", network.output_names()),
    ] {
        if !names.is_empty() {
            let listed = names.iter().take(LISTED);
            let mut list: Vec<_> = listed
                .map(|name| format!("“{}”", shown(name, NAME)))
                .collect();
            if names.len() > LISTED {
                list.push("…".into());
            }
            words += &format!(" {title}: {}.", list.join(", "));
        }
    }
    words
}

/// Names the largest number of all outputs, if they have names: the first one where several are the largest.
pub(super) fn largest<T: Element>(network: &Network<T>, outputs: &[T]) -> String {
    let mut largest = 0;
    for (index, output) in outputs.iter().enumerate() {
        if *output > outputs[largest] {
            largest = index;
        }
    }
    let name = network.output_names().get(largest);
    name.map_or(String::new(), |name| {
        format!(" The largest is “{}”.", shown(name, NAME))
    })
}

/// Lists the first numbers of a vector.
pub(super) fn list<T: Element>(numbers: &[T]) -> String {
    let mut list: Vec<_> = numbers
        .iter()
        .take(LISTED)
        .map(|x| short(x.to_f64()))
        .collect();
    if numbers.len() > LISTED {
        list.push("…".into());
    }
    list.join(", ")
}
