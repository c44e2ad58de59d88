//! The name of the generated type.

use syn::Ident;
use unicode_normalization::UnicodeNormalization;

use super::value;
use crate::diagnostic::{Diagnostic, Diagnostics, Read};
use crate::document::{Value, shorten};

/// Reads an explicit `name`.
pub(super) fn name(value: &Value<'_>, errors: &mut Diagnostics) -> Read<String> {
    let name = value::string(value, "`name`", errors)?;
    identifier(name).map_err(|reason| {
        let message = format!("`{}` cannot name a type: {reason}", shorten(name));
        let label = "expected a Rust identifier, as in `name = \"Xor\"`";
        let error = Diagnostic::new(value.span(), message).label(label);
        errors.push(match type_name(name) {
            Some(better) => error.help(format!("`{better}` would do")),
            None => error,
        })
    })
}

/// The most characters of a name. Errors repeat the name, and longer ones have no use.
const LONGEST: usize = 128;

/// The types that everybody writes without a path.
const PRIMITIVES: [&str; 17] = [
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "str", "u8", "u16",
    "u32", "u64", "u128", "usize",
];

/// The crates whose paths a type of the same name would hide.
const CRATES: [&str; 4] = ["alloc", "core", "std", "xornet"];

/// Returns the reason why no network can have this name, although it may be an identifier.
#[must_use]
pub fn reserved(name: &str) -> Option<&'static str> {
    if PRIMITIVES.contains(&name) {
        Some("it would hide the primitive type")
    } else if CRATES.contains(&name) {
        Some("it would hide the crate")
    } else {
        None
    }
}

/// Returns an identifier as the compiler reads it, in Unicode's normal form C, or the reason why `name` is not
/// one that a network can have.
pub(crate) fn identifier(name: &str) -> Result<String, &'static str> {
    let name = word(name)?;
    match reserved(&name) {
        Some(reason) => Err(reason),
        None => Ok(name),
    }
}

/// Checks that a name can be that of a field, as the compiler reads it.
///
/// # Errors
///
/// The reason why it cannot.
pub fn field_name(name: &str) -> Result<(), &'static str> {
    match word(name)? {
        normal if normal == name => Ok(()),
        _ => Err("it is not in Unicode's normal form C"),
    }
}

/// Returns an identifier in Unicode's normal form C, or the reason why `name` is not one.
fn word(name: &str) -> Result<String, &'static str> {
    if name.is_empty() {
        return Err("it is empty");
    }
    if name.chars().nth(LONGEST).is_some() {
        return Err("it has more than 128 characters");
    }
    if name.chars().any(is_invisible) {
        return Err("it has a character that cannot be seen");
    }
    let name: String = name.nfc().collect();
    // A keyword since edition 2024.
    if name == "gen" {
        return Err("it is a keyword of Rust");
    }
    match syn::parse_str::<Ident>(&name) {
        // The parser also skips white space and comments, and accepts raw identifiers.
        Ok(ident) if ident == name && !name.starts_with("r#") => Ok(name),
        Ok(_) => Err("it is not an identifier"),
        Err(_) if name == "_" || name.chars().all(|c| c.is_ascii_alphabetic()) => {
            Err("it is a keyword of Rust")
        }
        Err(_) => Err("it is not an identifier"),
    }
}

/// Returns whether a character of an identifier is invisible: one of Unicode's `Default_Ignorable_Code_Point` that
/// the compiler accepts, or a zero-width joiner.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

/// Converts the stem of a file's name to UpperCamelCase, as `xor_trained` to `XorTrained`; returns `None` if the
/// result is not an identifier.
#[must_use]
pub fn type_name(stem: &str) -> Option<String> {
    // Some file systems store letters and their accents as separate characters.
    let stem: String = stem.nfc().collect();
    let words = stem.split(|c: char| !c.is_alphanumeric());
    let name: String = words
        .flat_map(|word| {
            let mut letters = word.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(letters)
        })
        .collect();
    identifier(&name).ok()
}

#[cfg(test)]
mod tests {
    use super::{identifier, type_name};

    #[test]
    fn stems_become_upper_camel_case() {
        for (stem, name) in [
            ("xor", Some("Xor")),
            ("xor_trained", Some("XorTrained")),
            ("digits-8x8.v2", Some("Digits8x8V2")),
            ("XORNet", Some("XORNet")),
            ("größe", Some("Größe")),
            ("self", None),
            ("8x8", None),
            ("", None),
            ("__", None),
        ] {
            assert_eq!(type_name(stem).as_deref(), name, "{stem}");
        }
    }

    #[test]
    fn only_identifiers_are_names() {
        for good in ["Xor", "_Xor", "Größe", "X1", "union", &"X".repeat(128)] {
            assert_eq!(identifier(good).as_deref(), Ok(good));
        }
        for bad in [
            "",
            "_",
            "1X",
            "X Y",
            " X",
            "X ",
            "X/**/",
            "r#type",
            "type",
            "gen",
            "Self",
            "crate",
            "async",
            "f32",
            "usize",
            "u8",
            "xornet",
            "core",
            "X;",
            "X{}",
            "X<T>",
            "X\n",
            "a::b",
            "try",
            "abstract",
            "a\u{200d}b",
            "\u{3164}",
            "a\u{fe0f}",
            &"X".repeat(129),
        ] {
            assert!(identifier(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn names_are_what_the_compiler_makes_of_them() {
        assert_eq!(identifier("Gro\u{308}\u{df}e").as_deref(), Ok("Größe"));
        assert_eq!(identifier("\u{212b}").as_deref(), Ok("\u{c5}"));
        assert_eq!(type_name("re\u{301}seau").as_deref(), Some("Réseau"));
    }
}
