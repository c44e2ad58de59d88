//! What a file of weights holds, whatever its format.

use xornet_model::DType;

use super::graph::Graph;

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

impl Precision {
    /// Returns the type of the numbers of a network that computes so.
    pub fn dtype(self) -> DType {
        match self {
            Self::Half | Self::Single => DType::F32,
            Self::Double => DType::F64,
        }
    }

    /// Returns the precision of a network of these numbers.
    pub fn of(dtype: DType) -> Self {
        match dtype {
            DType::F64 => Self::Double,
            _ => Self::Single,
        }
    }
}

/// A network as its source has it.
pub struct Source {
    pub graph: Graph,
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
