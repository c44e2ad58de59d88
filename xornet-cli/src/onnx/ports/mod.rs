//! The inputs and the outputs of a graph that are those of the network.

mod axis;
mod length;
mod outputs;
mod states;

pub use self::axis::sequence;
pub use self::states::{State, kept};

use self::axis::BatchAxis;
use super::batch::Batch;
use super::graph::{Graph, Input, Port, ValueId};
use super::tensor::{Element, Tensor, count};
use crate::import::unsupported::Unsupported;

/// The inputs and the outputs of the network, with notes about the others.
pub struct Ports {
    /// The inputs, each with a sample of zeros in the shape that the graph takes.
    pub inputs: Vec<Input>,
    pub outputs: Vec<ValueId>,
    pub batch: Batch,
    /// The states of a step.
    pub states: Vec<State>,
    pub notes: Vec<String>,
}

impl Ports {
    /// Chooses them; `wanted` is the name of the output that the user asks for. `frames` is the length of an axis of time that
    /// is left open, for a stream. The states of a step are taken out of the graph.
    pub fn choose(
        graph: &mut Graph,
        wanted: Option<&str>,
        frames: Option<usize>,
    ) -> Result<Self, Vec<Unsupported>> {
        let states = states::take(graph).map_err(|reason| vec![reason])?;
        // A step takes one frame.
        let frames = if states.is_empty() { frames } else { Some(1) };
        Self::chosen(graph, wanted, frames, states).map_err(|mut all| {
            // Unknown operators are reported at the same time, to save the user a second attempt.
            all.extend(unsupported(graph));
            all
        })
    }

    fn chosen(
        graph: &Graph,
        wanted: Option<&str>,
        frames: Option<usize>,
        states: Vec<State>,
    ) -> Result<Self, Vec<Unsupported>> {
        let outputs::Chosen { outputs, mut notes } =
            outputs::choose(graph, wanted).map_err(|reason| vec![reason])?;
        let (_, needed) = graph.ancestors(&outputs);
        let (inputs, unused): (Vec<_>, Vec<_>) =
            graph.inputs.iter().partition(|port| needed[port.value]);
        if inputs.is_empty() {
            let names: Vec<_> = outputs.iter().map(|&output| graph.name(output)).collect();
            let reason = format!("the output {} depends on no input", names.join(", "));
            return Err(vec![Unsupported::new(reason)]);
        }
        let (mut samples, mut reasons) = (Vec::new(), Vec::new());
        for &port in &inputs {
            match Sample::of(graph, port, frames) {
                Ok(sample) => samples.push((port, sample)),
                Err(reason) => reasons.push(reason),
            }
        }
        let all: Vec<_> = samples.iter().map(|(_, sample)| sample.batch).collect();
        let batch = common(&all).map_err(|reason| reasons.push(Unsupported::new(reason)));
        let mut inputs_of_zeros = Vec::new();
        for (port, sample) in &samples {
            let element = port.element.unwrap_or(Element::Single);
            match Tensor::zeros(sample.shape.clone(), element) {
                Ok(zeros) => inputs_of_zeros.push(Input {
                    value: port.value,
                    zeros,
                    batch_axis: sample.batch_axis(),
                }),
                Err(reason) => reasons.push(Unsupported::new(reason)),
            }
            notes.extend(sample.note.clone());
            if port.element.is_some_and(|element| !element.is_float()) {
                let name = graph.name(port.value);
                notes.push(format!("the input {name} is of integers in the graph"));
            }
        }
        let (Ok(batch), true) = (batch, reasons.is_empty()) else {
            return Err(reasons);
        };
        if let Batch::Fixed(samples) = batch {
            let note = format!(
                "the batch of {samples} is left out: the network takes one sample at a time"
            );
            notes.insert(0, note);
        }
        for port in unused {
            notes.push(format!(
                "left out: the input {}, which the output does not depend on",
                graph.name(port.value)
            ));
        }
        for state in &states {
            let (input, output) = (graph.name(state.input), graph.name(state.output));
            notes.push(kept(&input, &output));
        }
        Ok(Self {
            inputs: inputs_of_zeros,
            outputs,
            // A step has the states of one sample.
            batch: if states.is_empty() {
                batch
            } else {
                Batch::Single
            },
            states,
            notes,
        })
    }
}

/// Returns the nodes with unknown operators that outputs of numbers depend on.
fn unsupported(graph: &Graph) -> Vec<Unsupported> {
    let labels = |port: &&Port| port.element.is_some_and(|element| !element.is_float());
    let outputs = graph.outputs.iter().filter(|port| !labels(port));
    let outputs: Vec<_> = outputs.map(|port| port.value).collect();
    let (needed, _) = graph.ancestors(&outputs);
    let nodes = graph.nodes.iter().zip(needed).filter(|(_, needed)| *needed);
    nodes
        .filter_map(|(node, _)| {
            let reason = node.operator.as_ref().err()?;
            Some(Unsupported::new(format!(
                "{node} cannot be a part of the network: {reason}"
            )))
        })
        .collect()
}

/// Returns the batch that all inputs have in common; `None` stands for an input without an axis for it.
fn common(batches: &[Option<Batch>]) -> Result<Batch, String> {
    let fixed = batches.iter().filter_map(|batch| match batch {
        Some(Batch::Fixed(samples)) => Some(*samples),
        _ => None,
    });
    let mut fixed: Vec<_> = fixed.collect();
    fixed.dedup();
    match *fixed {
        // What one sample gives is right, whatever the graph does with several.
        _ if batches.contains(&None) && fixed.is_empty() => Ok(Batch::Single),
        [] if batches.contains(&Some(Batch::Open)) => Ok(Batch::Open),
        [] => Ok(Batch::Single),
        [samples] if !batches.contains(&Some(Batch::Single)) && !batches.contains(&None) => {
            Ok(Batch::Fixed(samples))
        }
        _ => Err("the inputs have batches of different lengths".into()),
    }
}

/// A sample of an input.
struct Sample {
    /// The shape, with a batch of one if there is an axis for it.
    shape: Vec<usize>,
    /// The batch, if there is an axis for it, and that axis.
    batch: Option<Batch>,
    axis: usize,
    note: Option<String>,
}

impl Sample {
    /// Returns the shape of a batch of one sample, if there is an axis for the batch, or that of the sample.
    fn of(graph: &Graph, port: &Port, frames: Option<usize>) -> Result<Self, Unsupported> {
        let name = graph.name(port.value);
        let shape = port.shape.as_deref().ok_or_else(|| {
            Unsupported::new(format!("the shape of the input {name} is not given"))
                .help("export with a shape")
        })?;
        let sequence = axis::sequence(graph, port.value, shape.len());
        let axis = match (shape, sequence.as_ref().map(|sequence| sequence.batch)) {
            (_, Some(BatchAxis::None)) | ([_], None) => None,
            (_, Some(BatchAxis::At(axis))) => Some(axis),
            ([], None) => {
                return Err(Unsupported::new(format!(
                    "the input {name} is a single number without a shape"
                )));
            }
            _ => Some(0),
        };
        let mut sample = shape.to_vec();
        let batch = axis.map(|axis| sample.remove(axis));
        let mut note = None;
        if let Some(last) = sample.last_mut().filter(|last| last.is_none()) {
            *last = length::told(graph, port.value);
            note = last.map(|length| {
                format!(
                    "the length of the input {name} is left open: the first matrix takes {length}"
                )
            });
        }
        // A stream has as many frames as come.
        let mut open = sample.iter_mut().filter(|length| length.is_none());
        if let (Some(length), None) = (open.next(), open.next()) {
            *length = frames;
        }
        let lengths: Option<Vec<usize>> = sample.iter().copied().collect();
        let Some(lengths) = lengths else {
            let is_open = |axis: usize| shape[axis].is_none();
            if sequence
                .and_then(|sequence| sequence.time)
                .is_some_and(is_open)
            {
                let reason = format!("the number of frames of the input {name} is left open");
                return Err(Unsupported::new(reason).help(
                    "export with a fixed number, or give `--stream` for a network that takes one frame at a time",
                ));
            }
            return Err(
                Unsupported::new(format!("the length of the input {name} is left open"))
                    .help("export with a fixed length; only the axis of the batch may be open"),
            );
        };
        let length = count(&lengths).map_err(Unsupported::new)?;
        if length == 0 {
            return Err(Unsupported::new(format!("the input {name} has no numbers")));
        }
        let batch = batch.map(|batch| match batch {
            Some(0 | 1) => Batch::Single,
            Some(samples) => Batch::Fixed(samples),
            None => Batch::Open,
        });
        let mut shape = lengths;
        if let Some(axis) = axis {
            shape.insert(axis, 1);
        }
        Ok(Self {
            shape,
            batch,
            axis: axis.unwrap_or(0),
            note,
        })
    }

    /// Returns the axis of the batch, if there is one.
    fn batch_axis(&self) -> Option<usize> {
        self.batch.map(|_| self.axis)
    }
}
