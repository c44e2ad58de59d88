//! Where a model file is, what it says, and how an edit of it is noticed; the same for the files
//! that it refers to.

use std::env;
use std::path::{Path, PathBuf};

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::LitStr;

/// A model file that was read.
pub(crate) struct Source {
    /// The path as the caller wrote it.
    pub(crate) shown: String,
    /// The file's name without its ending.
    pub(crate) stem: String,
    pub(crate) text: String,
    pub(crate) folder: Folder,
}

/// The folder of a model file, with what was read there.
pub(crate) struct Folder {
    path: PathBuf,
    read: Vec<PathBuf>,
}

impl Folder {
    /// Reads a file that the model refers to.
    pub(crate) fn read(&mut self, file: &str) -> Result<Vec<u8>, String> {
        let path = self.path.join(file);
        let bytes = xornet_model::read_file(&path)?;
        self.read.push(path);
        Ok(bytes)
    }
}

impl Source {
    /// Finds and reads the file, or says why not.
    pub(crate) fn open(literal: &LitStr) -> Result<Self, String> {
        let shown = literal.value();
        let path = locate(literal, &shown)?;
        let bytes = xornet_model::read_file(&path).map_err(|problem| {
            let place = place(literal, &shown);
            format!("cannot read the model file `{shown}`: {problem}\n= note: {place}")
        })?;
        let text = xornet_model::text(bytes)
            .map_err(|not_utf8| not_utf8.fault.render(&shown, &not_utf8.text))?;
        let stem = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Ok(Self {
            shown,
            stem,
            text,
            folder: Folder {
                path: folder,
                read: vec![path],
            },
        })
    }

    /// Items that make the compiler depend on the files. They add nothing to the binary. The paths
    /// start at the manifest, so that the expansion is the same on every machine.
    pub(crate) fn tracker(&self) -> TokenStream {
        let paths = self
            .folder
            .read
            .iter()
            .filter_map(|path| from_manifest(path));
        let paths = paths.map(|path| Literal::string(&format!("/{path}")));
        quote! {
            #(const _: &[::core::primitive::u8] = ::core::include_bytes!(
                ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #paths)
            );)*
        }
    }
}

fn beside_literal(shown: &str) -> bool {
    ["./", "../", ".\\", "..\\"]
        .iter()
        .any(|start| shown.starts_with(start))
}

/// Where a file was looked for, without the folders that differ from machine to machine.
fn place(literal: &LitStr, shown: &str) -> String {
    if beside_literal(shown) {
        return "looked for it from the folder of this source file, since the path begins with a dot".into();
    }
    let here = literal.span().unwrap().local_file();
    let here = here.and_then(|file| Some(file.parent()?.join(shown)));
    let mut place = String::from("looked for it from the directory of this crate's Cargo.toml");
    if here.is_some_and(|file| file.is_file()) {
        place += &format!("\n= help: there is one beside this source file: write `./{shown}`");
    }
    place
}

/// The path rule: `./` and `../` start at the file that holds the literal, anything else at the
/// calling crate's manifest.
fn locate(literal: &LitStr, shown: &str) -> Result<PathBuf, String> {
    if shown.is_empty() {
        return Err("the path of the model file is empty".into());
    }
    if Path::new(shown).has_root() || shown.contains(':') && Path::new(shown).is_absolute() {
        return Err(format!(
            "the path `{shown}` is absolute: it would name a place on this machine only\n\
             = help: write it relative to the directory of Cargo.toml, or begin it with `./` or \
             `../` to start at this source file"
        ));
    }
    if beside_literal(shown) {
        let file = literal.span().unwrap().local_file().ok_or_else(|| {
            format!(
                "cannot tell which source file holds the path `{shown}`\n\
                 = help: write it relative to the directory of Cargo.toml"
            )
        })?;
        Ok(file.parent().unwrap_or(Path::new("")).join(shown))
    } else {
        let root = manifest_dir().ok_or_else(|| {
            format!(
                "cannot find the model file `{shown}`: CARGO_MANIFEST_DIR is not set\n\
                 = help: build with cargo, or begin the path with `./` to start at this source file"
            )
        })?;
        Ok(root.join(shown))
    }
}

fn manifest_dir() -> Option<PathBuf> {
    env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from)
}

/// The way from the manifest's directory to the file, in slashes.
fn from_manifest(path: &Path) -> Option<String> {
    let path = path.canonicalize().ok()?;
    let root = manifest_dir()?.canonicalize().ok()?;
    let way = pathdiff::diff_paths(path, root)?;
    let parts: Vec<_> = way
        .iter()
        .map(|part| part.to_str())
        .collect::<Option<_>>()?;
    Some(parts.join("/"))
}
