/// A checksum by FNV-1a, which needs no table.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Checksum(pub u64);

impl Checksum {
    /// Returns the checksum of nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Adds bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

impl Default for Checksum {
    fn default() -> Self {
        Self::new()
    }
}
