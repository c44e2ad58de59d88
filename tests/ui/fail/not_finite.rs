xornet::model!(Net = "./not_finite.toml");

fn main() {}
