//! Streams: from a graph on a sequence, or from one that takes a step and gives the state back.

use std::cell::Cell;

use super::graph::{ValueId, WORK};
use super::ports::{State, kept};
use super::tensor::Tensor;
use super::whole::Whole;
use crate::import::cells::{self, Step};
use crate::import::frames::FRAMES;
use crate::import::graph::Graph;
use crate::import::source::{Evaluate, Order};
use crate::import::stream::{Stream, stream as on_frames};
use crate::import::unsupported::Unsupported;

/// A network on frames, the orders of its numbers, and the function that computes them by the graph.
pub type Streamed = (Graph, (Order, Order), Box<Evaluate>);

/// Makes a stream.
///
/// # Errors
///
/// All operations that a stream cannot have.
pub fn stream(
    whole: Whole,
    graph: &Graph,
    states: Vec<State>,
) -> Result<Streamed, Vec<Unsupported>> {
    let frames = match graph.inputs.first().map(|&input| &*graph.shapes[input]) {
        Some([frames, _]) => *frames,
        _ => 1,
    };
    if states.is_empty() {
        let on_frames = on_frames(graph, frames, frames)?;
        let orders = (whole.orders.0.clone(), Order::default());
        let computed = on_frames.graph.clone();
        return Ok((
            computed,
            orders,
            Box::new(move |numbers| sequence(&whole, &on_frames, numbers)),
        ));
    }
    let steps = FRAMES.div_ceil(frames);
    let Stream {
        graph,
        kept,
        computed,
    } = on_frames(graph, frames, steps * frames)?;
    if computed.iter().any(|&computed| computed != frames) {
        return Err(vec![Unsupported::new(format!(
            "a step of the graph takes {frames} frames and gives an output of the last alone, and a stream has an output for \
             each"
        ))
        .help("export a step of one frame")]);
    }
    // Of all frames that a step takes.
    let length = frames * graph.channels();
    Ok((
        graph,
        Default::default(),
        Box::new(move |numbers| by_steps(&whole, &states, &kept, length, numbers)),
    ))
}

/// A stream of a step whose cells are layers.
pub struct Cells {
    graph: Graph,
    step: Step,
    pub notes: Vec<String>,
}

/// Makes a stream of a step whose cells are layers, if it is one.
pub fn of_cells(whole: &Whole, graph: &Graph) -> Option<Cells> {
    let mut step = cells::find(graph)?;
    let stream = on_frames(&step.graph, 1, FRAMES).ok()?;
    step.outputs = stream
        .kept
        .iter()
        .map(|&place| step.outputs[place])
        .collect();
    let name = |value: ValueId| whole.facts.graph().name(value);
    let note = |state: &cells::State| {
        let (input, output) = (whole.inputs[state.input], whole.outputs[state.output]);
        kept(&name(input), &name(output))
    };
    let notes = step.states.iter().map(note).collect();
    Some(Cells {
        graph: stream.graph,
        step,
        notes,
    })
}

/// Returns the stream of cells. The graph computes a sequence step by step, with the states as inputs and outputs.
pub fn by_cells(whole: Whole, graph: &Graph, cells: Cells) -> Streamed {
    let lengths = graph.inputs.iter().map(|&input| graph.length(input));
    let lengths: Vec<_> = lengths.collect();
    let Cells { graph, step, .. } = cells;
    let evaluate = move |numbers: &[f64]| {
        let mut inputs: Vec<_> = lengths.iter().map(|&length| vec![0.0; length]).collect();
        let mut outputs = vec![Vec::new(); step.outputs.len()];
        for frame in numbers.chunks_exact(lengths[step.input].max(1)) {
            inputs[step.input] = frame.to_vec();
            let given = whole.evaluate(&inputs.concat())?;
            for (all, &output) in outputs.iter_mut().zip(&step.outputs) {
                all.extend_from_slice(&given[output]);
            }
            for state in &step.states {
                inputs[state.input].clone_from(&given[state.output]);
            }
        }
        Ok(outputs.concat())
    };
    (graph, Default::default(), Box::new(evaluate))
}

/// Computes a sequence. The graph gives the frames at the end, which are compared with those of the stream, and the stream
/// those before.
fn sequence(whole: &Whole, stream: &Stream, numbers: &[f64]) -> Result<Vec<f64>, String> {
    /// The largest difference, relative to the largest number.
    const ROUNDING: f64 = 1e-9;
    let length = stream.graph.input_length();
    if numbers.len() != length {
        return Err(format!(
            "the graph takes sequences of {} numbers, not of {}",
            length,
            numbers.len()
        ));
    }
    let mut all = stream.graph.evaluate(numbers);
    let mut end = 0;
    let outputs = stream.graph.outputs.iter().zip(&stream.computed);
    let given = whole.evaluate(numbers)?;
    let given = stream.kept.iter().map(|&place| &given[place]);
    for ((&output, &frames), exact) in outputs.zip(given) {
        let shape = &stream.graph.shapes[output];
        end += shape[0] * shape[1];
        let own = &mut all[end - frames * shape[1]..end];
        let largest = exact.iter().fold(1.0, |most: f64, x| most.max(x.abs()));
        let near = |(a, b): (&f64, &f64)| (a - b).abs() <= ROUNDING * largest || !b.is_finite();
        if own.len() != exact.len() || !own.iter().zip(exact).all(near) {
            return Err("the stream is not the graph, which is an error of xornet".into());
        }
        own.copy_from_slice(exact);
    }
    Ok(all)
}

/// Computes a sequence by steps of the graph, each with the state that the one before gave.
fn by_steps(
    whole: &Whole,
    states: &[State],
    kept: &[usize],
    length: usize,
    numbers: &[f64],
) -> Result<Vec<f64>, String> {
    if !numbers.len().is_multiple_of(length.max(1)) {
        return Err(format!("a step of the graph takes {length} numbers"));
    }
    let facts = &whole.facts;
    let constant = |state: &State| facts.probe(state.input).cloned();
    let mut now: Vec<Tensor> = states
        .iter()
        .map(constant)
        .collect::<Option<_>>()
        .ok_or("a state has no shape")?;
    let mut outputs = vec![Vec::new(); kept.len()];
    // A file can ask for much work in each step; a user, for many steps.
    let many = numbers.len() / length.max(1) / FRAMES;
    let work = Cell::new(WORK.saturating_mul(many.max(1)));
    for step in numbers.chunks(length.max(1)) {
        let mut inputs: Vec<(ValueId, Tensor)> = Vec::new();
        for (&input, numbers) in facts.inputs().iter().zip(whole.split(step)?) {
            let zeros = facts.probe(input).ok_or("an input has no shape")?;
            let tensor = Tensor::new(zeros.shape().to_vec(), numbers, zeros.element())?;
            inputs.push((input, tensor));
        }
        inputs.extend(states.iter().map(|state| state.input).zip(now));
        let run = facts.run(inputs, &work);
        let value = |value: ValueId| {
            let tensor = run.values[value].as_deref().cloned();
            tensor.ok_or("the output could not be computed")
        };
        let tensors = whole.outputs.iter().map(|&output| value(output));
        let tensors = tensors.collect::<Result<Vec<_>, _>>()?;
        let numbers = whole.ordered(&tensors);
        for (all, &place) in outputs.iter_mut().zip(kept) {
            all.extend_from_slice(&numbers[place]);
        }
        let next = states
            .iter()
            .zip(shapes(whole, states))
            .map(|(state, shape)| {
                // A state may come back in another shape of the same numbers.
                value(state.output)?.reshaped(shape)
            });
        now = next.collect::<Result<_, String>>()?;
    }
    Ok(outputs.concat())
}

/// Returns the shape of each state.
fn shapes(whole: &Whole, states: &[State]) -> Vec<Vec<usize>> {
    let shape = |state: &State| {
        let zeros = whole.facts.probe(state.input);
        zeros.map_or_else(Vec::new, |zeros| zeros.shape().to_vec())
    };
    states.iter().map(shape).collect()
}
