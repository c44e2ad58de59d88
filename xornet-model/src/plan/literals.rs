/// The form in which the numbers of a table are written into the expansion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literals {
    /// Decimal numbers, which people can read.
    Decimals,
    /// One byte string, which takes the compiler a tenth of the time.
    Bytes,
}

/// The most numbers of a table that is written in decimals.
const LONGEST_DECIMALS: usize = 256;

impl Literals {
    /// Chooses the form for a table of `count` numbers.
    #[must_use]
    pub fn of(count: usize) -> Self {
        if count > LONGEST_DECIMALS {
            Self::Bytes
        } else {
            Self::Decimals
        }
    }
}
