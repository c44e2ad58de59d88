xornet::model!(Net = "./empty.toml");

fn main() {}
