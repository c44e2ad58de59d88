xornet::model!(Net = "./missing_keys.toml");

fn main() {}
