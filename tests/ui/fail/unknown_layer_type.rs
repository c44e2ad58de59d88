xornet::model!(Net = "./unknown_layer_type.toml");

fn main() {}
