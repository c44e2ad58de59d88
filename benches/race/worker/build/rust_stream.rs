//! The code of a stream, for the contenders that are compiled for it.

use xornet_race_networks::Network;

use crate::c_stream::ORDERS;

/// A module with what contenders have of the network at compile time.
pub fn module(network: &Network) -> String {
    let name = &network.name;
    let (inputs, outputs) = (network.inputs(), network.outputs());
    let foreign: String = ORDERS.iter().map(|order| foreign(name, order)).collect();
    format!(
        "pub mod {name} {{
    use std::ffi::c_void;

    use super::*;

    xornet::model!(pub Xornet = \"./{name}.toml\");

    pub struct Subject;

    impl crate::subject::Subject for Subject {{
        const CLASS: Class = Class::Stream;
        type Input = [f32; {inputs}];
        type Output = [f32; {outputs}];
    }}

    impl crate::subject::Stream for Subject {{
        type Xornet = Xornet;
{foreign}    }}
}}
"
    )
}

/// The functions of C.
fn foreign(name: &str, order: &str) -> String {
    let constant = order.to_uppercase();
    format!(
        "
        const {constant}: crate::subject::Foreign = {{
            unsafe extern \"C\" {{
                fn {name}_{order}_new() -> *mut c_void;
                fn {name}_{order}_step(state: *mut c_void, x: *const f32, y: *mut f32);
                fn {name}_{order}_process(state: *mut c_void, frames: usize, x: *const f32, y: *mut f32);
            }}
            crate::subject::Foreign {{
                new: {name}_{order}_new,
                step: {name}_{order}_step,
                process: {name}_{order}_process,
            }}
        }};
"
    )
}
