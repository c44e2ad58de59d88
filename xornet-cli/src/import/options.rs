//! What an import is told in addition to the bytes of the source.

use std::path::Path;

use xornet_model::DType;

use super::data::Data;
use super::safetensors::{LayerSpec, Layout};

/// How to import a source.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// The source's file: its ending says the format where the bytes do not, and its name is told. It is not read.
    pub path: &'a Path,
    /// The folder in which the weights of an ONNX file may be, in other files; without one, they are not read.
    pub folder: Option<&'a Path>,
    /// The type's name; without one, the model file's stem names it.
    pub name: Option<&'a str>,
    /// The type of the numbers, where it is not to be the source's.
    pub dtype: Option<DType>,
    /// The test cases to record.
    pub cases: Cases<'a>,
    /// The output of an ONNX graph, where it has several.
    pub graph_output: Option<&'a str>,
    /// The layers of a safetensors file.
    pub layers: &'a [LayerSpec],
    /// What a row of its matrices is, where their names do not tell.
    pub layout: Option<Layout>,
}

/// Which test cases are recorded.
#[derive(Clone, Copy)]
pub enum Cases<'a> {
    /// So many, with pseudo-random inputs.
    Computed(usize),
    /// Those of a file, whose name is told.
    Given {
        path: &'a Path,
        /// Takes no more than so many, from all over the file.
        most: Option<usize>,
        /// Reads the file for a network of so many inputs, as [`Data::open`] does.
        read: &'a dyn Fn(&Path, usize) -> anyhow::Result<Data>,
    },
}

impl<'a> Options<'a> {
    /// Returns those of a file of which nothing more is told.
    pub fn new(path: &'a Path) -> Self {
        Self {
            path,
            folder: None,
            name: None,
            dtype: None,
            cases: Cases::Computed(0),
            graph_output: None,
            layers: &[],
            layout: None,
        }
    }
}
