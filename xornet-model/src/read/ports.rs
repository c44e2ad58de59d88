//! The reading of the network's inputs.

use std::ops::Range;

use xornet_core::Shape;

use super::{stream, value};
use crate::diagnostic::{Diagnostic, Diagnostics, Read};
use crate::document::{Table, wrong_type};
use crate::network::field_name;

/// An input of the network.
pub(super) struct InputPort {
    /// The name by which layers take it; the only input is called `input`.
    pub(super) name: String,
    pub(super) span: Range<usize>,
    pub(super) shape: Read<Shape>,
}

/// The inputs of the network as a file declares them.
pub(super) struct InputPorts {
    pub(super) list: Vec<InputPort>,
    /// Whether they are a table of names.
    pub(super) named: bool,
    /// Whether the input is a stream, whose shape is that of a frame.
    pub(super) stream: bool,
}

/// Reads `input`, or the table `inputs`.
pub(super) fn inputs(root: &Table<'_, '_>, errors: &mut Diagnostics) -> Read<InputPorts> {
    let several = root.get("inputs");
    let one = root.get("input");
    let Some(entry) = several else {
        let expected = "the shape of the input, as in `input = 2` or `input = [28, 28, 1]`";
        let entry = root.require("input", expected, errors)?;
        let frame = stream::frame(entry.value, errors);
        return Ok(InputPorts {
            stream: frame.is_some(),
            list: vec![InputPort {
                name: "input".into(),
                span: entry.key.clone(),
                shape: frame.unwrap_or_else(|| value::shape(entry.value, "`input`", errors)),
            }],
            named: false,
        });
    };
    let Some(table) = entry.value.get_ref().as_table() else {
        let expected = "a table of names and shapes, as in `{ observation = 45, command = [3] }`";
        let found = wrong_type(entry.value, "`inputs`", expected);
        let error = Diagnostic::new(entry.key, found.message());
        let error = error.label("several inputs have names, and a single one is `input`");
        return Err(errors.push(error.help("did you mean `input`?")));
    };
    if let Some(one) = one {
        let error = Diagnostic::new(one.key, "the model has both `input` and `inputs`");
        errors.push(error.label("expected one of them"));
    }
    if table.is_empty() {
        let error = Diagnostic::new(entry.value.span(), "`inputs` is empty");
        return Err(errors.push(error.label("expected at least one name with its shape")));
    }
    let list = table.iter().map(|(key, value)| {
        let name = key.get_ref().to_string();
        let shape = match field_name(&name) {
            Ok(()) => value::shape(value, &format!("input {}", value::quoted(&name)), errors),
            Err(reason) => {
                let message = format!(
                    "input {} cannot name a field: {reason}",
                    value::quoted(&name)
                );
                let error = Diagnostic::new(key.span(), message);
                Err(errors.push(error.label("expected an identifier of Rust, as in `observation`")))
            }
        };
        InputPort {
            name,
            span: key.span(),
            shape,
        }
    });
    let mut list: Vec<_> = list.collect();
    // A table has no order of its own; that of the file is the order of the fields.
    list.sort_by_key(|port| port.span.start);
    Ok(InputPorts {
        list,
        named: true,
        stream: false,
    })
}
