//! A network as it was read from a file, of any format.

use xornet_model::DType;

use super::graph::Graph;

/// A function that computes the outputs for the inputs from the source itself, in double precision, each one after the
/// other in the order of the model file.
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

/// The order in which a model file has the numbers of a tensor of the source: number `i` of the source is number
/// `places[i]` of the file.
#[derive(Clone, Debug, Default)]
pub struct Order {
    /// `None` if it is the same.
    places: Option<Vec<usize>>,
}

impl Order {
    /// Makes an order of the place of each number.
    pub fn new(places: Vec<usize>) -> Self {
        let same = places.iter().copied().eq(0..places.len());
        Self {
            places: (!same).then_some(places),
        }
    }

    /// Joins the orders of tensors of these lengths that follow one another.
    pub fn joined(orders: &[(Self, usize)]) -> Self {
        let mut places = Vec::new();
        for (order, length) in orders {
            let start = places.len();
            match &order.places {
                None => places.extend(start..start + length),
                Some(own) => places.extend(own.iter().map(|place| start + place)),
            }
        }
        Self::new(places)
    }

    /// Puts numbers of the source into the order of the file.
    pub fn to_file(&self, numbers: &[f64]) -> Vec<f64> {
        let mut ordered = numbers.to_vec();
        for (&place, &number) in self.places.iter().flatten().zip(numbers) {
            ordered[place] = number;
        }
        ordered
    }

    /// Puts numbers of the file into the order of the source.
    pub fn to_source(&self, numbers: &[f64]) -> Vec<f64> {
        match &self.places {
            None => numbers.to_vec(),
            Some(places) => places.iter().map(|&place| numbers[place]).collect(),
        }
    }
}

/// A network as it was read from a file.
pub struct Source {
    pub graph: Graph,
    /// Whether the network takes a frame at a time. The graph is on a sequence of frames then.
    pub is_stream: bool,
    /// The orders of all inputs and of all outputs, one after the other.
    pub orders: (Order, Order),
    /// The names of the outputs' numbers, such as classes; empty if there are none.
    pub output_names: Vec<String>,
    /// The precision that it computes with.
    pub precision: Precision,
    /// A line about the format, and the tool that wrote the file.
    pub provenance: String,
    /// Other files that were read, named relative to the source's folder.
    pub files: Vec<String>,
    /// A line for each input and output whose numbers have another order or shape in the model file.
    pub layout: Vec<String>,
    /// A line for everything that was left out.
    pub notes: Vec<String>,
    pub evaluate: Box<Evaluate>,
}
