//! The costs of all networks.

use std::collections::BTreeMap;

/// Of one forward pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Where they are counted.
    pub run: Option<Run>,
    /// In bytes, with the routines of the compiler that are called.
    pub code: u64,
    /// In bytes, those that are not within the code.
    pub constants: u64,
    /// In bytes, where the machine has one.
    pub stack: Option<u64>,
}

/// Instructions of one call, on average over a few recorded inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    pub instructions: u64,
    /// Those within routines of soft float.
    pub soft_float: u64,
}

/// Of what the costs are: the order of the tables.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// As in the arguments; or `wasm32`.
    pub machine: String,
    pub level: String,
    /// `xor`
    pub model: String,
    /// `auto`, `full`, `none`; or `plain`, which is not xornet's.
    pub shape: String,
}

pub struct Costs {
    /// The compiler that made the code.
    pub conditions: String,
    pub all: BTreeMap<Key, Cost>,
}

pub const SHAPES: [&str; 4] = ["plain", "none", "auto", "full"];

impl Cost {
    /// All bytes that do not change.
    pub fn flash(&self) -> u64 {
        self.code + self.constants
    }
}

impl Costs {
    pub fn get(&self, machine: &str, level: &str, model: &str, shape: &str) -> Option<&Cost> {
        self.all.get(&Key {
            machine: machine.into(),
            level: level.into(),
            model: model.into(),
            shape: shape.into(),
        })
    }

    /// From the smallest to the largest, by the instructions of their code in `auto` mode.
    pub fn models(&self) -> Vec<&str> {
        self.models_with("auto")
    }

    /// Those that have code of a shape, from the smallest to the largest by its instructions.
    pub fn models_with(&self, shape: &str) -> Vec<&str> {
        let found = self
            .all
            .iter()
            .filter(|(key, _)| key.machine == "m4f" && key.level == "s" && key.shape == shape);
        let mut models: Vec<_> = found
            .map(|(key, cost)| (cost.run.map(|run| run.instructions), &*key.model))
            .collect();
        models.sort();
        models.into_iter().map(|(_, model)| model).collect()
    }
}
