xornet::model!(Net = "./clamp_bounds.toml");

fn main() {}
