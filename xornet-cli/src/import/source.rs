//! What a file of weights holds, whatever its format.

use super::chain::Chain;

/// The output for an input, computed from the source itself in double precision.
pub type Evaluate = dyn Fn(&[f64]) -> Result<Vec<f64>, String>;

/// How fine the numbers of a source are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// 16 bits.
    Half,
    /// `f32`.
    Single,
    /// `f64`.
    Double,
}

/// A network as its source has it.
pub struct Source {
    pub chain: Chain,
    /// What it computes with.
    pub precision: Precision,
    /// A line about who made it, with what.
    pub provenance: String,
    /// Other files that were read, named relative to the source's folder.
    pub files: Vec<String>,
    /// What was left out, a line each.
    pub notes: Vec<String>,
    pub evaluate: Box<Evaluate>,
}
