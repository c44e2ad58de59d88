xornet::model!(Net = "./key_of_another_layer.toml");

fn main() {}
