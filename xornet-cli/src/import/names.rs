//! Names of a source, as messages and comments show them.

/// Quotes a name: on one line, and not without end.
pub fn shown(name: &str) -> String {
    format!("`{}`", plain(name))
}

/// Shows a name in the same way without quotes.
pub fn plain(name: &str) -> String {
    const MOST: usize = 80;
    let mut text: String = name
        .chars()
        .take(MOST)
        .flat_map(char::escape_debug)
        .collect();
    if name.chars().nth(MOST).is_some() {
        text.push('…');
    }
    text
}
