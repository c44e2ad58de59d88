use std::fmt::{self, Write};

use sha2::{Digest, Sha256};
use xornet::Network;

/// Returns `name` with a hash of the network, such as `fraud_0d5b3c1f`: eight digits of the SHA-256 of its layers, its
/// weights and the names of its numbers.
///
/// A function of this name is the same function wherever it is found, so that two versions of a model can be in use at
/// the same time, and a query never gets the wrong one. Comments and test cases of the model file do not change the
/// name; another version of xornet may.
///
/// ```
/// # use xornet_datafusion::versioned;
/// xornet::model!("models/fraud.toml");
///
/// assert!(versioned::<Fraud>("fraud").starts_with("fraud_"));
/// ```
#[must_use]
pub fn versioned<N: Network>(name: &str) -> String {
    let mut hash = Hash(Sha256::new());
    let names = [N::INPUT_NAMES, N::OUTPUT_NAMES];
    // Debug formatting writes each number with the digits that tell it from all others.
    write!(hash, "{names:?} {:?}", N::GRAPH).expect("a hash takes any text");
    let digest = hash.0.finalize();
    let mut versioned = format!("{name}_");
    for byte in &digest[..4] {
        write!(versioned, "{byte:02x}").expect("a string takes any text");
    }
    versioned
}

/// A hash to which text can be written.
struct Hash(Sha256);

impl Write for Hash {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text);
        Ok(())
    }
}
