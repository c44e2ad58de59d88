xornet::model!(Net = "./no_layers.toml");

fn main() {}
