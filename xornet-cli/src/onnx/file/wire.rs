//! A check of the bytes of a file before they are decoded. A message may take two bytes in the file and hundreds in
//! memory, so that a small hostile file could fill it.

/// The maximal number of messages and strings in a file: nodes, attributes, tensors, names.
const MAX_PIECES: usize = 1 << 20;

/// The maximal number of bytes of integers of variable length, which take up to eight times as much in memory.
const MAX_INTEGERS: usize = 1 << 26;

/// The kinds of messages that hold others; all others are leaves.
#[derive(Clone, Copy)]
enum Kind {
    Model,
    Graph,
    Function,
    Node,
    Attribute,
    Tensor,
    Value,
    Type,
    TensorType,
    Shape,
    Leaf,
}

impl Kind {
    /// Returns the content of a field of bytes in this message.
    fn field(self, number: u64) -> Field {
        use Field::{Integers, Message, Other};

        match (self, number) {
            (Self::Model, 7) => Message(Self::Graph),
            (Self::Model, 25) => Message(Self::Function),
            (Self::Graph, 1) | (Self::Function, 7) => Message(Self::Node),
            (Self::Graph, 5) | (Self::Attribute, 5) => Message(Self::Tensor),
            (Self::Graph, 11 | 12) => Message(Self::Value),
            (Self::Node, 5) | (Self::Function, 11) => Message(Self::Attribute),
            (Self::Value, 2) => Message(Self::Type),
            (Self::Type, 1) => Message(Self::TensorType),
            (Self::TensorType, 2) => Message(Self::Shape),
            (Self::Model, 8) | (Self::Function, 9) | (Self::Tensor, 13) | (Self::Shape, 1) => {
                Message(Self::Leaf)
            }
            (Self::Tensor, 1 | 5 | 7 | 11) | (Self::Attribute, 8) => Integers,
            _ => Other,
        }
    }
}

/// The content of a field.
enum Field {
    Message(Kind),
    Integers,
    Other,
}

/// Returns whether the file decodes to a bounded amount of memory. Malformed bytes are left to the decoder, which
/// reports them.
pub fn is_bounded(file: &[u8]) -> bool {
    let mut budget = Budget {
        pieces: MAX_PIECES,
        integers: MAX_INTEGERS,
    };
    budget.message(file, Kind::Model).is_some()
}

/// The messages and integers that are left.
struct Budget {
    pieces: usize,
    integers: usize,
}

impl Budget {
    /// Counts a message and those in it; returns `None` when the budget is spent.
    fn message(&mut self, mut bytes: &[u8], kind: Kind) -> Option<()> {
        while let Some(key) = varint(&mut bytes) {
            let skip = match key & 7 {
                0 => {
                    self.integers = self.integers.checked_sub(1)?;
                    if varint(&mut bytes).is_none() {
                        return Some(());
                    }
                    continue;
                }
                1 => 8,
                2 => match varint(&mut bytes) {
                    Some(length) => usize::try_from(length).unwrap_or(usize::MAX),
                    None => return Some(()),
                },
                5 => 4,
                _ => return Some(()),
            };
            let Some((field, rest)) = bytes.split_at_checked(skip) else {
                return Some(());
            };
            bytes = rest;
            if key & 7 == 2 {
                self.pieces = self.pieces.checked_sub(1)?;
                match kind.field(key >> 3) {
                    Field::Message(kind) => self.message(field, kind)?,
                    Field::Integers => self.integers = self.integers.checked_sub(skip)?,
                    Field::Other => {}
                }
            }
        }
        Some(())
    }
}

/// Reads an integer of variable length.
fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::is_bounded;

    #[test]
    fn many_messages_are_too_many() {
        // A graph of empty nodes, two bytes each.
        let graph = |nodes: usize| {
            let body = [0x0a, 0x00].repeat(nodes);
            let mut file = vec![0x3a];
            let mut length = body.len();
            while length >= 0x80 {
                file.push((length & 0x7f) as u8 | 0x80);
                length >>= 7;
            }
            file.push(length as u8);
            file.extend(body);
            file
        };
        assert!(is_bounded(&graph(1000)));
        assert!(!is_bounded(&graph(1 << 20)));
    }

    #[test]
    fn malformed_bytes_end_the_look() {
        for bytes in [&[0xff; 12][..], &[0x3a, 0xff], &[0x3b], &[0x39, 1, 2]] {
            assert!(is_bounded(bytes));
        }
    }
}
