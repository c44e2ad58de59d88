use syn::Ident;

use super::value;
use crate::document::{Value, shorten};
use crate::fault::{Fault, Faults, Read};

/// Reads an explicit `name`.
pub(super) fn name(value: &Value<'_>, faults: &mut Faults) -> Read<String> {
    let name = value::string(value, "`name`", faults)?;
    if let Err(reason) = identifier(name) {
        let fault = Fault::new(
            value.span(),
            format!("`{}` cannot name a type: {reason}", shorten(name)),
        )
        .label("expected a Rust identifier, as in `name = \"Xor\"`");
        return Err(faults.push(match type_name(name) {
            Some(better) => fault.help(format!("`{better}` would do")),
            None => fault,
        }));
    }
    Ok(name.to_owned())
}

/// Types that an expansion refers to by their names.
const PRIMITIVES: [&str; 3] = ["f32", "f64", "usize"];

fn identifier(name: &str) -> Result<(), &'static str> {
    if name.is_empty() {
        return Err("it is empty");
    }
    if PRIMITIVES.contains(&name) {
        return Err("it would hide the primitive type");
    }
    // `gen` is a keyword since edition 2024.
    if name == "gen" {
        return Err("it is a keyword of Rust");
    }
    match syn::parse_str::<Ident>(name) {
        // The parser would also skip white space and comments, and take raw identifiers.
        Ok(ident) if ident == name && !name.starts_with("r#") => Ok(()),
        Ok(_) => Err("it is not an identifier"),
        Err(_) if name == "_" || name.chars().all(|c| c.is_ascii_alphabetic()) => {
            Err("it is a keyword of Rust")
        }
        Err(_) => Err("it is not an identifier"),
    }
}

/// A file's stem in UpperCamelCase, `xor_trained` as `XorTrained`, where that is an identifier.
#[must_use]
pub fn type_name(stem: &str) -> Option<String> {
    let words = stem.split(|c: char| !c.is_alphanumeric());
    let name: String = words
        .flat_map(|word| {
            let mut letters = word.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(letters)
        })
        .collect();
    identifier(&name).is_ok().then_some(name)
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
        for good in ["Xor", "_Xor", "Größe", "X1", "union"] {
            assert_eq!(identifier(good), Ok(()), "{good}");
        }
        for bad in [
            "", "_", "1X", "X Y", " X", "X ", "X/**/", "r#type", "type", "gen", "Self", "crate",
            "async", "f32", "usize", "X;", "X{}", "X<T>", "X\n", "a::b", "try", "abstract",
        ] {
            assert!(identifier(bad).is_err(), "{bad}");
        }
    }
}
