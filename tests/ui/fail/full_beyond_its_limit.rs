xornet::model!(Net = "./generated_long.toml");

fn main() {}
