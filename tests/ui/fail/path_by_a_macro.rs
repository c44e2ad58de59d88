xornet::model!(Net = concat!(env!("OUT_DIR"), "/net.toml"));
xornet::model!(concat!(env!("CARGO_MANIFEST_DIR"), "/models/net.toml"));
xornet::model!(pub Net = include_str!("net.toml"));

fn main() {}
