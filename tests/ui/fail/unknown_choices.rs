xornet::model!(Net = "./unknown_choices.toml");

fn main() {}
