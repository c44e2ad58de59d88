//! The memory of a network's values: values that are not needed at the same time share it.

use crate::layer::Internals;
use crate::{Element, Network};

/// The places of a network's values in one array of numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buffers {
    offsets: Vec<usize>,
    length: usize,
    /// For each layer, the layer whose output it changes in place, if it does.
    in_place: Vec<Option<usize>>,
}

/// The memory of one value, or of several values that layers make in place, one from the other.
#[derive(Clone, Copy, Debug)]
struct Block {
    length: usize,
    /// The first layer that needs it.
    first: usize,
    /// The last layer that needs it.
    last: usize,
}

impl Block {
    /// Returns whether some layer needs both blocks, so that they cannot share memory.
    fn overlaps(&self, other: &Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

impl Buffers {
    /// Plans the memory of a network: from both ends of the peak if that fits, as it does for every chain, and
    /// otherwise the longest first, which may take more than the peak.
    #[must_use]
    pub fn of<T: Element>(network: &Network<T>) -> Self {
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

    /// Returns the length of the array: the largest sum of the values that are needed at the same time, or a
    /// little more if they cannot be placed without gaps.
    #[must_use]
    pub fn length(&self) -> usize {
        self.length
    }

    /// Returns the index in the array at which each value begins, in the order of the values.
    #[must_use]
    pub fn offsets(&self) -> &[usize] {
        &self.offsets
    }

    /// Returns the layer whose output layer `index` changes in place; `None` if it works on memory of its own.
    #[must_use]
    pub fn in_place(&self, index: usize) -> Option<usize> {
        self.in_place[index]
    }
}

/// Returns the blocks, the block of each value, and for each layer the one whose output it changes in place.
fn blocks<T: Element>(network: &Network<T>) -> (Vec<Block>, Vec<usize>, Vec<Option<usize>>) {
    let mut last_use = vec![0; network.values().len()];
    for (index, node) in network.nodes().iter().enumerate() {
        last_use[node.output().index()] = index;
        for input in node.inputs() {
            last_use[input.index()] = index;
        }
    }
    for output in network.output_values() {
        // The caller takes it after all layers: the last one must not change it either.
        last_use[output.index()] = network.nodes().len();
    }

    let mut blocks: Vec<Block> = Vec::new();
    let mut block_of = vec![0; network.values().len()];
    // The inputs of the network have no maker, and so are never changed: they belong to the caller.
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
        let changed = match node.inputs() {
            // A value that a later layer takes, or that this layer takes twice, must not change.
            [input, others @ ..]
                if node.layer().works_in_place()
                    && last_use[input.index()] == index
                    && !others.contains(input)
                    && network.length(*input) == network.length(node.output()) =>
            {
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
        let memory = node.layer().memory();
        if memory > 0 {
            blocks.push(Block {
                length: memory,
                first: index,
                last: index,
            });
        }
        in_place.push(changed.map(|(maker, _)| maker));
    }
    (blocks, block_of, in_place)
}

/// Returns the largest number of numbers that are needed at the same time.
fn peak(blocks: &[Block]) -> usize {
    // The sum grows only at a layer where a block begins, so that no other layers need a look.
    let begun = blocks.iter().map(|begun| {
        let needed = |block: &&Block| block.first <= begun.first && begun.first <= block.last;
        let lengths = blocks.iter().filter(needed).map(|block| block.length);
        lengths.sum::<usize>()
    });
    begun.max().unwrap_or(0)
}

/// Places the blocks at both ends of `peak` numbers in turn; returns `None` if they do not fit. In a chain,
/// only neighbours are needed at the same time, and they are at opposite ends: so a chain always fits.
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

/// Places the blocks one by one, the longest first, each at the lowest offset that is free while it is needed.
/// The result may be longer than the peak, but finding the shortest one takes exponential time.
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
        // The first value is needed by the last layer, and so outlives the two between.
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
