//! Where the values of a network lie in memory: values that are not needed at the same time share it.

use crate::layer::Connections;
use crate::{Float, Network};

/// Where the values of a network lie in one array of numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buffers {
    offsets: Vec<usize>,
    length: usize,
    /// For each layer that works in place, the layer whose output it changes.
    in_place: Vec<Option<usize>>,
}

/// Memory of one value, or of several that are changed in place from one to the next.
#[derive(Clone, Copy, Debug)]
struct Block {
    length: usize,
    /// The first and the last layer that need it.
    first: usize,
    last: usize,
}

impl Block {
    fn overlaps(&self, other: &Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

impl Buffers {
    /// Plans the memory of a network.
    #[must_use]
    pub fn of<T: Float>(network: &Network<T>) -> Self {
        let (blocks, block_of, in_place) = blocks(network);
        let peak = peak(&blocks);
        let offsets = two_ended(&blocks, peak).unwrap_or_else(|| by_length(&blocks));
        let ends = offsets
            .iter()
            .zip(&blocks)
            .map(|(offset, block)| offset + block.length);
        Self {
            length: ends.max().unwrap_or(0),
            offsets: block_of.into_iter().map(|block| offsets[block]).collect(),
            in_place,
        }
    }

    /// Returns how many numbers the array has: the peak of the values that are needed at the same time,
    /// or a little more where they cannot be laid out without gaps.
    #[must_use]
    pub fn length(&self) -> usize {
        self.length
    }

    /// Returns where each value begins, in their order.
    #[must_use]
    pub fn offsets(&self) -> &[usize] {
        &self.offsets
    }

    /// Returns the layer whose output layer `index` changes in place, where it does.
    #[must_use]
    pub fn in_place(&self, index: usize) -> Option<usize> {
        self.in_place[index]
    }
}

/// Returns the blocks, the block of each value, and the layers that work in place.
fn blocks<T: Float>(network: &Network<T>) -> (Vec<Block>, Vec<usize>, Vec<Option<usize>>) {
    let last_layer = network.nodes().len().saturating_sub(1);
    let mut last_use = vec![0; network.values().len()];
    for (index, node) in network.nodes().iter().enumerate() {
        last_use[node.output().index()] = index;
        for input in node.inputs() {
            last_use[input.index()] = index;
        }
    }
    for output in network.output_values() {
        last_use[output.index()] = last_layer;
    }

    let mut blocks: Vec<Block> = Vec::new();
    let mut block_of = vec![0; network.values().len()];
    let mut maker = vec![None; network.values().len()];
    for &input in network.input_values() {
        block_of[input.index()] = blocks.len();
        blocks.push(Block {
            length: network.length(input),
            first: 0,
            last: last_use[input.index()],
        });
    }
    let mut in_place = Vec::with_capacity(network.nodes().len());
    for (index, node) in network.nodes().iter().enumerate() {
        let output = node.output().index();
        let elementwise = matches!(node.layer().connections(), Connections::OneToOne);
        let changed = match node.inputs() {
            // The network's input is the caller's, and what is needed later must stay.
            &[input] if elementwise && last_use[input.index()] == index => {
                maker[input.index()].map(|maker| (maker, block_of[input.index()]))
            }
            _ => None,
        };
        if let Some((_, block)) = changed {
            block_of[output] = block;
            blocks[block].last = last_use[output];
        } else {
            block_of[output] = blocks.len();
            blocks.push(Block {
                length: network.length(node.output()),
                first: index,
                last: last_use[output],
            });
        }
        maker[output] = Some(index);
        in_place.push(changed.map(|(maker, _)| maker));
    }
    (blocks, block_of, in_place)
}

/// Returns the most numbers that are needed at the same time.
fn peak(blocks: &[Block]) -> usize {
    // The number grows only where a block begins.
    let begun = blocks.iter().map(|begun| {
        let needed = |block: &&Block| block.first <= begun.first && begun.first <= block.last;
        let lengths = blocks.iter().filter(needed).map(|block| block.length);
        lengths.sum::<usize>()
    });
    begun.max().unwrap_or(0)
}

/// Lays the blocks out from both ends of `peak` numbers in turn, which for a chain leaves no gap; `None`
/// where they do not fit.
fn two_ended(blocks: &[Block], peak: usize) -> Option<Vec<usize>> {
    let mut offsets: Vec<usize> = Vec::with_capacity(blocks.len());
    for (index, block) in blocks.iter().enumerate() {
        let offset = if index % 2 == 0 {
            0
        } else {
            peak - block.length
        };
        let mut placed = blocks.iter().zip(&offsets);
        let collides = placed.any(|(other, &start)| {
            let apart = start + other.length <= offset || offset + block.length <= start;
            block.overlaps(other) && !apart
        });
        if collides {
            return None;
        }
        offsets.push(offset);
    }
    Some(offsets)
}

/// Lays the blocks out, the longest first, each as low as it can be.
fn by_length(blocks: &[Block]) -> Vec<usize> {
    let mut order: Vec<_> = (0..blocks.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(blocks[index].length));
    let mut offsets = vec![0; blocks.len()];
    let mut placed: Vec<usize> = Vec::new();
    for index in order {
        let block = &blocks[index];
        let others = placed
            .iter()
            .filter(|&&other| block.overlaps(&blocks[other]));
        let mut taken: Vec<_> = others
            .map(|&other| (offsets[other], offsets[other] + blocks[other].length))
            .collect();
        taken.sort_unstable();
        let mut offset = 0;
        for (start, end) in taken {
            if offset + block.length <= start {
                break;
            }
            offset = offset.max(end);
        }
        offsets[index] = offset;
        placed.push(index);
    }
    offsets
}

#[cfg(test)]
mod tests {
    use super::{Block, by_length, peak, two_ended};

    fn block((length, first, last): (usize, usize, usize)) -> Block {
        Block {
            length,
            first,
            last,
        }
    }

    fn fits(blocks: &[Block], offsets: &[usize]) {
        for (i, a) in blocks.iter().enumerate() {
            for (j, b) in blocks.iter().enumerate().skip(i + 1) {
                let apart =
                    offsets[i] + a.length <= offsets[j] || offsets[j] + b.length <= offsets[i];
                assert!(!a.overlaps(b) || apart, "{i} and {j} share numbers");
            }
        }
    }

    #[test]
    fn a_chain_needs_its_largest_pair() {
        let chain = [(2, 0, 0), (40, 0, 1), (7, 1, 2), (30, 2, 3), (1, 3, 3)].map(block);
        assert_eq!(peak(&chain), 47);
        let offsets = two_ended(&chain, 47).expect("a chain fits from both ends");
        fits(&chain, &offsets);
    }

    #[test]
    fn values_of_a_graph_do_not_share_what_both_need() {
        // The first is kept for the last layer, past two others.
        let graph = [(3, 0, 3), (5, 0, 1), (8, 1, 2), (5, 2, 3), (2, 3, 3)].map(block);
        assert_eq!(peak(&graph), 16);
        let offsets = by_length(&graph);
        fits(&graph, &offsets);
        assert!(
            offsets
                .iter()
                .zip(&graph)
                .all(|(start, block)| start + block.length <= 18)
        );
    }
}
