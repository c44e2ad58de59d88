//! Numbers as users write them.

use anyhow::{Context, bail, ensure};
use xornet_model::Number as _;

use crate::evaluate::Number;

/// Reads a finite number, rounded to the nearest of its type.
pub(super) fn read<T: Number>(text: &str) -> anyhow::Result<T> {
    ensure!(!text.is_empty(), "expected a number, found nothing");
    let value = f64::parse(text).with_context(|| format!("{} is not a number", quoted(text)))?;
    ensure!(
        value.is_finite() || text.contains(|c: char| c.is_ascii_digit()),
        "{} is not finite",
        quoted(text)
    );
    // From the text, not from `value`, which would round twice.
    match T::parse(text) {
        Some(number) if number.is_finite() => Ok(number),
        _ if T::IS_INTEGER => {
            let [least, most] = T::range();
            bail!(
                "{} is not a whole number from {least} to {most}",
                quoted(text)
            )
        }
        _ => bail!("{} is too large for `{}`", quoted(text), T::DTYPE),
    }
}

/// Quotes the beginning of a text. Control characters are escaped, since a terminal would act on them.
pub(super) fn quoted(text: &str) -> String {
    const MAX_SHOWN: usize = 40;
    let shown: String = text.chars().take(MAX_SHOWN).collect();
    let more = if shown.len() < text.len() { "…" } else { "" };
    format!("`{}{more}`", shown.escape_debug())
}
