//! A network as one would write it by hand: arrays, loops, and functions of libm.

use std::fmt::Write as _;

use variants::Source;
use xornet_model::Layer;

pub fn write(model: &Source) -> String {
    let stem = &model.stem;
    let network = model.float().expect("a network of f32");
    let [inputs, outputs] = [network.inputs(), network.outputs()];
    let mut body = String::new();
    for (index, layer) in network.layers().enumerate() {
        match layer {
            Layer::Dense(dense) => {
                let rows: Vec<_> = dense.weights().chunks(dense.units()).collect();
                writeln!(
                    body,
                    "static WEIGHTS_{index}: [[f32; {units}]; {}] = {rows:?};\n\
                     static BIASES_{index}: [f32; {units}] = {:?};\n\
                     let mut x = crate::plain::dense(x, &WEIGHTS_{index}, &BIASES_{index});",
                    dense.inputs(),
                    dense.biases(),
                    units = dense.units(),
                )
                .expect("a string");
            }
            Layer::Activation(_) => body.push_str("let mut x = *x;\n"),
            other => panic!("no plain code of a {} layer", other.kind().name()),
        }
        let name = layer.activation().name();
        writeln!(body, "crate::plain::{name}(&mut x);\nlet x = &x;").expect("a string");
    }
    let checks: Vec<_> = network
        .test_cases()
        .iter()
        .map(|check| check.input())
        .collect();
    format!(
        "mod plain_{stem} {{\npub fn forward(x: &[f32; {inputs}]) -> [f32; {outputs}] {{\n{body}*x\n}}\n}}\n\
         function!(plain_{stem}::forward, [f32; {inputs}], [f32; {outputs}], \
         forward_{stem}_plain, measure_{stem}_plain, paint_{stem}_plain, &{checks:?});\n"
    )
}
