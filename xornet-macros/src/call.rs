//! The call: `[attributes] [visibility] [Name =] "path"`.

use proc_macro2::{Ident, Span, TokenTree};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, LitStr, Token, Visibility};

pub(crate) struct Call {
    /// The path of the crate `xornet`: its own `$crate`, so that renaming it changes nothing.
    pub(crate) xornet: TokenTree,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    name: Option<Ident>,
    pub(crate) path: LitStr,
}

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
        let path = input
            .parse()
            .map_err(|error| syn::Error::new(error.span(), USAGE))?;
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

fn name(input: ParseStream<'_>) -> syn::Result<Ident> {
    let name: Ident = input.parse()?;
    if let Some(reason) = xornet_model::reserved(&name.to_string()) {
        let message = format!("a network cannot be named `{name}`: {reason}");
        return Err(syn::Error::new(name.span(), message));
    }
    Ok(name)
}

impl Call {
    /// Where faults of the file are reported.
    pub(crate) fn span(&self) -> Span {
        self.path.span()
    }

    /// The type's name: the call's, or else the file's.
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
    fn other_forms_are_refused() {
        for call in ["", "Xor", "42", "b\"a.toml\"", "pub", "A = B"] {
            assert_eq!(parse(call).err().as_deref(), Some(USAGE), "{call}");
        }
        assert!(parse(r#""a.toml" "b.toml""#).is_err());
        assert!(parse(r#"struct = "a.toml""#).is_err());
        assert!(parse(r#"usize = "a.toml""#).is_err());
        assert!(parse(r#"xornet = "a.toml""#).is_err());
    }
}
