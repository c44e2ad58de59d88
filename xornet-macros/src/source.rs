//! The source of a network: finding, reading and tracking the model file and the files that it refers to.

use std::path::{Path, PathBuf};

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::LitStr;
use xornet_model::{Folder, Input, ReadError};

use crate::place::{self, Place};

/// A model file that was read.
pub(crate) struct Source {
    /// The path as the caller wrote it.
    pub(crate) shown: String,
    /// The name of the file without its ending.
    pub(crate) stem: String,
    /// The text of the file.
    pub(crate) text: String,
    /// The folder of the file, with the other files that were read from it.
    pub(crate) folder: Folder,
    path: PathBuf,
}

impl Source {
    /// Finds and reads the file, or returns the message of an error.
    pub(crate) fn open(literal: &LitStr) -> Result<Self, String> {
        let shown = literal.value();
        let place = Place::of(literal)?;
        let path = place.path(&shown);
        let bytes = Input::open(&path).and_then(|input| input.read_model(&path));
        let bytes = bytes.map_err(|error| unreadable(&error, &shown, &place))?;
        let text = xornet_model::text(bytes)
            .map_err(|not_utf8| not_utf8.error.render(&shown, &not_utf8.text))?;
        let stem = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        Ok(Self {
            shown,
            stem,
            text,
            folder: Folder::of(&path),
            path,
        })
    }

    /// Emits items that make the compiler depend on the files, without adding anything to the binary. The paths are
    /// relative to Cargo.toml, so that the expansion is the same on every machine.
    pub(crate) fn tracker(&self) -> TokenStream {
        let files = [&self.path].into_iter().chain(self.folder.files());
        let paths = files.filter_map(|path| from_manifest(path));
        let paths = paths.map(|path| Literal::string(&format!("/{path}")));
        quote! {
            #(const _: &[::core::primitive::u8] = ::core::include_bytes!(
                ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #paths)
            );)*
        }
    }
}

/// Returns the message for a file that cannot be read: the reason, where it was looked for, and the path that was
/// probably meant.
fn unreadable(error: &ReadError, shown: &str, place: &Place<'_>) -> String {
    let mut message = error.message(shown);
    if !matches!(error, ReadError::Format(_)) {
        message += &format!("\n= note: {}", place.note());
    }
    let help = match error {
        ReadError::Missing => place
            .nearby(shown)
            .map(|near| format!("did you mean `{near}`?")),
        _ => error.help(shown),
    };
    match help {
        Some(help) => format!("{message}\n= help: {help}"),
        None => message,
    }
}

/// Returns the relative path from the directory of Cargo.toml to the file.
fn from_manifest(path: &Path) -> Option<String> {
    place::relative_path(&place::manifest_dir()?, path)
}
