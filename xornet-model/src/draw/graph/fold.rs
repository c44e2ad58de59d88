//! The folding of long lists of layers, inputs and outputs.

/// The number of layers that are shown at the beginning and at the end of a deep network.
const LAYERS: (usize, usize) = (12, 6);
/// The number of inputs, and of outputs, that are shown of many: at the beginning and at the end.
const PORTS: (usize, usize) = (6, 2);

/// The items of a list that are shown, with the items in the middle that are not.
pub(super) struct Fold {
    first: usize,
    /// The number of items that are left out.
    pub(super) folded: usize,
    length: usize,
}

impl Fold {
    /// Shows items at both ends. A single item is not left out, since its place is taken anyway.
    fn of(length: usize, (first, last): (usize, usize)) -> Self {
        let folded = match length.saturating_sub(first + last) {
            0 | 1 => 0,
            folded => folded,
        };
        Self {
            first: if folded > 0 { first } else { length },
            folded,
            length,
        }
    }

    /// Folds the layers of a network.
    pub(super) fn layers(length: usize) -> Self {
        Self::of(length, LAYERS)
    }

    /// Folds the inputs or outputs of a network.
    pub(super) fn ports(length: usize) -> Self {
        Self::of(length, PORTS)
    }

    /// Returns the items in their order; `None` is the place of those left out.
    pub(super) fn shown(&self) -> impl Iterator<Item = Option<usize>> + use<> {
        let fold = (self.folded > 0).then_some(None);
        let last = self.first + self.folded..self.length;
        (0..self.first).map(Some).chain(fold).chain(last.map(Some))
    }

    /// Returns the index among [`Self::shown`] of the item, or of the place that it is folded into.
    pub(super) fn place(&self, item: usize) -> usize {
        match item {
            _ if item < self.first => item,
            _ if item < self.first + self.folded => self.first,
            _ => item + 1 - self.folded,
        }
    }

    /// Returns how many blocks there are.
    pub(super) fn count(&self) -> usize {
        self.length - self.folded + usize::from(self.folded > 0)
    }
}
