//! The reading of names for the numbers of inputs and outputs: `input_names` and `output_names`.

use std::collections::BTreeMap;

use super::value::{self, quoted};
use crate::diagnostic::{Diagnostic, Diagnostics, Read};
use crate::document::{Table, wrong_type};
use crate::{Port, quantity};

/// Reads an optional array of names, which are as many as the numbers of `ports`, if these are known. Each name is any
/// text, and no two are the same. Without the key, there are none.
pub(super) fn names(
    root: &Table<'_, '_>,
    key: &str,
    noun: &str,
    ports: Option<&[Port]>,
    errors: &mut Diagnostics,
) -> Read<Vec<String>> {
    let Some(entry) = root.get(key) else {
        return Ok(Vec::new());
    };
    let what = format!("`{key}`");
    let Some(array) = entry.value.get_ref().as_array() else {
        let expected = format!("an array of names, one for each {noun}");
        return Err(errors.push(wrong_type(entry.value, &what, &expected)));
    };
    let mut places = BTreeMap::new();
    let names = array.iter().enumerate().map(|(index, name)| {
        let text = value::string(name, &format!("name {} of {what}", index + 1), errors)?;
        match places.insert(text, index) {
            None => Ok(text.to_owned()),
            Some(first) => {
                let message = format!("the name {} is twice in {what}", quoted(text));
                let error = Diagnostic::new(name.span(), message);
                Err(errors.push(error.label(format!("name {} is the same", first + 1))))
            }
        }
    });
    // Collected twice, so that all names are read and all their errors are reported.
    let names: Read<Vec<_>> = names.collect::<Vec<_>>().into_iter().collect();
    let count = ports.map(|ports| ports.iter().map(|port| port.shape.count()).sum());
    if let Some(count) = count.filter(|&count: &usize| count != array.len()) {
        let message = format!(
            "{what} has {}, but the network has {}",
            quantity(array.len(), "name"),
            quantity(count, noun)
        );
        let error = Diagnostic::new(entry.value.span(), message);
        return Err(errors.push(error.label(format!("expected {}", quantity(count, "name")))));
    }
    names
}
