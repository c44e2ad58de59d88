//! Long lists, shortened for people to read.

use std::ops::Range;

/// Whether long lists are shortened.
#[derive(Clone, Copy)]
pub struct Fold {
    full: bool,
}

impl Fold {
    /// Shortens long lists unless they are to be shown in full.
    pub(super) fn new(full: bool) -> Self {
        Self { full }
    }

    /// Returns the indices to show of a list: all of them up to a length of `most`, and else some from the
    /// beginning, the number of those left out, and the last one.
    pub(super) fn cut(
        self,
        length: usize,
        most: usize,
    ) -> (Range<usize>, Option<usize>, Range<usize>) {
        if self.full || length <= most {
            return (0..length, None, length..length);
        }
        let first = most / 2;
        (0..first, Some(length - first - 1), length - 1..length)
    }

    /// Returns the items to show of a list; in a long one, `… 56 more …` stands for those left out.
    pub(super) fn list(
        self,
        length: usize,
        most: usize,
        item: impl Fn(usize) -> String,
    ) -> Vec<String> {
        let (first, more, last) = self.cut(length, most);
        let between = more.map(|more| format!("… {more} more …"));
        first
            .map(&item)
            .chain(between)
            .chain(last.map(&item))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Fold;

    #[test]
    fn long_lists_keep_their_ends() {
        let list = |length| {
            Fold::new(false)
                .list(length, 4, |index| index.to_string())
                .join(" ")
        };
        assert_eq!(list(1), "0");
        assert_eq!(list(4), "0 1 2 3");
        assert_eq!(list(5), "0 1 … 2 more … 4");
        assert_eq!(
            Fold::new(true).list(9, 4, |index| index.to_string()).len(),
            9
        );
    }
}
