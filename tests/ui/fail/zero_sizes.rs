xornet::model!(Net = "./zero_sizes.toml");

fn main() {}
