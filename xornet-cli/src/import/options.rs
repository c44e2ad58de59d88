//! The options of an import.

use std::path::Path;

use xornet_model::{DType, Rounding};

use super::data::{Data, Inputs};
use super::safetensors::{LayerSpec, Layout};

/// The options of an import.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// The path of the source. Its extension tells the format where the bytes do not, and its name is recorded in the
    /// model file. It is not read.
    pub path: &'a Path,
    /// The folder of an ONNX file, which may keep its weights in other files there; without one, they are not read.
    pub folder: Option<&'a Path>,
    /// The name of the type; without one, it is derived from the name of the model file.
    pub name: Option<&'a str>,
    /// The type of the numbers; without one, it is that of the source.
    pub dtype: Option<DType>,
    /// The test cases to record.
    pub cases: Cases<'a>,
    /// The output of an ONNX graph that has several.
    pub graph_output: Option<&'a str>,
    /// Whether an ONNX graph with an axis of time becomes a stream.
    pub stream: bool,
    /// The rounding of a network of eight bits; without one, it is the default of model files.
    pub rounding: Option<Rounding>,
    /// The layers of a safetensors file.
    pub layers: &'a [LayerSpec],
    /// The layout of its matrices; without one, their names tell.
    pub layout: Option<Layout>,
}

/// The test cases to record.
#[derive(Clone, Copy)]
pub enum Cases<'a> {
    /// This many, with pseudo-random inputs.
    Computed(usize),
    /// Those of a file, whose name is recorded in the model file.
    Given {
        path: &'a Path,
        /// The maximal number of test cases, which are spread over the file.
        most: Option<usize>,
        /// A function that reads the file for a network with inputs of this length, as [`Data::open`] does.
        read: &'a dyn Fn(&Path, Inputs) -> anyhow::Result<Data>,
    },
}

impl<'a> Options<'a> {
    /// Returns the default options for a file.
    pub fn new(path: &'a Path) -> Self {
        Self {
            path,
            folder: None,
            name: None,
            dtype: None,
            cases: Cases::Computed(0),
            graph_output: None,
            stream: false,
            rounding: None,
            layers: &[],
            layout: None,
        }
    }
}
