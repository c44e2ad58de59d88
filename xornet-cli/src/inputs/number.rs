//! A number as users write it.

use anyhow::{Context, bail, ensure};
use xornet_model::Float;

use crate::evaluate::Number;

/// Reads a finite number, to the nearest of the type.
pub(super) fn read<T: Number>(text: &str) -> anyhow::Result<T> {
    ensure!(!text.is_empty(), "there is no number");
    let value = f64::parse(text).with_context(|| format!("{} is not a number", quoted(text)))?;
    ensure!(
        value.is_finite() || text.contains(|c: char| c.is_ascii_digit()),
        "{} is not finite",
        quoted(text)
    );
    // From the text, not from `value`: that would round twice.
    match T::parse(text) {
        Some(number) if number.is_finite() => Ok(number),
        _ => bail!("{} is too large for `{}`", quoted(text), T::DTYPE),
    }
}

/// The beginning of a text, in backquotes, without what a terminal would act on.
pub(super) fn quoted(text: &str) -> String {
    const MOST: usize = 40;
    let shown: String = text.chars().take(MOST).collect();
    let more = if shown.len() < text.len() { "…" } else { "" };
    format!("`{}{more}`", shown.escape_debug())
}
