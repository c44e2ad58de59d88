//! The text of a model file.

use crate::Diagnostic;

/// The error that a model file is not UTF-8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotUtf8 {
    /// The diagnostic, at the first byte that is not UTF-8.
    pub error: Diagnostic,
    /// The text with replacement characters in place of such bytes, to render the diagnostic with.
    pub text: String,
}

/// Decodes the bytes of a model file.
///
/// # Errors
///
/// If the bytes are not UTF-8, as TOML must be.
pub fn text(bytes: Vec<u8>) -> Result<String, Box<NotUtf8>> {
    String::from_utf8(bytes).map_err(|error| {
        let start = error.utf8_error().valid_up_to();
        let span = start..start + char::REPLACEMENT_CHARACTER.len_utf8();
        Box::new(NotUtf8 {
            error: Diagnostic::new(span, "the model file is not UTF-8 text")
                .label("not UTF-8")
                .help("save the file as UTF-8, which TOML requires"),
            text: String::from_utf8_lossy(error.as_bytes()).into_owned(),
        })
    })
}
