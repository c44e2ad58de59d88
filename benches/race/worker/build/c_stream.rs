//! Streams: a state, a function for a step, and one for many.

use std::fmt::Write as _;

use xornet_race_networks::{Activation, Cell, Network, Operation, Recurrent, Window};

use crate::c::array;

pub const ORDERS: [&str; 2] = ["direct", "rtneural"];

/// The frames that the plain loops take at once, layer by layer.
const BLOCK: usize = 64;

/// Returns the source of a network.
pub fn source(network: &Network) -> String {
    let mut text = String::from("#include \"stream.h\"\n\n");
    for (index, layer) in network.layers.iter().enumerate() {
        let mut add = |kind: &str, numbers: &[f32]| {
            text.push_str(&array(&format!("{kind}_{index}"), numbers));
        };
        match &layer.operation {
            Operation::Dense(dense) => {
                add("weights", &dense.weights);
                add("biases", &dense.biases);
            }
            Operation::Convolution(convolution) => {
                add("weights", &convolution.weights);
                add(
                    "filters",
                    &by_filter(&convolution.weights, convolution.filters),
                );
                add("biases", &convolution.biases);
            }
            Operation::Recurrent(recurrent) => {
                add("weights", &recurrent.weights);
                add("recurrent", &recurrent.recurrent_weights);
                add("biases", &recurrent.biases);
                add("recurrent_biases", &recurrent.recurrent_biases);
            }
            _ => {}
        }
    }
    for order in ORDERS {
        functions(network, order, &mut text).expect("a string");
    }
    text
}

/// Returns the weights of one filter after the other.
fn by_filter(weights: &[f32], filters: usize) -> Vec<f32> {
    let filter = |filter| weights[filter..].iter().step_by(filters).copied();
    (0..filters).flat_map(filter).collect()
}

fn functions(network: &Network, order: &str, text: &mut String) -> std::fmt::Result {
    let name = format!("{}_{order}", network.name);
    let block = if order == "direct" { BLOCK } else { 1 };
    let (mut state, mut start) = (String::new(), String::new());
    let mut body = String::new();
    let mut values = vec!["x".to_string()];
    let last = network.layers.len();
    for (index, layer) in network.layers.iter().enumerate() {
        let (output, count) = (index + 1, network.values[index + 1].count());
        let to = if output == last {
            "y".into()
        } else {
            format!("x{output}")
        };
        if output != last {
            writeln!(body, "    float x{output}[BLOCK * {count}];")?;
        }
        let from = &values[layer.inputs[0]];
        let activation = match &layer.operation {
            Operation::Dense(layer) => {
                let sizes = format!("{}, {}", layer.inputs, layer.units);
                writeln!(
                    body,
                    "    dense(frames, {sizes}, {from}, weights_{index}, biases_{index}, {to});"
                )?;
                layer.activation
            }
            Operation::Convolution(layer) => {
                let (window, channels) = (&layer.window, layer.channels());
                let room = room(window, order, block);
                writeln!(
                    state,
                    "    float past{index}[{}];\n    int at{index};",
                    room * channels
                )?;
                if order == "direct" {
                    // What is before the first frame are zeros.
                    writeln!(
                        start,
                        "    if (state) state->at{index} = {};",
                        window.reach()
                    )?;
                }
                let (frames, room, weights) = match order {
                    "direct" => ("frames, ", format!("{room}, "), "weights"),
                    _ => ("", String::new(), "filters"),
                };
                writeln!(
                    body,
                    "    {order}_convolution({frames}{}, {}, {channels}, {}, {room}state->past{index}, &state->at{index}, {from}, {weights}_{index}, biases_{index}, {to});",
                    window.size[0], window.dilation, layer.filters,
                )?;
                layer.activation
            }
            Operation::Recurrent(layer) => {
                writeln!(state, "    float past{index}[{}];", numbers(layer))?;
                let (kind, sizes) = (layer.cell.name(), [layer.inputs, layer.units]);
                let [inputs, units] = sizes;
                writeln!(
                    body,
                    "    for (int t = 0; t < frames; t++)\n        {order}_{kind}({inputs}, {units}, state->past{index}, {from} + t * {inputs}, weights_{index}, recurrent_{index}, biases_{index}, recurrent_biases_{index}, {to} + t * {units});"
                )?;
                Activation::Linear
            }
            Operation::Add(activation) => {
                let other = &values[layer.inputs[1]];
                writeln!(body, "    sum(frames * {count}, {from}, {other}, {to});")?;
                *activation
            }
            other => unreachable!("no stream of the race has {other:?}"),
        };
        writeln!(
            body,
            "    {order}_{}(frames * {count}, {to});",
            activation.name()
        )?;
        values.push(to);
    }
    let (inputs, outputs) = (network.inputs(), network.outputs());
    writeln!(
        text,
        "
struct {name} {{
{state}}};

void *{name}_new(void);
void *{name}_new(void) {{
    struct {name} *state = zeros(sizeof(struct {name}));
{start}    return state;
}}

#define BLOCK {block}
INLINE {name}_frames(int frames, struct {name} *restrict state, const float *restrict x, float *restrict y) {{
{body}}}
#undef BLOCK

void {name}_step(void *state, const float *x, float *y);
void {name}_step(void *state, const float *x, float *y) {{
    {name}_frames(1, state, x, y);
}}

void {name}_process(void *state, size_t frames, const float *x, float *y);
void {name}_process(void *state, size_t frames, const float *x, float *y) {{
    for (; frames >= {block}; frames -= {block}, x += {block} * {inputs}, y += {block} * {outputs})
        {name}_frames({block}, state, x, y);
    for (; frames > 0; frames--, x += {inputs}, y += {outputs})
        {name}_frames(1, state, x, y);
}}"
    )
}

/// The frames that there is room for.
fn room(window: &Window, order: &str, block: usize) -> usize {
    match order {
        "direct" => 2 * window.reach() + block,
        _ => window.reach() + 1,
    }
}

/// The numbers of the state.
fn numbers(layer: &Recurrent) -> usize {
    match layer.cell {
        Cell::Gru => layer.units,
        Cell::Lstm => 2 * layer.units,
    }
}
