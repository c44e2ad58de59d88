//! Names in a source, as messages and comments show them.

/// Quotes a name, on one line and shortened.
pub fn shown(name: &str) -> String {
    format!("`{}`", plain(name))
}

/// Shows a name in the same way, without quotes.
pub fn plain(name: &str) -> String {
    const MAX_CHARS: usize = 80;
    let mut text: String = name
        .chars()
        .take(MAX_CHARS)
        .flat_map(char::escape_debug)
        .collect();
    if name.chars().nth(MAX_CHARS).is_some() {
        text.push('…');
    }
    text
}
