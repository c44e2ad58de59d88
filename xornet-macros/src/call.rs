//! The syntax of a call: `[attributes] [visibility] [Name =] "path"`.

use proc_macro2::{Ident, Span, TokenTree};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, LitStr, Macro, Token, Visibility};

/// A call of the macro.
pub(crate) struct Call {
    /// The path of the crate `xornet`: its own `$crate`, which works if a user renames the crate.
    pub(crate) xornet: TokenTree,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    name: Option<Ident>,
    pub(crate) path: LitStr,
}

/// The message for a call of any other form.
const USAGE: &str = "expected the path of a model file, as in `xornet::model!(\"models/xor.toml\")` \
                     or `xornet::model!(pub Gate = \"models/xor.toml\")`";

impl Parse for Call {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let xornet = input.parse()?;
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let name = if input.peek2(Token![=]) {
            let name = input.call(name)?;
            input.parse::<Token![=]>()?;
            Some(name)
        } else {
            None
        };
        let path = input.call(path)?;
        input.parse::<Option<Token![,]>>()?;
        if !input.is_empty() {
            return Err(input.error("unexpected token after the path of the model file"));
        }
        Ok(Self {
            xornet,
            attributes,
            visibility,
            name,
            path,
        })
    }
}

/// The help for compiling a model file that a build script writes. The path of such a file is not known when the call
/// is written, and the compiler does not expand macros in a call.
pub(crate) const BUILD_SCRIPT: &str = "where a build script writes the model file, let it write a file `net.rs` next to \
     it, with the line `xornet::model!(pub Net = \"./net.toml\");`, and put \
     `include!(concat!(env!(\"OUT_DIR\"), \"/net.rs\"));` in place of this call";

/// Parses the path; explains the error if a macro stands in its place.
fn path(input: ParseStream<'_>) -> syn::Result<LitStr> {
    // Such as `concat!(env!("OUT_DIR"), "/net.toml")`.
    if let Ok(made) = input.fork().parse::<Macro>() {
        let tokens = made.tokens.to_string();
        let help = if tokens.contains("OUT_DIR") {
            BUILD_SCRIPT
        } else if tokens.contains("CARGO_MANIFEST_DIR") {
            "a path is relative to the directory of Cargo.toml anyway: write only what follows it"
        } else {
            "write the path itself; it is relative to the directory of Cargo.toml, or to this \
             source file if it begins with `./` or `../`"
        };
        let path = made.path.segments.last().map(|last| last.ident.to_string());
        let message = format!(
            "expected the path of a model file as a literal: `{}!` is not expanded here\n= help: {help}",
            path.unwrap_or_default()
        );
        return Err(syn::Error::new_spanned(made, message));
    }
    input
        .parse()
        .map_err(|error| syn::Error::new(error.span(), USAGE))
}

/// Parses the name of the type, which must not be reserved.
fn name(input: ParseStream<'_>) -> syn::Result<Ident> {
    let name: Ident = input.parse()?;
    if let Some(reason) = xornet_model::reserved(&name.to_string()) {
        let message = format!("a network cannot be named `{name}`: {reason}");
        return Err(syn::Error::new(name.span(), message));
    }
    Ok(name)
}

impl Call {
    /// Returns the place at which errors of the file are reported.
    pub(crate) fn span(&self) -> Span {
        self.path.span()
    }

    /// Returns the name of the type: that in the call, or else that of the file.
    pub(crate) fn name(&self, file: Option<&str>, stem: &str) -> syn::Result<Ident> {
        if let Some(name) = &self.name {
            return Ok(name.clone());
        }
        let Some(name) = file else {
            let message = format!(
                "the file's stem `{stem}` does not make a type name: set `name` in the file, or \
                 choose one in the call: `xornet::model!(Name = {})`",
                self.path.token(),
            );
            return Err(syn::Error::new(self.span(), message));
        };
        let name =
            syn::parse_str::<Ident>(name).map_err(|error| syn::Error::new(self.span(), error))?;
        Ok(Ident::new(&name.to_string(), self.span()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(call: &str) -> Result<Call, String> {
        syn::parse_str(&format!("krate {call}")).map_err(|error| error.to_string())
    }

    #[test]
    fn every_form_is_read() {
        for call in [
            r#""a.toml""#,
            r#""a.toml","#,
            r##"r#"a.toml"#"##,
            r#"pub "a.toml""#,
            r#"A = "a.toml""#,
            r#"pub(crate) A = "a.toml""#,
            r#"/// Doc. #[derive(Debug)] pub A = "a.toml""#.replace(". #", ".\n#").as_str(),
        ] {
            assert_eq!(
                parse(call).map(|call| call.path.value()),
                Ok("a.toml".into()),
                "{call}"
            );
        }
    }

    #[test]
    fn other_forms_are_errors() {
        for call in ["", "Xor", "42", "b\"a.toml\"", "pub", "A = B"] {
            assert_eq!(parse(call).err().as_deref(), Some(USAGE), "{call}");
        }
        for (call, part) in [
            (
                r#"A = concat!(env!("OUT_DIR"), "/net.toml")"#,
                "include!(concat!(",
            ),
            (r#"pub A = env!("OUT_DIR")"#, "`env!` is not expanded here"),
            (
                r#"core::concat!(env!("CARGO_MANIFEST_DIR"), "/a.toml")"#,
                "`concat!` is not expanded here\n= help: a path is relative",
            ),
            (r#"include_str!("a.toml")"#, "write the path itself"),
        ] {
            let error = parse(call).err().unwrap_or_default();
            assert!(error.contains(part), "{call}: {error}");
        }
        assert!(parse(r#""a.toml" "b.toml""#).is_err());
        assert!(parse(r#"struct = "a.toml""#).is_err());
        assert!(parse(r#"usize = "a.toml""#).is_err());
        assert!(parse(r#"xornet = "a.toml""#).is_err());
    }
}
