//! The reading of `[limits]`: what the network may cost.

use std::ops::Range;

use super::value;
use crate::diagnostic::{Diagnostic, Diagnostics, Read};
use crate::document::{self, Entries, Table, wrong_type};
use crate::{Cost, Limit};

/// A limit with its place in the file.
pub(super) struct Budget {
    pub(super) limit: Limit,
    pub(super) span: Range<usize>,
}

/// The name of `activation_bytes` in earlier versions.
const OLD_KEY: &str = "stack_bytes";

/// Reads the limits of the file.
pub(super) fn budgets(root: &Table<'_, '_>, errors: &mut Diagnostics) -> Read<Vec<Budget>> {
    let Some(entry) = root.get("limits") else {
        return Ok(Vec::new());
    };
    let Some(entries) = entry.value.get_ref().as_table() else {
        let error = wrong_type(entry.value, "`limits`", "a table, headed `[limits]`");
        return Err(errors.push(if entry.value.get_ref().is_array() {
            error.help("write `[limits]` with one bracket")
        } else {
            error
        }));
    };
    let entries = Entries::new(entries, "`[limits]`", entry.key);
    let known = Cost::ALL.map(Cost::key);
    let table = entries.open_as(&known, errors, |key, span| {
        if key == OLD_KEY {
            Diagnostic::new(span, format!("`{OLD_KEY}` is now `activation_bytes`"))
                .label("write `activation_bytes`")
                .help("the number stays: it limits peak activation memory, and never bounded the stack")
        } else {
            document::unknown(key, span, "`[limits]`", &known)
        }
    });
    let budgets = Cost::ALL.into_iter().filter_map(|cost| {
        let entry = table.get(cost.key())?;
        let what = format!("`{}` of `[limits]`", cost.key());
        let most = value::whole(entry.value, &what, errors);
        Some(most.map(|most| Budget {
            limit: Limit { cost, most },
            span: entry.key.start..entry.value.span().end,
        }))
    });
    budgets.collect::<Vec<_>>().into_iter().collect()
}
