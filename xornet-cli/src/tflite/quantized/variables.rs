//! The variables that a network keeps from one call to the next.

use std::collections::HashMap;

use crate::tflite::file::{Kind, Model, Operator, Tensor};

/// What is kept in a variable: positions of a value that were there in the calls before.
pub struct Variable {
    /// Whether it holds zero points before the first call, or the reason why not.
    pub initial: Result<(), String>,
    /// The value of which it holds the last positions, and how many, once that is known.
    pub holds: Option<(xornet_model::ValueId, usize)>,
    pub is_assigned: bool,
}

/// The variables of a network, by their names, and the tensors that stand for them.
#[derive(Default)]
pub struct Variables {
    pub all: HashMap<String, Variable>,
    /// The names of the variables whose handles or contents tensors are.
    pub handles: HashMap<usize, String>,
    pub contents: HashMap<usize, String>,
}

/// The operators that have to do with variables.
pub const OPERATORS: [&str; 4] = [
    "ASSIGN_VARIABLE",
    "CALL_ONCE",
    "READ_VARIABLE",
    "VAR_HANDLE",
];

impl Variables {
    /// Finds the variables of a file.
    pub fn of(model: &Model<'_>) -> Result<Self, String> {
        let mut variables = Self {
            handles: handles(&model.operators)?,
            ..Self::default()
        };
        for name in variables.handles.values() {
            let variable = Variable {
                initial: Err("nothing is put into it before the first call".into()),
                holds: None,
                is_assigned: false,
            };
            variables.all.insert(name.clone(), variable);
        }
        for operator in &model.operators {
            let name = operator.inputs.first().copied().flatten();
            let name = name.and_then(|handle| variables.handles.get(&handle));
            if let ("READ_VARIABLE", Some(name), [output]) =
                (&*operator.name, name, &*operator.outputs)
            {
                variables.contents.insert(*output, name.clone());
            }
        }
        let Some(initial) = &model.initial else {
            return Ok(variables);
        };
        let handles = handles(&initial.operators)?;
        let assigned = initial
            .operators
            .iter()
            .filter(|operator| operator.name == "ASSIGN_VARIABLE");
        for operator in assigned {
            let [Some(handle), Some(tensor)] = *operator.inputs else {
                continue;
            };
            let name = handles.get(&handle);
            if let Some(variable) = name.and_then(|name| variables.all.get_mut(name)) {
                variable.initial = is_empty(&initial.tensors[tensor]);
            }
        }
        Ok(variables)
    }
}

/// Returns the names of the variables whose handles tensors are.
fn handles(operators: &[Operator<'_>]) -> Result<HashMap<usize, String>, String> {
    let mut names = HashMap::new();
    for operator in operators
        .iter()
        .filter(|operator| operator.name == "VAR_HANDLE")
    {
        let options = operator.options;
        let text = |slot: usize| options.map_or(Ok(String::new()), |options| options.text(slot));
        let name = match (text(0)?, text(1)?) {
            (container, name) if container.is_empty() => name,
            (container, name) => format!("{container}/{name}"),
        };
        if let [output] = *operator.outputs {
            names.insert(output, name);
        }
    }
    Ok(names)
}

/// Checks that a tensor holds zero points, as a stream begins.
fn is_empty(tensor: &Tensor<'_>) -> Result<(), String> {
    if tensor.kind != Kind::I8 || !tensor.is_constant() {
        return Err("what it begins with is no constant of int8".into());
    }
    let zero_point = tensor.eight_bits()?.zero_point;
    let numbers = tensor.stored()?;
    match numbers
        .iter()
        .find(|&&number| number != f64::from(zero_point))
    {
        Some(number) => Err(format!(
            "it begins with {number} where {zero_point} stands for zero, and a stream begins with zeros"
        )),
        None => Ok(()),
    }
}

/// Returns whether an operator belongs to a network that keeps numbers.
pub fn is_stream(model: &Model<'_>) -> bool {
    model
        .operators
        .iter()
        .any(|operator| OPERATORS.contains(&&*operator.name))
}

/// Returns the number of positions of a tensor, the first axis behind the batch, and its channels.
pub fn positions(tensor: &Tensor<'_>) -> Result<[usize; 2], String> {
    match *tensor.shape {
        [1, positions, 1, channels] | [1, positions, channels] => Ok([positions, channels]),
        [1, channels] => Ok([1, channels]),
        _ => Err(format!(
            "one of its values has the shape {:?}, and those of a stream have one axis of positions and one of channels",
            tensor.shape
        )),
    }
}
