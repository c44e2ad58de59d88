//! `[limits]`: what the author of a model file allows it to cost.

use std::ops::Range;

use super::value;
use crate::document::{Table, wrong_type};
use crate::fault::{Fault, Faults};
use crate::{Cost, Float, Limit, Network};

/// A limit, and where it stands.
pub(super) struct Budget {
    pub(super) limit: Limit,
    span: Range<usize>,
}

/// What `activation_bytes` was called.
const OLD_KEY: &str = "stack_bytes";

/// The limits of the file.
pub(super) fn budgets(root: &Table<'_, '_>, faults: &mut Faults) -> Vec<Budget> {
    let Some(entry) = root.get("limits") else {
        return Vec::new();
    };
    let Some(entries) = entry.value.get_ref().as_table() else {
        let fault = wrong_type(entry.value, "`limits`", "a table, headed `[limits]`");
        faults.push(if entry.value.get_ref().is_array() {
            fault.help("write `[limits]` with one bracket")
        } else {
            fault
        });
        return Vec::new();
    };
    let table = Table::new(entries, "`[limits]`", entry.key);
    let renamed = table.get(OLD_KEY);
    if let Some(entry) = &renamed {
        faults.push(
            Fault::new(
                entry.key.clone(),
                format!("`{OLD_KEY}` is now `activation_bytes`"),
            )
            .label("write `activation_bytes`")
            .help("the number stays: it limits the vectors between layers, and never bounded the stack"),
        );
    }
    let mut known = Cost::ALL.map(Cost::key).to_vec();
    known.extend(renamed.map(|_| OLD_KEY));
    table.only(&known, faults);
    let budgets = Cost::ALL.into_iter().filter_map(|cost| {
        let entry = table.get(cost.key())?;
        let what = format!("`{}` of `[limits]`", cost.key());
        let most = value::whole(entry.value, &what, faults)?;
        Some(Budget {
            limit: Limit { cost, most },
            span: entry.key.start..entry.value.span().end,
        })
    });
    budgets.collect()
}

/// A fault for each limit that the network is beyond.
pub(super) fn check<T: Float>(network: &Network<T>, budgets: &[Budget], faults: &mut Faults) {
    for Budget {
        limit: Limit { cost, most },
        span,
    } in budgets
    {
        let amount = cost.of(network);
        if amount > *most {
            let message = format!(
                "the network is over its budget: {}, but `{}` allows {most}",
                cost.describe(amount),
                cost.key(),
            );
            faults.push(
                Fault::new(span.clone(), message)
                    .label(format!("{} too few", amount - most))
                    .help(format!(
                        "a smaller network, or `{} = {amount}` if the target has room for it",
                        cost.key()
                    )),
            );
        }
    }
}
