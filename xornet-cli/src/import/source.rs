//! A network as it was read from a file, of any format.

use xornet_model::DType;

use super::graph::Graph;

/// A function that computes the output for an input from the source itself, in double precision.
pub type Evaluate = dyn Fn(&[f64]) -> Result<Vec<f64>, String>;

/// The precision of numbers.
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
    /// Returns the number type of a network for this precision.
    pub fn dtype(self) -> DType {
        match self {
            Self::Half | Self::Single => DType::F32,
            Self::Double => DType::F64,
        }
    }

    /// Returns the precision of a number type.
    pub fn of(dtype: DType) -> Self {
        match dtype {
            DType::F64 => Self::Double,
            _ => Self::Single,
        }
    }
}

/// A network as it was read from a file.
pub struct Source {
    pub graph: Graph,
    /// The precision that it computes with.
    pub precision: Precision,
    /// A line about the format, and the tool that wrote the file.
    pub provenance: String,
    /// Other files that were read, named relative to the source's folder.
    pub files: Vec<String>,
    /// A line for everything that was left out.
    pub notes: Vec<String>,
    pub evaluate: Box<Evaluate>,
}
