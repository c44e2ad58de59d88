//! The comments of a new file, which explain its keys where each stands first.

use xornet_model::{Activation, Part};

use super::input::Input;
use super::layer::{Form, Layer};

/// The layers that have comments: the first one of each form.
pub(super) struct Comments {
    rank: usize,
    stream: bool,
    recurrent: Option<usize>,
    window: Option<usize>,
    dense: Option<usize>,
    convolution: Option<usize>,
    pool: Option<usize>,
    flatten: Option<usize>,
    /// The first layer with an activation.
    activation: Option<usize>,
}

impl Comments {
    /// Finds the layers.
    pub(super) fn of(input: Input, layers: &[Layer]) -> Self {
        let first = |is: fn(&Form) -> bool| layers.iter().position(|layer| is(&layer.form));
        Self {
            rank: input.shape.rank(),
            stream: input.stream,
            recurrent: first(|form| matches!(form, Form::Recurrent(..))),
            window: first(|form| matches!(form, Form::Window(_))),
            dense: first(|form| matches!(form, Form::Dense(_))),
            convolution: first(|form| matches!(form, Form::Convolution(..))),
            pool: first(|form| matches!(form, Form::Pool(_))),
            flatten: first(|form| matches!(form, Form::Flatten)),
            activation: first(|form| {
                matches!(
                    form,
                    Form::Dense(_) | Form::Convolution(..) | Form::Recurrent(..) | Form::Activation
                )
            }),
        }
    }

    /// Returns the comments of a part of the file.
    pub(super) fn part(&self, part: Part<'_>) -> xornet_model::Comments {
        match part {
            Part::Model("name") => remark("the type's name in Rust"),
            Part::Model("description") => remark("its documentation"),
            Part::Model("dtype") => remark("the numbers: \"f32\" or \"f64\""),
            Part::Model("input") => xornet_model::Comments {
                after: optional_keys(),
                ..remark(match self.rank {
                    _ if self.stream => "a stream: the length of its frames",
                    1 => "length of the input vector",
                    2 => "time and channels of the sequence",
                    _ => "height, width and channels of the image",
                })
            },
            Part::TestCase(0) => xornet_model::Comments {
                before: vec![
                    "A case that must hold, or the crate does not compile. This one is what the network above gives:".into(),
                    "put cases in its place that were recorded where the network was trained.".into(),
                ],
                ..xornet_model::Comments::default()
            },
            Part::TestCaseKey(0, "tolerance") => remark("absolute; this is the default"),
            Part::Layer(layer, "activation") if Some(layer) == self.activation => {
                let names = Activation::<f64>::NAMES.chunks(6).map(|names| names.join(", "));
                let first = "with parameters: { type = \"leaky_relu\", slope = 0.01 }".to_owned();
                let lines: Vec<_> = std::iter::once(first).chain(names).collect();
                remark(&lines.join("\n"))
            }
            Part::Layer(layer, key) => self.layer(layer, key).map(remark).unwrap_or_default(),
            _ => xornet_model::Comments::default(),
        }
    }

    /// Returns the remark on a key of a layer.
    fn layer(&self, layer: usize, key: &str) -> Option<&'static str> {
        let is = |first: Option<usize>| first == Some(layer);
        let sequence = self.rank < 3;
        Some(match key {
            "type" if is(self.dense) => "output = activation(input · weights + biases)",
            "units" if is(self.dense) => "length of the output vector",
            "weights" if is(self.dense) => "one row per input, one column per unit",
            "biases" if is(self.dense) => "one per unit; zeros if left out",
            "type" if is(self.convolution) => "output = activation(window · weights + biases)",
            "filters" if is(self.convolution) => "channels of the output",
            "kernel_size" if is(self.convolution) && sequence => "length of the window",
            "kernel_size" if is(self.convolution) => {
                "of the window; [height, width] if they differ"
            }
            "padding" if is(self.convolution) && self.stream => "no later frames",
            "padding" if is(self.convolution) => "\"valid\": windows inside the input only",
            "weights" if is(self.convolution) && sequence => "[kernel][channels][filters]",
            "weights" if is(self.convolution) => "[height][width][channels][filters]",
            "biases" if is(self.convolution) => "one per filter; zeros if left out",
            "type" if is(self.recurrent) => "a layer with memory",
            "units" if is(self.recurrent) => "length of the state",
            "recurrent_activation" if is(self.recurrent) => "of the gates",
            "weights" if is(self.recurrent) => "[inputs][gates · units]",
            "recurrent_weights" if is(self.recurrent) => "[units][gates · units], for the state",
            "biases" if is(self.recurrent) => "[gates · units]; zeros if left out",
            "type" if is(self.window) => "the last frames, oldest first",
            "type" if is(self.pool) => "the maximum of each window",
            "type" if is(self.flatten) => "row by row, channels last",
            _ => return None,
        })
    }
}

fn remark(remark: &str) -> xornet_model::Comments {
    xornet_model::Comments {
        remark: Some(remark.into()),
        ..xornet_model::Comments::default()
    }
}

/// Returns further keys that a file may have, as comments.
fn optional_keys() -> Vec<String> {
    let remarked = |(line, remark): (&str, &str)| format!("{line:<27}  # {remark}");
    let unroll = (
        "unroll = \"full\"",
        "straight-line code; \"none\": loops; left out: what is faster",
    );
    let limits = [
        ("macs = 1000000", "multiply-adds in a forward pass"),
        ("parameters = 1000000", "weights and biases"),
        ("weight_bytes = 4000000", "bytes of these"),
        (
            "activation_bytes = 4000000",
            "peak activation memory in bytes",
        ),
        ("state_bytes = 4000000", "what a stream keeps, in bytes"),
    ];
    let mut lines = vec![
        remarked(unroll),
        String::new(),
        "What the network may cost: a larger one does not compile.".into(),
        "[limits]".into(),
    ];
    lines.extend(limits.map(remarked));
    lines
}
