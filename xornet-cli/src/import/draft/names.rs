//! The names of values in a model file, from those of the source.

use std::collections::{BTreeSet, HashMap};

use crate::import::graph::ValueId;
use crate::import::layer::Layers;

/// The names of the values that need one.
pub struct Names {
    names: Vec<(ValueId, String)>,
}

/// The values of a network, in the order in which they are made.
pub struct Links<'a> {
    pub inputs: Vec<ValueId>,
    /// The values that each layer takes, and the one that it makes.
    pub layers: Vec<(&'a [ValueId], ValueId)>,
    pub outputs: &'a [ValueId],
    /// The name of each value in the source, if it has one.
    pub names: &'a [Option<String>],
}

impl<'a> Links<'a> {
    /// Takes the values of layers.
    pub fn of(layers: &'a Layers) -> Self {
        let all = layers.layers.iter();
        Self {
            inputs: layers.inputs.iter().map(|(value, _)| *value).collect(),
            layers: all.map(|layer| (&*layer.inputs, layer.output)).collect(),
            outputs: &layers.outputs,
            names: &layers.names,
        }
    }

    /// Returns the name of a value in the source.
    fn name(&self, value: ValueId) -> Option<&str> {
        self.names
            .get(value)?
            .as_deref()
            .filter(|name| !name.is_empty())
    }
}

impl Names {
    /// Names the inputs and outputs that are fields of a struct, and the values that another layer than the next one
    /// takes.
    pub fn of(links: &Links<'_>) -> Self {
        let mut names = Self { names: Vec::new() };
        let mut used: BTreeSet<String> = ["input".to_owned()].into();
        if links.inputs.len() > 1 {
            for (place, value) in links.inputs.iter().enumerate() {
                let name = links.name(*value);
                let field = field(name.unwrap_or(""), &format!("input_{}", place + 1));
                names.add(*value, field, &mut used);
            }
        }
        let several = links.outputs.len() > 1;
        for (place, &value) in links.outputs.iter().enumerate().filter(|_| several) {
            let name = links.name(value);
            let field = field(name.unwrap_or(""), &format!("output_{}", place + 1));
            names.add(value, field, &mut used);
        }
        // A chain needs no names.
        let place: HashMap<ValueId, usize> = links
            .layers
            .iter()
            .enumerate()
            .map(|(index, (_, output))| (*output, index + 1))
            .collect();
        let mut needed = Vec::new();
        for (index, (inputs, _)) in links.layers.iter().enumerate() {
            let before = |value: &ValueId| place.get(value).copied().unwrap_or(0) == index;
            if !matches!(inputs, [value] if before(value)) {
                needed.extend(*inputs);
            }
        }
        let last = links.layers.last().map(|(_, output)| *output);
        needed.extend(links.outputs.iter().filter(|output| Some(**output) != last));
        for value in needed {
            let known = names.names.iter().any(|(named, _)| *named == value);
            if let Some(place) = place.get(&value).filter(|_| !known) {
                let name = links.name(value).map(plain).filter(|name| !name.is_empty());
                let name = name.unwrap_or_else(|| format!("layer_{place}"));
                names.add(value, name, &mut used);
            }
        }
        names
    }

    /// Returns the values with their names.
    pub fn values(&self) -> impl Iterator<Item = (&ValueId, &str)> {
        self.names.iter().map(|(value, name)| (value, &**name))
    }

    /// Adds a name, with a number at its end if it is used already.
    fn add(&mut self, value: ValueId, name: String, used: &mut BTreeSet<String>) {
        let mut unique = name.clone();
        let mut count = 1;
        while unique.is_empty() || !used.insert(unique.clone()) {
            count += 1;
            unique = format!("{name}_{count}");
        }
        self.names.push((value, unique));
    }
}

/// Returns a name without control characters, shortened.
fn plain(name: &str) -> String {
    const MOST: usize = 80;
    let name = name.trim_matches('/').chars();
    name.filter(|c| !c.is_control()).take(MOST).collect()
}

/// Returns a name that a field can have: `other` if nothing is left of this one.
fn field(name: &str, other: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    let mut field = words.join("_").to_ascii_lowercase();
    field.truncate(60);
    if field.is_empty() {
        return other.to_owned();
    }
    if field.starts_with(|c: char| c.is_ascii_digit()) {
        field.insert(0, '_');
    }
    // A keyword.
    if xornet_model::field_name(&field).is_err() {
        field.push('_');
    }
    field
}
