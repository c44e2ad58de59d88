//! The code of a network, for the contenders that are compiled for it.

use std::fmt::Write as _;

use xornet_race_networks::{Class, Network};

/// A module with what contenders have of the network at compile time.
pub fn module(network: &Network) -> String {
    let name = &network.name;
    let (statics, methods) = match network.class {
        Class::Convolutional | Class::Stream => (String::new(), String::new()),
        Class::Dense | Class::Pruned(_) => chain(network),
    };
    let (class, kind, orders): (_, _, &[&str]) = match network.class {
        Class::Dense => ("Class::Dense".to_string(), "Dense", &DENSE_ORDERS),
        Class::Pruned(percent) => (format!("Class::Pruned({percent})"), "Dense", &DENSE_ORDERS),
        Class::Convolutional => (
            "Class::Convolutional".to_string(),
            "Convolutional",
            &["direct", "channels_first"],
        ),
        Class::Stream => unreachable!("streams have modules of their own"),
    };
    let input = network.axes().into_iter().rev();
    let input = input.fold("f32".to_string(), |inner, axis| {
        format!("[{inner}; {axis}]")
    });
    let foreign = orders.iter().map(|order| foreign(network, order));
    let foreign: String = foreign.collect();
    format!(
        "pub mod {name} {{
    use super::*;

    xornet::model!(pub Xornet = \"./{name}.toml\");

{statics}
    pub struct Subject;

    impl crate::subject::Subject for Subject {{
        const CLASS: Class = {class};
        type Input = {input};
        type Output = [f32; {outputs}];
    }}

    impl crate::subject::Forward for Subject {{
        type Xornet = Xornet;
    }}

    impl crate::subject::{kind} for Subject {{
{methods}{foreign}    }}
}}
",
        outputs = network.outputs()
    )
}

const DENSE_ORDERS: [&str; 3] = ["by_input", "by_unit", "tiled"];

/// The weights of dense layers, and the chain of these layers.
fn chain(network: &Network) -> (String, String) {
    let name = &network.name;
    let mut statics = String::new();
    let mut chain = String::new();
    let mut from = "x";
    let layers = network.dense();
    let last = layers.len() - 1;
    for (index, layer) in layers.enumerate() {
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
        chain.push_str(&if index == last {
            format!("            {layer}\n")
        } else {
            format!("            let x = {layer};\n")
        });
        from = "&x";
    }
    let forward = format!(
        "        #[inline(always)]
        fn forward<K: Kernel>(x: &Self::Input) -> Self::Output {{
{chain}        }}
"
    );
    (statics, forward)
}

/// A function of C.
fn foreign(network: &Network, order: &str) -> String {
    let name = &network.name;
    format!(
        "
        fn c_{order}(x: &Self::Input) -> Self::Output {{
            unsafe extern \"C\" {{
                fn {name}_{order}(x: *const f32, y: *mut f32);
            }}
            let mut y = [0.0; {}];
            // SAFETY: generated from the same network, it reads all of `x`, writes all of `y`,
            // and touches nothing else but constants and, in this one thread, its own variables.
            unsafe {{ {name}_{order}(x.numbers().as_ptr(), y.as_mut_ptr()) }};
            y
        }}
",
        network.outputs()
    )
}

/// The macro that calls another with each network's name, kind and module.
pub fn list(networks: &[Network]) -> String {
    let mut list = String::from(
        "/// Calls `$enter` with the name, the kind and the type of each network.\nmacro_rules! for_each_network {\n    ($enter:ident) => {\n",
    );
    for Network { name, class, .. } in networks {
        let kind = match class {
            Class::Convolutional => "convolutional",
            Class::Stream => "stream",
            Class::Dense | Class::Pruned(_) => "dense",
        };
        writeln!(
            list,
            "        $enter!(\"{name}\", {kind}, crate::subject::networks::{name}::Subject);"
        )
        .expect("a string");
    }
    list.push_str("    };\n}\npub(crate) use for_each_network;\n");
    list
}
