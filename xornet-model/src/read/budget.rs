//! `[limits]`: what the author of a model file allows it to cost.

use std::ops::Range;

use super::value;
use crate::document::{self, Entries, Table, wrong_type};
use crate::fault::{Fault, Faults, Read};
use crate::{Cost, Limit};

/// A limit, and where it stands.
pub(super) struct Budget {
    pub(super) limit: Limit,
    pub(super) span: Range<usize>,
}

/// What `activation_bytes` was called.
const OLD_KEY: &str = "stack_bytes";

/// Reads the limits of the file.
pub(super) fn budgets(root: &Table<'_, '_>, faults: &mut Faults) -> Read<Vec<Budget>> {
    let Some(entry) = root.get("limits") else {
        return Ok(Vec::new());
    };
    let Some(entries) = entry.value.get_ref().as_table() else {
        let fault = wrong_type(entry.value, "`limits`", "a table, headed `[limits]`");
        return Err(faults.push(if entry.value.get_ref().is_array() {
            fault.help("write `[limits]` with one bracket")
        } else {
            fault
        }));
    };
    let entries = Entries::new(entries, "`[limits]`", entry.key);
    let known = Cost::ALL.map(Cost::key);
    let table = entries.open_as(&known, faults, |key, span| {
        if key == OLD_KEY {
            Fault::new(span, format!("`{OLD_KEY}` is now `activation_bytes`"))
                .label("write `activation_bytes`")
                .help("the number stays: it limits the vectors between layers, and never bounded the stack")
        } else {
            document::unknown(key, span, "`[limits]`", &known)
        }
    });
    let budgets = Cost::ALL.into_iter().filter_map(|cost| {
        let entry = table.get(cost.key())?;
        let what = format!("`{}` of `[limits]`", cost.key());
        let most = value::whole(entry.value, &what, faults);
        Some(most.map(|most| Budget {
            limit: Limit { cost, most },
            span: entry.key.start..entry.value.span().end,
        }))
    });
    budgets.collect::<Vec<_>>().into_iter().collect()
}
