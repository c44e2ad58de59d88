//! Writes the networks and the list of them.

use std::fmt::Write as _;
use std::fs;

use variants::Variant;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let (mut models, mut list) = (String::new(), String::new());
    let sources = variants::sources().into_iter();
    for model in sources.filter(variants::Source::fits_smallest_machine) {
        let kind = match model.is_stream() {
            true => "StreamSubject",
            false => "Subject",
        };
        for variant in model.variants() {
            let Variant {
                stem,
                name,
                inputs,
                largest,
            } = variant;
            writeln!(models, "xornet::model!({name} = \"./{stem}.toml\");").expect("a string");
            writeln!(
                list,
                "{kind} {name} sweep_{stem} bits_{stem} \"{stem}\" sweep::Range::Within({largest:?}), &{inputs};"
            )
            .expect("a string");
        }
    }
    let source = format!("{models}\nsweep::subjects! {{ sweep_models;\n{list}}}\n");
    fs::write(variants::out("subjects.rs"), source).expect("a source file");
}
