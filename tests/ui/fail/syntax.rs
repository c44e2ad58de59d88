xornet::model!(Net = "./syntax.toml");

fn main() {}
