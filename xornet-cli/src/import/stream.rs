//! From a network on a sequence of frames to one that takes a frame at a time: the same graph, of which each operation must
//! make a frame of its output from the frames of its input up to the same one.
//!
//! The graph keeps an axis of time, of so many frames as its values are computed for; model files have none. A network
//! whose output is of the last frame alone gives one for each frame.

use std::collections::HashMap;

use super::graph::{Affine, Graph, Node, Operation, ValueId, Window};
use super::unsupported::Unsupported;

/// A network on frames.
pub struct Stream {
    /// The graph for a sequence of frames, with an output for each.
    pub graph: Graph,
    /// The places of the outputs that are left: of the states of all frames and the last one, a stream has one.
    pub kept: Vec<usize>,
    /// For each of them, how many frames at the end of the sequence the source computes.
    pub computed: Vec<usize>,
}

/// A value of the sequence's graph in that of the stream.
#[derive(Clone, Copy, Debug)]
struct Known {
    value: ValueId,
    /// Of how many frames it is, of which the last is the last of the input.
    frames: usize,
    /// Of how many frames of the input it has one, by the strides before it.
    period: usize,
    /// Whether it has no axis of time, since it is of the last frame alone.
    last: bool,
}

/// Makes a stream of a graph on `frames` frames, which is to be computed for `whole` frames.
///
/// # Errors
///
/// All operations that need frames after their own, or all frames.
pub fn stream(graph: &Graph, frames: usize, whole: usize) -> Result<Stream, Vec<Unsupported>> {
    let one = |reason: &str| vec![Unsupported::new(reason)];
    let &[input] = &*graph.inputs else {
        return Err(one(
            "a stream has one input, and the network has several: concatenate them",
        ));
    };
    let mut streaming = Streaming {
        from: graph,
        graph: Graph::default(),
        frames,
        whole,
        known: HashMap::new(),
    };
    let channels = streaming
        .channels(input, frames)
        .map_err(|reason| one(&format!("the input of the network: {reason}")))?;
    let value = streaming.graph.input(vec![whole, channels]);
    streaming.name(input, value);
    let known = Known {
        value,
        frames,
        period: 1,
        last: false,
    };
    streaming.known.insert(input, known);
    let mut unsupported = Vec::new();
    for node in &graph.nodes {
        if let Err(reason) = streaming.node(node)
            && let Some(reason) = reason
        {
            let reason = format!("{} cannot be a part of a stream: {reason}", node.origin);
            unsupported.push(Unsupported::new(reason));
        }
    }
    if !unsupported.is_empty() {
        return Err(unsupported);
    }
    let (mut computed, mut kept) = (Vec::new(), Vec::new());
    for (place, output) in graph.outputs.iter().enumerate() {
        let known = streaming.known.get(output);
        let known = known.ok_or_else(|| one("an output of the network is not computed"))?;
        if streaming.graph.outputs.contains(&known.value) {
            continue;
        }
        kept.push(place);
        streaming.graph.outputs.push(known.value);
        computed.push(if known.last { 1 } else { known.frames });
    }
    Ok(Stream {
        graph: streaming.graph,
        kept,
        computed,
    })
}

const ALL_FRAMES: &str = "it needs all frames: take the last state of a recurrent layer, or compute it outside of the stream";

/// The state of the pass.
struct Streaming<'a> {
    from: &'a Graph,
    graph: Graph,
    frames: usize,
    whole: usize,
    known: HashMap<ValueId, Known>,
}

/// The reason why a node cannot be a part of a stream; none if one before it cannot.
type Reason = Option<String>;

impl Streaming<'_> {
    /// Returns the length of a frame of a value.
    fn channels(&self, value: ValueId, frames: usize) -> Result<usize, String> {
        let shape = &self.from.shapes[value];
        let channels = shape.last().copied().unwrap_or(1);
        let outer: usize = shape[..shape.len().saturating_sub(1)].iter().product();
        match outer == frames && (frames == 1 || shape.len() < 2 || shape[0] == frames) {
            true => Ok(channels),
            false if frames == 1 => Err(format!(
                "a frame of a stream is a vector, and its shape in a step is {shape:?}: compute what works on the places inside \
                 of a frame outside of the stream, and export the layers behind it"
            )),
            false => Err(format!(
                "a frame of a stream is a vector, and its shape is {shape:?} for {frames} frames"
            )),
        }
    }

    /// Names a value as that of the sequence's graph.
    fn name(&mut self, from: ValueId, value: ValueId) {
        if let Some(name) = &self.from.names[from] {
            self.graph.names[value].get_or_insert_with(|| name.clone());
        }
    }

    /// Adds a node.
    fn node(&mut self, node: &Node) -> Result<(), Reason> {
        let inputs = node
            .inputs
            .iter()
            .map(|input| self.known.get(input).copied());
        let inputs = inputs.collect::<Option<Vec<_>>>().ok_or(None)?;
        let first = *inputs.first().ok_or(None)?;
        let same = |input: &Known| {
            (input.last, input.frames, input.period) == (first.last, first.frames, first.period)
        };
        if !inputs.iter().all(same) {
            return Err(Some(
                "its inputs are of different frames, as where the last frame is compared with all"
                    .into(),
            ));
        }
        let mut known = first;
        let from = &self.from.shapes[node.inputs[0]];
        let mut operation = node.operation.clone();
        match &mut operation {
            Operation::Affine(affine) if self.is_row(node.inputs[0], first) => {
                known.frames = last_of(affine, first.frames).ok_or(Some(ALL_FRAMES.into()))?;
                self.alias(node, known);
                return Ok(());
            }
            Operation::Linear(_)
            | Operation::Affine(_)
            | Operation::LayerNorm { .. }
            | Operation::L2Normalize { .. }
            | Operation::Prelu(_)
            | Operation::Merge(_) => {}
            Operation::Activation(activation) => {
                if !activation.is_elementwise()
                    && from.len() > 1
                    && self.rows(from) != first.frames_shown()
                {
                    return Err(Some("its softmax is over several frames".into()));
                }
            }
            Operation::Concatenate { axis } => {
                if *axis + 1 != from.len() {
                    return Err(Some("it puts frames after one another".into()));
                }
                *axis = 1;
            }
            Operation::Reshape => {
                let frames = first.frames_shown();
                if self.is_row_of_frames(node, first) {
                    self.alias(node, known);
                    return Ok(());
                }
                let framed = self.channels(node.output, frames);
                framed.map_err(|reason| {
                    Some(if frames > 1 {
                        ALL_FRAMES.into()
                    } else {
                        reason
                    })
                })?;
                self.alias(node, known);
                return Ok(());
            }
            Operation::Slice { axis, start, end }
                if *axis + 1 == from.len()
                    && (from.len() > 1 || first.last || self.frames == 1) =>
            {
                let (start, end) = (*start, *end);
                operation = Operation::Slice {
                    axis: 1,
                    start,
                    end,
                };
            }
            Operation::Slice {
                axis: 0,
                start,
                end,
            } if *end == first.frames && !first.last => {
                known.frames = *end - *start;
                self.alias(node, known);
                return Ok(());
            }
            Operation::Slice { .. } => {
                return Err(Some(
                    "it leaves out frames at the end, or takes some of them".into(),
                ));
            }
            Operation::Recurrent(recurrent) => {
                if recurrent.reverse {
                    return Err(Some("it runs from the last frame to the first".into()));
                }
                if first.frames != self.frames / first.period {
                    return Err(Some(
                        "frames are left out before it, and its state would begin too early".into(),
                    ));
                }
                known.last = !recurrent.return_sequences && self.frames > 1;
                recurrent.return_sequences = true;
            }
            Operation::Convolution(convolution) if convolution.window.dimensions == 1 => {
                if first.last {
                    return Err(Some("it is a convolution of the last frame alone".into()));
                }
                known = self.causal(first, &mut convolution.window)?;
            }
            Operation::Pool(pool) if pool.window.dimensions == 1 && !first.last => {
                known = self.apart(first, &pool.window)?;
            }
            Operation::GlobalPool(_) => {
                return Err(Some(ALL_FRAMES.into()));
            }
            Operation::Pool(_)
            | Operation::Convolution(_)
            | Operation::TransposedConvolution(_)
            | Operation::Upsample(_) => {
                return Err(Some("it works over several frames".into()));
            }
        }
        let shape = &self.from.shapes[node.output];
        let channels = shape.last().copied().unwrap_or(1);
        let merge = matches!(operation, Operation::Merge(_));
        if merge
            && node
                .inputs
                .iter()
                .any(|&input| self.rows(&self.from.shapes[input]) != first.frames_shown())
        {
            return Err(Some("it repeats a frame for all".into()));
        }
        known.value = self.graph.add(
            operation,
            inputs.iter().map(|input| input.value).collect(),
            vec![self.whole / known.period, channels],
            node.origin.clone(),
        );
        self.alias(node, known);
        Ok(())
    }

    /// Makes the windows of a convolution end with each frame, or with the first of as many as its stride.
    fn causal(&self, input: Known, window: &mut Window) -> Result<Known, Reason> {
        let reach = (window.size[1] - 1) * window.dilation[1];
        let ([before, after], stride) = (window.padding[1], window.strides[1]);
        if after > 0 || before > reach {
            return Err(Some(format!(
                "it looks {after} frames ahead: pad it in front alone, with {reach} frames, as a causal convolution"
            )));
        }
        let left_out = self.frames / input.period - input.frames;
        if before > 0 && left_out > 0 {
            return Err(Some(
                "frames are left out before it, where it has padding".into(),
            ));
        }
        let period = self.period(input, stride)?;
        // The frames of the sequence up to the end of the first window.
        let first = left_out + reach - before;
        if !first.is_multiple_of(stride) {
            return Err(Some(format!(
                "its stride is {stride}, and its first window ends with frame {}, but the windows of a stream end with the first of \
                 every {stride} frames: pad it in front with {reach} frames",
                first + 1
            )));
        }
        window.padding[1] = [reach, 0];
        let frames = (self.frames / period).checked_sub(first / stride);
        match frames.filter(|&frames| frames > 0) {
            Some(frames) => Ok(Known {
                frames,
                period,
                ..input
            }),
            None => Err(Some(format!(
                "it reaches over {} frames, and has fewer",
                reach + 1
            ))),
        }
    }

    /// Returns what is known of the output of a pool, whose windows must not overlap.
    fn apart(&self, input: Known, window: &Window) -> Result<Known, Reason> {
        let (size, stride) = (window.size[1], window.strides[1]);
        if size > stride || window.dilation[1] != 1 || !window.is_valid() {
            return Err(Some(
                "its windows overlap or have padding, and those of a stream follow each other"
                    .into(),
            ));
        }
        if input.frames != self.frames / input.period {
            return Err(Some(
                "frames are left out before it, and its windows would begin with others".into(),
            ));
        }
        let period = self.period(input, stride)?;
        let frames = self.frames / period;
        Ok(Known {
            frames,
            period,
            ..input
        })
    }

    /// Returns of how many frames of the input there is one behind a stride.
    fn period(&self, input: Known, stride: usize) -> Result<usize, Reason> {
        let period = input.period.saturating_mul(stride);
        match self.frames.is_multiple_of(period) {
            true => Ok(period),
            false => Err(Some(format!(
                "a step takes {period} frames there, by the strides, and the sequence has {}: export with a length that is a \
                 multiple of {period}",
                self.frames
            ))),
        }
    }

    /// Returns whether a value has the frames of a layer of one unit in a row.
    fn is_row(&self, value: ValueId, known: Known) -> bool {
        let frames = known.frames_shown();
        frames > 1
            && self.graph.shapes[known.value].last() == Some(&1)
            && self.from.shapes[value] == [frames]
    }

    /// Returns whether such a row is an output, or there to take the last frames. For any other layer, it is a vector of all
    /// frames.
    fn is_row_of_frames(&self, node: &Node, input: Known) -> bool {
        let mut users = self.from.nodes.iter();
        self.is_row(node.output, input)
            && !users.any(|user| {
                user.inputs.contains(&node.output)
                    && match &user.operation {
                        Operation::Slice { .. } => false,
                        Operation::Affine(affine) => last_of(affine, input.frames).is_none(),
                        _ => true,
                    }
            })
    }

    /// Returns the number of rows of a shape.
    fn rows(&self, shape: &[usize]) -> usize {
        shape[..shape.len().saturating_sub(1)].iter().product()
    }

    /// Records what a node's output is.
    fn alias(&mut self, node: &Node, known: Known) {
        self.name(node.output, known.value);
        self.known.insert(node.output, known);
    }
}

/// Returns how many of the last numbers an operation takes, if it does no more.
fn last_of(affine: &Affine, of: usize) -> Option<usize> {
    let count = affine.picks.len();
    let last = affine.inputs == of && affine.picks.iter().copied().eq(of.checked_sub(count)?..of);
    let same = affine.scale.iter().all(|&scale| scale == 1.0)
        && affine.shift.iter().all(|&shift| shift == 0.0);
    (last && same && count > 0).then_some(count)
}

impl Known {
    /// Returns how many frames its tensor has in the sequence's graph.
    fn frames_shown(&self) -> usize {
        if self.last { 1 } else { self.frames }
    }
}
