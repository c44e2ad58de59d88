//! The code of a network, for the contenders that are compiled for it.

use std::fmt::Write as _;

use xornet_race_networks::{Class, Network};

/// A module with the network's weights and its chain of layers.
pub fn module(network: &Network) -> String {
    let Network { name, layers, .. } = network;
    let (inputs, outputs) = (network.inputs(), network.outputs());
    let mut statics = String::new();
    let mut chain = String::new();
    let mut from = "x";
    for (index, layer) in layers.iter().enumerate() {
        let (inputs, units) = (layer.inputs, layer.units);
        writeln!(
            statics,
            "    static LAYER_{index}: Layer<{inputs}, {units}> = Layer {{
        by_input: zerocopy::transmute!(*include_bytes!(\"{name}.{index}.by_input\")),
        by_unit: zerocopy::transmute!(*include_bytes!(\"{name}.{index}.by_unit\")),
        biases: zerocopy::transmute!(*include_bytes!(\"{name}.{index}.biases\")),
    }};"
        )
        .expect("a string");
        let layer = format!(
            "activation::{}(K::dense({from}, &LAYER_{index}))",
            layer.activation.name()
        );
        chain.push_str(&if index + 1 == layers.len() {
            format!("            {layer}\n")
        } else {
            format!("            let x = {layer};\n")
        });
        from = "&x";
    }
    let foreign = foreign(network);
    let class = match network.class {
        Class::Dense => "Class::Dense".to_string(),
        Class::Pruned(percent) => format!("Class::Pruned({percent})"),
    };
    format!(
        "pub mod {name} {{
    use super::*;

    xornet::model!(pub Xornet = \"./{name}.toml\");

{statics}
    pub struct Subject;

    impl crate::subject::Subject for Subject {{
        const CLASS: Class = {class};
        type Input = [f32; {inputs}];
        type Output = [f32; {outputs}];
        type Xornet = Xornet;

        #[inline(always)]
        fn forward<K: Kernel>(x: &[f32; {inputs}]) -> [f32; {outputs}] {{
{chain}        }}
{foreign}    }}
}}
"
    )
}

/// The functions of C.
fn foreign(network: &Network) -> String {
    let name = &network.name;
    let order = |order| {
        format!(
            "
        fn c_{order}(x: &Self::Input) -> Self::Output {{
            unsafe extern \"C\" {{
                fn {name}_{order}(x: *const f32, y: *mut f32);
            }}
            let mut y = [0.0; {}];
            // SAFETY: generated from the same network, it reads all of `x`, writes all of `y`,
            // and touches nothing else but constants.
            unsafe {{ {name}_{order}(x.as_ptr(), y.as_mut_ptr()) }};
            y
        }}
",
            network.outputs()
        )
    };
    ["by_input", "by_unit", "tiled"].map(order).concat()
}

/// The macro that calls another with each network's name and module.
pub fn list(networks: &[Network]) -> String {
    let mut list = String::from(
        "/// Calls `$enter` with the name and the type of each network.\nmacro_rules! for_each_network {\n    ($enter:ident) => {\n",
    );
    for Network { name, .. } in networks {
        writeln!(
            list,
            "        $enter!(\"{name}\", crate::subject::networks::{name}::Subject);"
        )
        .expect("a string");
    }
    list.push_str("    };\n}\npub(crate) use for_each_network;\n");
    list
}
