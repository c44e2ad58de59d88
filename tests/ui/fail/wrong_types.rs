xornet::model!(Net = "./wrong_types.toml");

fn main() {}
