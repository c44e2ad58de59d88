/// How the numbers of a table are written into the expansion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literals {
    /// In decimals, for a reader of the expansion.
    Decimals,
    /// As one byte string, which costs the compiler a tenth of the time.
    Bytes,
}

/// Numbers up to which a table is written in decimals.
const DECIMALS: usize = 256;

impl Literals {
    /// Chooses for a table of so many numbers.
    #[must_use]
    pub fn of(count: usize) -> Self {
        if count > DECIMALS {
            Self::Bytes
        } else {
            Self::Decimals
        }
    }
}
