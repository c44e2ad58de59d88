xornet::model!(Net = "./one_bracket.toml");

fn main() {}
