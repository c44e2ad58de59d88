//! The axis of an input along which the samples of a batch lie: recurrent operators have time first, and the batch second.

use std::collections::{HashSet, VecDeque};

use crate::onnx::graph::{Graph, Node, ValueId};
use crate::onnx::operators::recurrent;

/// The axis of a value's samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchAxis {
    /// Usually the first.
    At(usize),
    /// The graph adds the axis itself.
    None,
}

/// The axes of a recurrent operator's input, as axes of an input of the graph.
pub struct Sequence {
    pub batch: BatchAxis,
    /// The axis of time, if the input has it.
    pub time: Option<usize>,
}

/// Returns the axes of an input of this rank, if the first operator that asks for some is a recurrent one.
pub fn sequence(graph: &Graph, input: ValueId, rank: usize) -> Option<Sequence> {
    let users = graph.users();
    // Values with the axes of the input, in another order or with others between them.
    let mut open: VecDeque<(ValueId, Vec<Option<usize>>)> =
        VecDeque::from([(input, (0..rank).map(Some).collect())]);
    let mut seen = HashSet::from([input]);
    while let Some((value, axes)) = open.pop_front() {
        for &(index, place) in &users[value] {
            let node = &graph.nodes[index];
            if let Some(sequence) = recurrent_axes(node, place, &axes) {
                return Some(sequence);
            }
            let Some(axes) = moved(graph, node, place, &axes) else {
                continue;
            };
            // A Split has several outputs.
            for &output in node.outputs.iter().flatten() {
                if seen.insert(output) {
                    open.push_back((output, axes.clone()));
                }
            }
        }
    }
    None
}

/// Returns the axes that a recurrent operator asks for.
fn recurrent_axes(node: &Node, place: usize, axes: &[Option<usize>]) -> Option<Sequence> {
    if !["GRU", "LSTM", "RNN"]
        .iter()
        .any(|operator| node.is(operator))
        || axes.len() != 3
    {
        return None;
    }
    let batch_first = node.int("layout", 0).ok()? != 0;
    let batch = usize::from(!batch_first);
    let time = (place == 0).then_some(1 - batch);
    if place != 0 && place != recurrent::INITIAL_STATE && place != recurrent::INITIAL_CELL_STATE {
        return None;
    }
    Some(Sequence {
        batch: axes[batch].map_or(BatchAxis::None, BatchAxis::At),
        time: time.and_then(|time| axes[time]),
    })
}

/// Returns the axes of a node's output, if it keeps those of its input apart.
fn moved(
    graph: &Graph,
    node: &Node,
    place: usize,
    axes: &[Option<usize>],
) -> Option<Vec<Option<usize>>> {
    const SAME: [&str; 14] = [
        "Identity",
        "Cast",
        "Add",
        "Sub",
        "Mul",
        "Div",
        "Relu",
        "Tanh",
        "Sigmoid",
        "Clip",
        "LeakyRelu",
        "LayerNormalization",
        "Elu",
        "Slice",
    ];
    let is = |operators: &[&str]| operators.iter().any(|operator| node.is(operator));
    if is(&SAME) || is(&["Split", "Concat"]) || (node.is("MatMul") && place == 0) {
        return Some(axes.to_vec());
    }
    if place != 0 {
        return None;
    }
    let rank = axes.len() as i64;
    let given = |attribute: &str| {
        let list = node.ints(attribute).ok()?;
        list.or_else(|| graph.integers(node.inputs.get(1).copied().flatten()?))
    };
    let at = |axis: i64, rank: i64| usize::try_from(if axis < 0 { axis + rank } else { axis }).ok();
    if node.is("Transpose") {
        let order = node
            .ints("perm")
            .ok()?
            .unwrap_or_else(|| (0..rank).rev().collect());
        return order
            .into_iter()
            .map(|axis| axes.get(at(axis, rank)?).copied())
            .collect();
    }
    if node.is("Unsqueeze") {
        let new = given("axes")?;
        let rank = rank + new.len() as i64;
        let new: Vec<_> = new
            .into_iter()
            .map(|axis| at(axis, rank))
            .collect::<Option<_>>()?;
        let mut rest = axes.iter().copied();
        return (0..usize::try_from(rank).ok()?)
            .map(|axis| match new.contains(&axis) {
                true => Some(None),
                false => rest.next(),
            })
            .collect();
    }
    None
}
