//! Outputs and traces as JSON.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use xornet_model::{Network, Port};

use super::class;
use super::nested::{self, Nested};
use super::trace::Pass;
use crate::evaluate::Number;
use crate::output;

/// The inputs or the outputs of a network: a nested array, or an object of several by name.
struct Ports<'a, T> {
    ports: Vec<Port>,
    numbers: &'a [T],
}

impl<T: Number> Serialize for Ports<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut ports = nested::ports(&self.ports, self.numbers);
        if let [_] = self.ports[..]
            && let Some((_, tensor)) = ports.next()
        {
            return tensor.serialize(serializer);
        }
        let mut object = serializer.serialize_map(Some(self.ports.len()))?;
        for (name, tensor) in ports {
            object.serialize_entry(name.unwrap_or_default(), &tensor)?;
        }
        object.end()
    }
}

/// Writes the output for an input, and the index of its largest number if that is asked for, with its name.
pub(super) fn outputs<T: Number>(
    out: &mut dyn Write,
    network: &Network<T>,
    input: &[T],
    output: &[T],
    with_argmax: bool,
) -> io::Result<()> {
    #[derive(Serialize)]
    struct Line<'a, T: Number> {
        input: Ports<'a, T>,
        output: Ports<'a, T>,
        #[serde(skip_serializing_if = "Option::is_none")]
        argmax: Option<usize>,
        #[serde(skip_serializing_if = "Option::is_none")]
        class: Option<&'a str>,
    }
    let argmax = with_argmax.then(|| class::argmax(output));
    let class = argmax.and_then(|index| network.output_names().get(index));
    output::json(
        out,
        &Line {
            input: Ports {
                ports: network.input_ports(),
                numbers: input,
            },
            output: Ports {
                ports: network.output_ports(),
                numbers: output,
            },
            argmax,
            class: class.map(String::as_str),
        },
    )
}

/// Writes the sums and outputs of all layers.
pub(super) fn trace<T: Number>(out: &mut dyn Write, pass: &Pass<'_, T>) -> io::Result<()> {
    #[derive(Serialize)]
    struct Line<'a, T: Number> {
        input: Ports<'a, T>,
        layers: Vec<Layer<'a, T>>,
        output: Ports<'a, T>,
    }
    #[derive(Serialize)]
    struct Layer<'a, T: Number> {
        sums: Nested<'a, T>,
        outputs: Nested<'a, T>,
    }
    let (network, output) = (pass.network, pass.output());
    let shapes = network.nodes().iter();
    let shapes: Vec<_> = shapes
        .map(|node| network.value(node.output()).shape)
        .collect();
    let layers = pass.steps.iter().zip(&shapes).map(|(step, shape)| Layer {
        sums: Nested::new(shape.axes(), &step.sums),
        outputs: Nested::new(shape.axes(), &step.outputs),
    });
    let line = Line {
        input: Ports {
            ports: network.input_ports(),
            numbers: pass.input,
        },
        layers: layers.collect(),
        output: Ports {
            ports: network.output_ports(),
            numbers: &output,
        },
    };
    output::json(out, &line)
}
