xornet::model!(Net = "./negative_tolerance.toml");

fn main() {}
