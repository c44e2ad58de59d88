xornet::model!(Net = "./duplicate_key.toml");

fn main() {}
