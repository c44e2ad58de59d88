//! Tests that compare expansions with `snapshots/*.rs`, the readable expansions of the models next to them.
//! `XORNET_SNAPSHOTS=write cargo test -p xornet-macros` writes these files again.

use std::{env, fs, path::Path};

use quote::quote;

/// Compares the expansion of `snapshots/{stem}.toml` with its snapshot.
fn snapshot(stem: &str) {
    let file = format!("snapshots/{stem}.toml");
    let expansion = crate::expand(quote! { xornet pub #file });
    let expansion = syn::parse2(expansion).expect("the expansion is a list of items");
    let expansion = prettyplease::unparse(&expansion);

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("snapshots/{stem}.rs"));
    if env::var_os("XORNET_SNAPSHOTS").is_some_and(|value| value == "write") {
        fs::write(&path, &expansion).expect("a writable folder");
    }
    let expected = fs::read_to_string(&path).expect("a snapshot");
    assert_eq!(expansion, expected, "the expansion of {file} has changed");
}

#[test]
fn straight_line_code() {
    snapshot("lines");
}

#[test]
fn tiles() {
    snapshot("tiles");
}

#[test]
fn a_graph_on_an_image() {
    snapshot("image");
}

#[test]
fn eight_bits() {
    snapshot("quantized");
}

#[test]
fn a_model_with_errors() {
    snapshot("faulty");
}
