xornet::model!(Net = "/models/xor.toml");

fn main() {}
