//! Writes the networks, and the same as plain loops.

mod plain;

use std::fmt::Write as _;
use std::fs;

fn main() {
    println!("cargo::rerun-if-changed=build");
    let mut source = String::new();
    for model in variants::sources() {
        for variants::Variant {
            stem, name, inputs, ..
        } in model.variants()
        {
            if model.is_stream() {
                writeln!(
                    source,
                    "xornet::model!({name} = \"./{stem}.toml\");\n\
                     stream!({name}, <{name} as xornet::Stream>::Input, <{name} as xornet::Stream>::Output, \
                     forward_{stem}, measure_{stem}, paint_{stem}, &{inputs});"
                )
                .expect("a string");
                continue;
            }
            writeln!(
                source,
                "xornet::model!({name} = \"./{stem}.toml\");\n\
                 function!({name}::forward, <{name} as xornet::Network>::Input, <{name} as xornet::Network>::Output, \
                 forward_{stem}, measure_{stem}, paint_{stem}, &{inputs});"
            )
            .expect("a string");
        }
        if model.is_chain() {
            source.push_str(&plain::write(&model));
        }
    }
    fs::write(variants::out("networks.rs"), source).expect("a source file");
}
